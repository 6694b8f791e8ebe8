import type { Checker } from "../compiler/checker.js";
import { complete } from "../compiler/completion.js";
import { emitCell } from "../compiler/emit.js";

/** How often the path of a cell is walked: enough for the engine to compile it. */
const rounds = 8;

/**
 * Reads the type declarations and walks the path of a cell before the first cell comes. Each round is its own turn of
 * the event loop, so a cell that does come waits for one round at most.
 */
export function warmUp(checker: Checker, round = 0): void {
  if (round === rounds) return;
  setImmediate(() => {
    const cell = checker.read(`const warm${round} = [${round}].map((x) => x + 1); warm${round}`);
    checker.diagnose(cell);
    emitCell(cell.source, cell.used);
    if (round % 4 === 3) complete(checker, "Math.", 5);
    warmUp(checker, round + 1);
  });
}
