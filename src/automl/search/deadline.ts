/** A signal that is aborted when the time is up or the caller's own signal is, and a function that stops the timer. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time ran out. */
  readonly isOver: boolean;
  release(): void;
}

/** The longest that a timer can be set to, about 25 days. */
const longest = 2 ** 31 - 1;

/** @param minutes the time limit; without it there is only the caller's signal */
export function deadline(minutes: number | undefined, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let over = false;
  const abort = (): void => {
    controller.abort();
  };
  const timer =
    minutes === undefined
      ? undefined
      : setTimeout(
          () => {
            over = true;
            abort();
          },
          Math.min(longest, minutes * 60_000),
        );
  outer?.addEventListener("abort", abort);
  if (outer?.aborted === true) abort();
  return {
    signal: controller.signal,
    get isOver() {
      return over;
    },
    release: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}
