import type { Json } from "../protocol/message.js";

/** The content of the reply to a cell that stop has kept from running. */
export const interrupted: Json = {
  status: "error",
  ename: "KeyboardInterrupt",
  evalue: "the cell was interrupted",
  traceback: ["KeyboardInterrupt: the cell was interrupted"],
};

/** How long a cell has to end after stop was pressed first, before a second press ends its process, in milliseconds. */
const patience = 2500;

/** The cell that was asked to end last, when, and whether it was asked again. */
interface Stop {
  readonly cell: number;
  readonly at: number;
  again: boolean;
}

/** Counts how often a cell was asked to end: one that was asked twice ends, or else its process does. */
export class Stops {
  readonly #overdue: (cell: number) => void;
  #last: Stop | undefined;

  /** @param overdue Called with a cell that was asked twice and has had its time; it may have ended. */
  constructor(overdue: (cell: number) => void) {
    this.#overdue = overdue;
  }

  /** The cell was asked to end. */
  asked(cell: number): void {
    const stop = this.#last;
    if (stop?.cell !== cell) {
      this.#last = { cell, at: performance.now(), again: false };
      return;
    }
    if (stop.again) return;
    stop.again = true;
    const left = stop.at + patience - performance.now();
    setTimeout(
      () => {
        this.#overdue(cell);
      },
      Math.max(0, left),
    );
  }
}
