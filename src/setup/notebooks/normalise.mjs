import { joined } from "./notebook.mjs";

/** @typedef {import("./notebook.mjs").Notebook} Notebook */
/** @typedef {import("./notebook.mjs").Cell} Cell */
/** @typedef {import("./notebook.mjs").Output} Output */

/**
 * Brings a notebook into the one form in which it is committed: the same results give the same bytes.
 *
 * Left out: execution counts, timings, ids of displays, and each output that says of
 * itself that it is volatile (metadata `tunebook.volatile`), such as the progress of a training.
 *
 * @param {Notebook} notebook
 * @param {string} root the checkout's folder: its path is replaced by "." in outputs
 * @returns {Notebook} a new one
 */
export function normaliseNotebook(notebook, root) {
  const { tunebook, language_info = {} } = notebook.metadata;
  return {
    cells: notebook.cells.map((cell, index) => normaliseCell(cell, index, root)),
    metadata: {
      kernelspec: { display_name: "TypeScript (tunebook)", language: "typescript", name: "tslab" },
      // As the kernel has it: were it different, JupyterLab would take an opened chapter for a changed one.
      language_info: sortedKeys(language_info),
      ...(tunebook === undefined ? {} : { tunebook: sortedKeys(tunebook) }),
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** The bytes of a normalised notebook, as Jupyter itself would indent them. @param {Notebook} notebook */
export const notebookText = (notebook) => `${JSON.stringify(notebook, null, 1)}\n`;

/** @param {Cell} cell @param {number} index @param {string} root @returns {Cell} */
function normaliseCell(cell, index, root) {
  const metadata = without(cell.metadata, "execution");
  const common = {
    cell_type: cell.cell_type,
    ...(cell.cell_type === "code" ? { execution_count: null } : {}),
    id: cell.id ?? `cell-${index}`,
    metadata: sortedKeys(metadata),
  };
  const source = asLines(joined(cell.source).trimEnd());
  if (cell.cell_type !== "code") return { ...common, source };
  const outputs = mergeStreams((cell.outputs ?? []).filter((output) => !isVolatile(output)));
  return { ...common, outputs: outputs.map((output) => normaliseOutput(output, root)), source };
}

/** @param {Output} output */
const isVolatile = (output) => output.metadata?.["tunebook"]?.volatile === true;

/** How a stream is cut into messages depends on timing: pieces that follow each other are one.
 * @param {Output[]} outputs @returns {Output[]} */
function mergeStreams(outputs) {
  /** @type {Output[]} */
  const merged = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (last?.output_type === "stream" && output.output_type === "stream" && last.name === output.name)
      merged[merged.length - 1] = { ...last, text: joined(last.text) + joined(output.text) };
    else merged.push(output);
  }
  return merged;
}

/** @param {Output} output @param {string} root @returns {Output} */
function normaliseOutput(output, root) {
  const rest = withoutDeadWidget(without(output, "execution_count", "transient"));
  const placeless = /** @type {Output} */ (withoutRoot(rest, root));
  if (placeless.output_type === "stream")
    return sortedKeys({ ...placeless, text: asLines(joined(placeless.text)) });
  const result = placeless.output_type === "execute_result" ? { execution_count: null } : {};
  if (placeless.data === undefined) return sortedKeys({ ...placeless, ...result });
  const data = Object.fromEntries(
    Object.entries(placeless.data).map(([type, value]) => [type, normaliseData(type, value)]),
  );
  return sortedKeys({ ...placeless, ...result, data });
}

/** A widget's id means nothing once its kernel is gone: where the output has another form to be read, that one remains.
 * @param {Record<string, any>} output */
function withoutDeadWidget(output) {
  const { data } = output;
  return data?.["text/html"] === undefined ? output : { ...output, data: without(data, widgetView) };
}

const widgetView = "application/vnd.jupyter.widget-view+json";

/** Text as lines, so that a difference can be read; JSON as it is. @param {string} type @param {unknown} value */
function normaliseData(type, value) {
  if (/[/+]json$/.test(type)) return value;
  return asLines(joined(/** @type {string | string[]} */ (value)));
}

/** Replaces the checkout's path in every text. @param {unknown} value @param {string} root @returns {unknown} */
function withoutRoot(value, root) {
  if (typeof value === "string") return value.replaceAll(root, ".");
  if (Array.isArray(value)) return value.map((item) => withoutRoot(item, root));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutRoot(item, root)]));
}

/** @param {object} value @param {...string} names */
const without = (value, ...names) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** @template Value @param {Value} value @returns {Value} the same with the keys of every object in order */
export function sortedKeys(value) {
  if (Array.isArray(value)) return /** @type {any} */ (value.map(sortedKeys));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return /** @type {any} */ (Object.fromEntries(entries.map(([key, item]) => [key, sortedKeys(item)])));
}

/** @param {string} text @returns {string[]} lines, each with its line end, as nbformat wants them */
const asLines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
