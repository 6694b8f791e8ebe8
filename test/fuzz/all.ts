import type { Fuzz } from "./fuzz.js";
import { changedCells } from "./properties/cells.js";
import { journalLines } from "./properties/journals.js";
import { kernelMessages } from "./properties/messages.js";
import { completeRecords, trainedRecords } from "./properties/records.js";

/** Every property that is tried on random input, in the order of the table. */
export const fuzzes: readonly Fuzz[] = [
  completeRecords,
  trainedRecords,
  journalLines,
  changedCells,
  kernelMessages,
];
