/**
 * A signal that is aborted by the caller's own signal or by an interrupt (SIGINT: Ctrl-C, or the notebook's stop
 * button), for as long as it is listened to.
 *
 * @param outer the caller's signal, if there is one
 * @returns the signal, and what ends the listening
 */
export function interruptible(outer: AbortSignal | undefined): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  process.on("SIGINT", abort);
  outer?.addEventListener("abort", abort);
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    release: () => {
      process.off("SIGINT", abort);
      outer?.removeEventListener("abort", abort);
    },
  };
}
