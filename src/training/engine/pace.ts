import { turnEvery } from "../../runtime/turns.js";

/** How many steps go into one call, so that a call takes about as long as the event loop may wait. */
export class Pace {
  /** Milliseconds per step, as measured; unknown at first. */
  private perStep: number | undefined;

  /** Steps for the next call, 1 or more. */
  get steps(): number {
    return this.perStep === undefined ? 1 : Math.max(1, Math.floor(turnEvery / this.perStep));
  }

  /** Runs `steps` steps and learns from how long they took. */
  measure<T>(steps: number, work: () => T): T {
    const start = performance.now();
    const result = work();
    this.learn((performance.now() - start) / steps);
    return result;
  }

  /** A first call contains compilation, so the smaller of two measurements counts at first and then an average. */
  private learn(perStep: number): void {
    const before = this.perStep;
    this.perStep = before === undefined || perStep < before ? perStep : 0.7 * before + 0.3 * perStep;
  }
}
