import type { Writable } from "zeromq";
import type { Message } from "./message.js";
import type { Wire } from "./wire.js";

/** Sends messages over one socket, one after the other: a ZeroMQ socket takes a single send at a time. */
export class Outlet {
  readonly #socket: Pick<Writable, "send">;
  readonly #wire: Wire;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: Pick<Writable, "send">, wire: Wire) {
    this.#socket = socket;
    this.#wire = wire;
  }

  /** Resolves once the socket has taken the message; a socket whose reader is stuck takes it late or drops it. */
  send(message: Message, identities: readonly Uint8Array[] = []): Promise<void> {
    // Encoded when its turn comes: what tells of the beginning of a cell must not hold up the cell.
    this.#last = this.#last.then(async () => {
      try {
        await this.#socket.send(this.#wire.encode(message, identities));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN")
          log(`cannot send ${message.header.msg_type}`, error);
      }
    });
    return this.#last;
  }
}

/** Writes a line to the kernel's log: its stderr, which Jupyter shows in the terminal of the server. */
export function log(what: string, error?: unknown): void {
  const reason = error instanceof Error ? `: ${error.message}` : "";
  process.stderr.write(`[tunebook kernel] ${what}${reason}\n`);
}
