import { Redis } from "ioredis";
import { redisAddress } from "./redis-address.js";

/** Milliseconds within which a server must have answered for the first time. */
const patience = 5000;
/** Milliseconds between two attempts to reach a server that went away, at most. */
const longestPause = 2000;

/**
 * Connects to Redis or Valkey. A server that answered once and then goes away is waited for: what is asked meanwhile is
 * asked when it is back.
 *
 * @param on the server's address
 * @throws {TypeError} if the address is none
 * @throws {Error} if the server does not answer within five seconds, or refuses the password
 */
export async function connect(on: string): Promise<Redis> {
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
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), tooLate()]);
    return redis;
  } catch (reason) {
    redis.disconnect();
    // Of a refused connection the rejection only says that it is closed; the event before it says why.
    const why = lastProblem ?? (reason instanceof Error ? reason.message : String(reason));
    throw new Error(
      `Cannot reach Redis at ${shown}: ${why}. Start it (redis-server), or correct the address or the password in it; ` +
        `without { on } everything trains on this machine.`,
      { cause: reason },
    );
  }
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => {
      reject(new Error(`no answer within ${patience / 1000} seconds`));
    }, patience).unref();
  });
}
