import type { Fuzz } from "./fuzz.js";
import { changedCells } from "./properties/cells.js";
import { journalLines } from "./properties/journals.js";
import { kernelMessages } from "./properties/messages.js";
import { floods, halfCharacters } from "./properties/output.js";
import { brokenCells, pastedModules } from "./properties/programs.js";
import { completeRecords, trainedRecords } from "./properties/records.js";
import { hostileGlobals, stopsAtRandom } from "./properties/stops.js";

/** Every property that is tried on random input, in the order of the table. */
export const fuzzes: readonly Fuzz[] = [
  completeRecords,
  trainedRecords,
  journalLines,
  changedCells,
  kernelMessages,
  brokenCells,
  pastedModules,
  halfCharacters,
  floods,
  stopsAtRandom,
  hostileGlobals,
];
