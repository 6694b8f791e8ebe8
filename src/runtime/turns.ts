import { setImmediate } from "node:timers/promises";

/** How long JavaScript may wait for a turn of the event loop, in milliseconds: an interrupt and the display need one. */
export const turnEvery = 50;

/** Gives the event loop a turn whenever it had none for a while. */
export class Turns {
  private last = performance.now();

  /** Call between two pieces of work. */
  async give(): Promise<void> {
    if (performance.now() - this.last < turnEvery / 2) return;
    await setImmediate();
    this.last = performance.now();
  }
}
