/** Whether somebody wants the training to end. */
export interface Interruption {
  readonly requested: boolean;
  /** Stops listening. */
  release(): void;
}

/**
 * Listens for an abort signal and for `SIGINT`, which is Ctrl-C in a terminal and the kernel's interrupt in a notebook.
 *
 * @example
 * const interruption = listenForInterruption(signal);
 * try { while (!interruption.requested) work(); } finally { interruption.release(); }
 */
export function listenForInterruption(signal?: AbortSignal): Interruption {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.on("SIGINT", interrupt);
  return {
    get requested() {
      return interrupted || signal?.aborted === true;
    },
    release: () => process.off("SIGINT", interrupt),
  };
}
