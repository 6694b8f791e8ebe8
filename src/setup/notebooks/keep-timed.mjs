import { joined } from "./notebook.mjs";

/** @typedef {import("./notebook.mjs").Notebook} Notebook */
/** @typedef {import("./notebook.mjs").Cell} Cell */

/**
 * A cell with the tag "timed" shows seconds, which differ in every run. Its committed outputs stay as they are while its
 * source is the same, so that they can be seen where nothing runs, and running again changes no byte.
 *
 * @param {Notebook} next just executed, normalised
 * @param {Notebook} previous as committed
 * @returns {Notebook}
 */
export function keepTimedOutputs(next, previous) {
  const earlier = new Map(previous.cells.map((cell) => [cell.id, cell]));
  return { ...next, cells: next.cells.map((cell) => keepIn(cell, earlier.get(cell.id))) };
}

/** @param {Cell} cell @param {Cell | undefined} earlier @returns {Cell} */
function keepIn(cell, earlier) {
  const timed = cell.metadata["tags"]?.includes("timed") ?? false;
  if (!timed || !earlier?.outputs?.length) return cell;
  return joined(earlier.source).trimEnd() === joined(cell.source)
    ? { ...cell, outputs: earlier.outputs }
    : cell;
}
