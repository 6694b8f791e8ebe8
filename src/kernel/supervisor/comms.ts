import type { FromCells } from "../link/frames.js";
import { textOf, type Json, type Message } from "../protocol/message.js";
import type { Iopub } from "./iopub.js";

type CommFrame = Extract<FromCells, { type: "comm" }>;

/** Which comms are open, learned from the messages that pass. */
export class Comms {
  readonly #iopub: Iopub;
  readonly #targets = new Map<string, string>();

  constructor(iopub: Iopub) {
    this.#iopub = iopub;
  }

  /** The answer to a `comm_info_request`, for one target or for all. */
  info(content: Json): Json {
    const wanted = textOf(content, "target_name");
    const open = [...this.#targets].filter(([, target]) => wanted === "" || target === wanted);
    return {
      status: "ok",
      comms: Object.fromEntries(open.map(([id, target]) => [id, { target_name: target }])),
    };
  }

  /** Notes a comm message on its way through. */
  note(kind: CommFrame["kind"], content: Json): void {
    const id = textOf(content, "comm_id");
    if (kind === "comm_open") this.#targets.set(id, textOf(content, "target_name"));
    if (kind === "comm_close") this.#targets.delete(id);
  }

  async fromCells(frame: CommFrame, parent: Message["parent"]): Promise<void> {
    this.note(frame.kind, frame.content);
    const buffers = frame.buffers.map((text) => Buffer.from(text, "base64"));
    await this.#iopub.publish(frame.kind, frame.content, parent, { metadata: frame.metadata, buffers });
  }
}
