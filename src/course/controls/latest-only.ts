/** Work that can be stopped. */
export type Work = (signal: AbortSignal) => Promise<void>;

/**
 * Runs one piece of work at a time, and always the latest: a new one stops the running one and replaces
 * the waiting one.
 */
export class LatestOnly {
  #waiting: Work | undefined;
  #running: AbortController | undefined;

  /** Resolves when this work and all work added meanwhile has ended; at once if other work is running. */
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

  /** Stops the running work and drops the waiting one. */
  stop(): void {
    this.#waiting = undefined;
    this.#running?.abort();
  }
}
