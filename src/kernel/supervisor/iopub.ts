import { MessageFactory, type Json, type Message } from "../protocol/message.js";
import type { Outlet } from "../protocol/outlet.js";

/** Text that may go out at once, in characters, and the rate after that, in characters per second. */
const burst = 300_000;
const rate = 900_000;

/**
 * The channel every front end listens to. Text is held to a rate, for JupyterLab's server drops what comes faster than
 * 1 MB per second. The cell that prints waits; an interrupt ends all waiting, and so does the end of the cell.
 */
export class Iopub {
  readonly #outlet: Outlet;
  readonly #messages: MessageFactory;
  #budget = burst;
  #refilled = performance.now();
  #hurry = false;

  constructor(outlet: Outlet, messages: MessageFactory) {
    this.#outlet = outlet;
    this.#messages = messages;
  }

  publish(
    type: string,
    content: Json,
    parent: Message["parent"],
    extras: { metadata?: Json; buffers?: readonly Uint8Array[] } = {},
  ): Promise<void> {
    return this.#outlet.send(this.#messages.make(type, content, parent, extras), [Buffer.from(type)]);
  }

  status(state: "starting" | "busy" | "idle", parent: Message["parent"]): Promise<void> {
    return this.publish("status", { execution_state: state }, parent);
  }

  async stream(name: "stdout" | "stderr", text: string, parent: Message["parent"]): Promise<void> {
    await this.#afford(text.length);
    await this.publish("stream", { name, text }, parent);
  }

  /** From now until `leisure`, text goes out as fast as it can: an interrupted cell must end at once. */
  hurry(): void {
    this.#hurry = true;
  }

  leisure(): void {
    this.#hurry = false;
  }

  async #afford(bytes: number): Promise<void> {
    for (;;) {
      const now = performance.now();
      this.#budget = Math.min(burst, this.#budget + ((now - this.#refilled) / 1000) * rate);
      this.#refilled = now;
      if (this.#budget >= 0 || this.#hurry) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#budget -= bytes;
  }
}
