import { setTimeout as wait } from "node:timers/promises";

/**
 * Settles as `work` does, or rejects with the signal's reason when it is aborted first. Work that is done already counts,
 * even if the signal was aborted in its last moment.
 */
export async function untilAborted<T>(signal: AbortSignal, work: T | Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Waits for `work`, but no longer than so many milliseconds; how it ends, also by failing, does not matter.
 *
 * @returns whether it ended in time
 */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const ended = work.then(
    () => true,
    () => true,
  );
  const late = wait(milliseconds, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([ended, late]);
  } finally {
    timer.abort();
  }
}
