/** What the cells' thread and the watching thread both see, as indexes of a shared Int32Array. */
export const shared = {
  /** Not 0: the loop that waits without letting the event loop turn shall end at its next iteration. The running cell, or `noCell`. */
  ending: 0,
  /** The cell that runs, or `ownWork`; 0 for none. */
  running: 1,
  /** How many listeners in the cell's code wait for SIGINT, to end by themselves. */
  cooperative: 2,
  /** How many interrupts the cells' thread has taken note of. */
  noted: 3,
  /** The cell whose synchronous part runs, which SIGINT breaks off; negative once the signal is sent, 0 for none. */
  breakable: 4,
} as const;

/** In place of a cell: code that a cell has left behind, such as the handler of a slider. */
export const noCell = -1;

/** In place of a cell: work of the kernel's own, such as loading a package, which nothing may cut off. */
export const ownWork = -2;

/** An interrupt, as the watching thread reports it. */
export interface InterruptNotice {
  /** The cell that ran when it came; 0 for none. */
  readonly cell: number;
  /** The one that it is meant for, where the reader has started one. */
  readonly meant?: number;
  /** Where the thread was when it was stopped from outside; nothing for the polite question that comes first. */
  readonly stack?: string;
  /** Only asks whether the thread still answers. */
  readonly question?: boolean;
}
