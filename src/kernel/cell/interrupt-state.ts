/** What the cells' thread and the watching thread both see, as indexes of a shared Int32Array. */
export const shared = {
  /** The cell that shall end at its next loop iteration; 0 for none. */
  ending: 0,
  /** The cell that runs; 0 for none. */
  running: 1,
  /** How many listeners in the cell's code wait for SIGINT, to end by themselves. */
  cooperative: 2,
  /** How many interrupts the cells' thread has taken note of. */
  noted: 3,
  /** The cell whose synchronous part runs, which SIGINT breaks off; negative once the signal is sent, 0 for none. */
  breakable: 4,
} as const;

/** An interrupt, as the watching thread reports it. */
export interface InterruptNotice {
  readonly cell: number;
}
