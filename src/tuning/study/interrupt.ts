/** One way to hear of SIGINT, an abort signal of the caller's, and a failure inside. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Never fulfilled; rejected at the moment of the interrupt. */
  readonly rejection: Promise<never>;
  abort(reason: unknown): void;
  /** Stops listening. */
  dispose(): void;
}

/** Listens to the process event `SIGINT` (a notebook kernel sends it too) and to `outer` until disposed of. */
export function listenForInterrupt(outer?: AbortSignal): Interrupt {
  const controller = new AbortController();
  const interrupted = (): void => {
    controller.abort(new DOMException("The study was interrupted while the trial ran.", "AbortError"));
  };
  process.on("SIGINT", interrupted);
  outer?.addEventListener("abort", interrupted);
  if (outer?.aborted === true) interrupted();
  const rejection = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => {
      reject(controller.signal.reason as Error);
    });
  });
  rejection.catch(() => undefined); // nobody may be waiting, and that is no error
  return {
    signal: controller.signal,
    rejection,
    abort: (reason) => {
      controller.abort(reason);
    },
    dispose: () => {
      process.off("SIGINT", interrupted);
      outer?.removeEventListener("abort", interrupted);
    },
  };
}
