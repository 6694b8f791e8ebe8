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
