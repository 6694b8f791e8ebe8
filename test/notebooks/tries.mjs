import ts from "typescript";
import { findingsOf } from "../../src/setup/notebooks/findings.mjs";
import { joined } from "../../src/setup/notebooks/notebook.mjs";

/** @typedef {import("../../src/setup/notebooks/notebook.mjs").Notebook} Notebook */
/** @typedef {import("../../src/setup/notebooks/notebook.mjs").Cell} Cell */

/** The line of a "change me" cell that a reader changes: what stands before the value, the value, what stands after it. */
const marked = /^(.*?= )(.+)(; \/\/ ← change me)$/m;

/** The cell of a chapter that a reader is asked to change. @param {Notebook} notebook */
export const changeMeCell = ({ cells }) => cells.find((cell) => cell.metadata["tags"]?.includes("change-me"));

/** The other values to try, each the source text of one. @param {Notebook} notebook @returns {string[]} */
export const valuesToTry = (notebook) => changeMeCell(notebook)?.metadata["tunebook"]?.try ?? [];

/**
 * What a reader does who changes the value and runs the cell again, and then every cell below that reads what it made.
 *
 * @param {Notebook} notebook
 * @returns {(Cell & { value: string })[]} for each value the changed cell, then those readers
 */
export function cellsToTry(notebook) {
  const cell = changeMeCell(notebook);
  const source = joined(cell?.source);
  if (cell === undefined || !marked.test(source)) return [];
  const below = notebook.cells.slice(notebook.cells.indexOf(cell) + 1);
  const made = declaredNames(source.slice(source.search(marked)));
  const readers = readersOf(
    made,
    below.filter(({ cell_type }) => cell_type === "code").map((each) => joined(each.source)),
  );
  return valuesToTry(notebook).flatMap((value) => {
    const changed = source.replace(marked, (_, before, __, after) => before + value + after);
    return [changed, ...readers].map((text) => ({ ...asCell(text), value }));
  });
}

/** @param {string} source @returns {Cell} */
const asCell = (source) => ({ cell_type: "code", source, metadata: {}, outputs: [], execution_count: null });

/**
 * The sources that read one of the names, and those that read what such a source declares.
 *
 * @param {ReadonlySet<string>} names
 * @param {readonly string[]} sources in the order in which they run
 */
export function readersOf(names, sources) {
  const changed = new Set(names);
  return sources.filter((source) => {
    const declared = declaredNames(source);
    const reads = [...readNames(source)].some((name) => changed.has(name) && !declared.has(name));
    for (const name of declared)
      if (reads) changed.add(name);
      else changed.delete(name);
    return reads;
  });
}

/** Every name that a source declares, parameters included. @param {string} source @returns {Set<string>} */
const declaredNames = (source) =>
  namesIn(source, ({ parent }, node) => "name" in parent && parent.name === node && isDeclaration(parent));

/** Every name that a source uses as a value. @param {string} source @returns {Set<string>} */
const readNames = (source) =>
  namesIn(source, ({ parent }, node) => {
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
    if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
    return !isDeclaration(parent) || ("initializer" in parent && parent.initializer === node);
  });

/** @param {ts.Node} node */
const isDeclaration = (node) =>
  ts.isVariableDeclaration(node) ||
  ts.isBindingElement(node) ||
  ts.isParameter(node) ||
  ts.isFunctionDeclaration(node);

/** @param {string} source @param {(place: { parent: ts.Node }, node: ts.Identifier) => boolean} isWanted */
function namesIn(source, isWanted) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node) && isWanted({ parent: node.parent }, node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true));
  return names;
}

/**
 * What is wrong with the outcome of a value: an error that does not explain itself, an empty chart, a number that is none and
 * no word about it. That a training diverged, or that a value was refused with the reason, is a good answer.
 *
 * @param {Cell} cell executed
 * @param {string} value
 * @returns {string[]}
 */
export function problemsOfTry(cell, value) {
  const outputs = cell.outputs ?? [];
  if (outputs.length === 0) return [`${value}: nothing came of it`];
  const rest = outputs.filter((output) => !isExplained(output, value));
  const texts = rest.map(({ data, text }) => joined(data?.["text/plain"] ?? text)).join("\n");
  const unexplained = notANumber.test(texts) && !/diverged/i.test(texts);
  const { problems } = findingsOf({
    cells: [{ ...cell, outputs: rest }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  // Claims speak about the chapter's own values.
  const found = problems.filter((problem) => !problem.includes(": contradicted: "));
  return [...found, ...(unexplained ? [`shows a number that is none: ${texts}`] : [])].map(
    (problem) => `${value}: ${problem}`,
  );
}

const notANumber = /\bNaN\b|Infinity|\bundefined\b|not a number|infinite/;

/**
 * Whether an output is an error that says what was attempted, with which value, and what the rule is: the library's, or the
 * compiler's, which names the value and the type it must have.
 *
 * @param {import("../../src/setup/notebooks/notebook.mjs").Output} output
 * @param {string} value
 */
export function isExplained({ output_type, ename = "", evalue = "" }, value) {
  const refused = /^(Range|Type)Error$/.test(ename) && /^Cannot [^]+?: [^]+/.test(evalue);
  const mistyped = ename === "TypeScriptError" && evalue.includes("is not assignable to");
  const literals = value.match(/"[^"]*"|-?\d[\d.]*(e[+-]?\d+)?/g) ?? [];
  const named = literals.some(
    (literal) => evalue.includes(literal) || evalue.includes(String(Number(literal))),
  );
  return output_type === "error" && (refused || mistyped) && named;
}
