import { progressChannel, type Progress } from "../progress.js";
import type { EpochRecord } from "../training-run.js";

/** Messages closer together than this, in milliseconds, would not be seen. */
const between = 100;

let trainings = 0;

/** Publishes how far a training has come. */
export class ProgressReport {
  private readonly id = `train-${++trainings}`;
  private readonly started = performance.now();
  private last = 0;
  private done = 0;

  constructor(
    private readonly title: string,
    private readonly total: number,
    private readonly silent: boolean,
  ) {}

  /** After every epoch; messages that come too soon are left out. */
  report(epoch: number, history: readonly EpochRecord[]): void {
    this.done = epoch;
    if (performance.now() - this.last < between) return;
    this.last = performance.now();
    this.publish(history, false);
  }

  /** At the end, however it came. */
  finish(history: readonly EpochRecord[]): void {
    this.publish(history, true);
  }

  private publish(history: readonly EpochRecord[], finished: boolean): void {
    if (this.silent) return;
    const seconds = (performance.now() - this.started) / 1000;
    const left = this.done > 0 ? { secondsLeft: (seconds / this.done) * (this.total - this.done) } : {};
    const { id, title, total, done } = this;
    const message: Progress = { id, kind: "train", title, done, total, seconds, history, finished, ...left };
    progressChannel.publish(message);
  }
}
