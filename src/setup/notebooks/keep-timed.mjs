import { codeVersion } from "./notebook.mjs";
import { sortedKeys } from "./normalise.mjs";

/** @typedef {import("./notebook.mjs").Notebook} Notebook */
/** @typedef {import("./notebook.mjs").Cell} Cell */

/**
 * A cell with the tag "timed" shows seconds, which differ in every run. Its committed outputs stay as they are while the code that
 * made them, its own and that of every cell above it, is the same: so they can be seen where nothing runs, running again changes no
 * byte, and no old output stays under new code. The cell's metadata say by which code its outputs were made.
 *
 * @param {Notebook} next just executed, normalised
 * @param {Notebook} previous as committed
 * @returns {Notebook}
 */
export function keepTimedOutputs(next, previous) {
  const earlier = new Map(previous.cells.map((cell) => [cell.id, cell]));
  const cells = next.cells.map((cell, index) => {
    if (!cell.metadata["tags"]?.includes("timed")) return cell;
    const made = codeVersion(next.cells.slice(0, index + 1));
    const before = earlier.get(cell.id);
    const keep = before?.outputs?.length && before.metadata["made_by_code"] === made;
    const metadata = sortedKeys({ ...cell.metadata, made_by_code: made });
    return { ...cell, metadata, ...(keep ? { outputs: before.outputs } : {}) };
  });
  return { ...next, cells };
}
