import { Redis } from "ioredis";
import { messageOf } from "../runtime/errors.js";
import { untilAborted } from "../runtime/waiting.js";

/** Milliseconds within which a server must have answered for the first time. */
const patience = 5000;
/** Milliseconds between two attempts to reach a server that went away, at most. */
const longestPause = 2000;

/** Where a Redis or Valkey server listens, checked, with a form that may be shown to people. */
export interface RedisAddress {
  readonly url: string;
  /** The address without user name and password. */
  readonly shown: string;
}

/**
 * Checks the address of a Redis or Valkey server.
 *
 * @param on `redis://[user:password@]host[:port][/database]`, with `rediss:` for TLS
 * @throws {TypeError} if it is something else; the message does not repeat a password
 * @example
 * redisAddress("rediss://:secret@queue.example:6380").shown; // "rediss://queue.example:6380"
 */
export function redisAddress(on: string): RedisAddress {
  const url = URL.parse(on);
  if (url === null || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "")
    throw new TypeError(
      `Cannot find a cluster at ${url === null ? "the given address" : `${url.protocol}//${url.host}`}: it must look like ` +
        `redis://host:6379, or rediss:// for TLS, with :password@ before the host if there is one.`,
    );
  return { url: on, shown: `${url.protocol}//${url.host}` };
}

/**
 * Connects to Redis or Valkey. A server that answered once and then goes away is waited for: what is asked meanwhile is
 * asked when it is back.
 *
 * @param on the server's address
 * @param signal aborted to give up
 * @throws {TypeError} if the address is none
 * @throws {Error} if the server does not answer within five seconds, or refuses the password
 * @throws the signal's reason if it is aborted first
 */
export async function connect(
  on: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<Redis> {
  const { url, shown } = redisAddress(on);
  let lastProblem: string | undefined;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patience,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * times, longestPause),
  });
  redis.on("error", (problem) => {
    lastProblem = problem.message;
  });
  const late = AbortSignal.timeout(patience);
  const answer = redis.connect().then(() => redis.ping());
  answer.catch(() => undefined); // after the patience has run out, nobody waits for it
  try {
    await untilAborted(AbortSignal.any([signal, late]), answer);
    return redis;
  } catch (reason) {
    redis.disconnect();
    if (signal.aborted) throw reason;
    // Of a refused connection the rejection only says that it is closed; the event before it says why.
    const why =
      lastProblem ?? (late.aborted ? `no answer within ${patience / 1000} seconds` : messageOf(reason));
    throw new Error(
      `Cannot reach Redis at ${shown}: ${why}. Start it (redis-server), or correct the address or the password in it; ` +
        `without { on } everything trains on this machine.`,
      { cause: reason },
    );
  }
}
