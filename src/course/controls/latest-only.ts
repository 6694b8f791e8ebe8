/** Work that can be told to stop. */
export type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Runs one piece of work at a time, and always the latest: a new one stops the one that runs and takes the place of
 * the one that waits.
 */
export class LatestOnly {
  #waiting: Work | undefined;
  #running: AbortController | undefined;

  /** Resolves when this work has ended, and all that came while it ran; at once where other work runs. */
  async run(work: Work): Promise<void> {
    this.#waiting = work;
    if (this.#running) {
      this.#running.abort();
      return;
    }
    while (this.#waiting) {
      const next: Work = this.#waiting;
      this.#waiting = undefined;
      this.#running = new AbortController();
      try {
        await next(this.#running.signal);
      } finally {
        this.#running = undefined;
      }
    }
  }

  /** Stops what runs and forgets what waits. */
  stop(): void {
    this.#waiting = undefined;
    this.#running?.abort();
  }
}
