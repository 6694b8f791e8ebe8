/**
 * What the library takes from Node's modules, for a page: in the browser's bundle this file stands for every `node:` module but
 * `path` and `buffer`. Names as Node has them, no more of them than are used.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import * as cephes from "cephes";
import { gunzipSync as unpacked } from "fflate";
import { Buffer } from "node:buffer";
import { inspect } from "node-inspect-extracted";
import * as valibot from "valibot";

export * from "./files.js";
export { inspect };

/** Node's `process`, as far as a page has one. */
export const process = {
  env: {} as Record<string, string | undefined>,
  pid: 1,
  platform: "browser",
  stderr: { isTTY: false, write: () => true },
  cwd: () => "/",
  kill: () => true,
  on: () => process,
  off: () => process,
  once: () => process,
  prependListener: () => process,
  listenerCount: () => 0,
  emitWarning: (warning: unknown) => {
    console.warn(warning);
  },
};
export { Buffer };

/** Packages that the library loads when it first needs them, which the bundle brings along. */
const packages: Readonly<Record<string, unknown>> = { cephes, valibot };

export function createRequire(): ((name: string) => unknown) & { resolve(name: string): string } {
  const require = (name: string): unknown => {
    if (name in packages) return packages[name];
    throw new Error(`Cannot load "${name}" in a page. Run this at home.`);
  };
  return Object.assign(require, { resolve: (name: string) => (require(name), name) });
}

/** SHA-256, which Web Crypto has only for callers that wait. */
export function createHash(name: string): Hash {
  if (name !== "sha256") throw new RangeError(`Cannot hash by "${name}" in a page: it has sha256.`);
  const hash = sha256.create();
  const self: Hash = {
    update: (content) => {
      hash.update(typeof content === "string" ? Buffer.from(content) : content);
      return self;
    },
    digest: ((encoding?: BufferEncoding) => {
      const bytes = Buffer.from(hash.digest());
      return encoding === undefined ? bytes : bytes.toString(encoding);
    }) as Hash["digest"],
  };
  return self;
}

interface Hash {
  update(content: string | Uint8Array): Hash;
  digest(): Buffer;
  digest(encoding: BufferEncoding): string;
}

/** Not `crypto.randomUUID`, which pages have only under https. */
export function randomUUID(): string {
  const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  return [bytes.slice(0, 8), bytes.slice(8, 12), bytes.slice(12, 16), bytes.slice(16, 20), bytes.slice(20)].join("-"); // prettier-ignore
}

export const gunzipSync = (bytes: Uint8Array): Buffer => Buffer.from(unpacked(bytes));

type Listener = (message: unknown) => void;

/** A channel of `diagnostics_channel`. */
class Channel {
  readonly #listeners = new Set<Listener>();

  constructor(readonly name: string) {}

  get hasSubscribers(): boolean {
    return this.#listeners.size > 0;
  }

  subscribe(listener: Listener): void {
    this.#listeners.add(listener);
  }

  unsubscribe(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  publish(message: unknown): void {
    for (const listener of this.#listeners) listener(message);
  }
}

const channels = new Map<string, Channel>();

export function channel(name: string): Channel {
  const known = channels.get(name) ?? new Channel(name);
  channels.set(name, known);
  return known;
}

export const subscribe = (name: string, listener: Listener): void => {
  channel(name).subscribe(listener);
};

/** No clusters in a page, so nothing to remember. */
export class AsyncLocalStorage {
  getStore(): undefined {
    return undefined;
  }

  run<Result>(_: unknown, work: () => Result): Result {
    return work();
  }
}

export const availableParallelism = (): number => 1;
export const homedir = (): string => "/";
export const hostname = (): string => "page";
export const tmpdir = (): string => "/tmp";
export const setMaxListeners = (): void => undefined;

/** A turn of the event loop. A message, because pages make timers wait. */
export const setImmediate = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    (port1 as { onmessage?: () => void }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** `timers/promises` has it under this name. */
export { wait as setTimeout };

function wait<T>(
  milliseconds: number,
  value: T,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => {
      resolve(value);
    }, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

const atHome = (what: string) => (): never => {
  throw new Error(`Cannot ${what} in a page. Run this at home.`);
};
export const fork = atHome("start a process");
export const spawn = atHome("start a program");
export const parseArgs = atHome("read a command line");
export const SourceMap = atHome("read a source map");
