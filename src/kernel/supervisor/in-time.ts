import { setTimeout as pause } from "node:timers/promises";

/** What work gives, or nothing if it takes longer than so many milliseconds. It goes on all the same; its errors are the caller's. */
export async function inTime<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const limit = new AbortController();
  const late = pause(milliseconds, undefined, { signal: limit.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    limit.abort();
  }
}
