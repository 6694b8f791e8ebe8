import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { CommIn } from "../link/frames.js";
import { asObject, textOf, type Json } from "../protocol/message.js";
import type { Output } from "./output.js";

/** One open comm: a channel between the cells and a widget in the front end. */
export interface Comm {
  readonly id: string;
  send(data: Json, options?: { metadata?: Json; buffers?: readonly Uint8Array[] }): void;
  close(data?: Json): void;
  /** Set these to hear from the front end. */
  onMessage?: (data: Json, buffers: readonly Uint8Array[]) => unknown;
  onClose?: (data: Json) => unknown;
}

type CommHandler = (comm: Comm, data: Json) => unknown;

interface Extras {
  readonly metadata?: Json;
  readonly buffers?: readonly Uint8Array[];
}

/** The comms of all cells: those that they open, and those that the front end opens with a target they have registered. */
export class Comms {
  readonly #output: Output;
  readonly #targets = new Map<string, CommHandler>();
  readonly #open = new Map<string, Comm>();

  constructor(output: Output) {
    this.#output = output;
  }

  /** Has `handler` called with each comm that the front end opens for the target. */
  readonly registerTarget = (name: string, handler: CommHandler): void => {
    this.#targets.set(name, handler);
  };

  /** Opens a comm to a target in the front end. */
  readonly open = (
    target: string,
    data: Json = {},
    options: Extras & { readonly id?: string } = {},
  ): Comm => {
    const comm = this.#make(options.id ?? randomUUID());
    this.#send("comm_open", { comm_id: comm.id, target_name: target, data }, options);
    return comm;
  };

  /** A comm message from the front end; resolves when its handler has. */
  async receive({ kind, content, buffers }: CommIn): Promise<void> {
    const id = textOf(content, "comm_id");
    const data = asObject(content["data"]);
    if (kind === "comm_open") {
      await this.#opened(id, textOf(content, "target_name"), data);
      return;
    }
    const comm = this.#open.get(id);
    if (kind === "comm_close") {
      this.#open.delete(id);
      await comm?.onClose?.(data);
      return;
    }
    await comm?.onMessage?.(
      data,
      buffers.map((text) => Buffer.from(text, "base64")),
    );
  }

  async #opened(id: string, target: string, data: Json): Promise<void> {
    const handler = this.#targets.get(target);
    if (handler === undefined) this.#send("comm_close", { comm_id: id, data: {} });
    else await handler(this.#make(id), data);
  }

  #make(id: string): Comm {
    const comm: Comm = {
      id,
      send: (data, options = {}) => {
        this.#send("comm_msg", { comm_id: id, data }, options);
      },
      close: (data = {}) => {
        this.#open.delete(id);
        this.#send("comm_close", { comm_id: id, data });
      },
    };
    this.#open.set(id, comm);
    return comm;
  }

  #send(kind: CommIn["kind"], content: Json, { metadata = {}, buffers = [] }: Extras = {}): void {
    const { cell } = this.#output;
    const encoded = buffers.map((buffer) => Buffer.from(buffer).toString("base64"));
    this.#output.send({ type: "comm", cell, kind, content, metadata, buffers: encoded });
  }
}
