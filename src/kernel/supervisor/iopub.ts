import { MessageFactory, type Json, type Message } from "../protocol/message.js";
import type { Outlet } from "../protocol/outlet.js";

/** Text that may go out at once, in bytes, and the rate after that, in bytes per second. */
const burst = 300_000;
const rate = 100_000;

/** How long no text follows one, in milliseconds for every byte that its cell has printed beyond the burst; and at most. */
const restPerByte = 0.004;
const longestRest = 10_000;

/**
 * The channel every front end listens to. Text is held to a rate: JupyterLab's server drops what comes faster than 1 MB
 * per second, and its page lays out a cell's whole text again with every message, so the longer the text is, the longer
 * it rests before the next message. The cell that prints waits; an interrupt ends all waiting.
 */
export class Iopub {
  readonly #outlet: Outlet;
  readonly #messages: MessageFactory;
  #budget = burst;
  #refilled = performance.now();
  #hurry = false;
  /** The cell that printed last: its request, the bytes it has printed, and when. */
  #printing: { request: unknown; bytes: number; at: number } = {
    request: undefined,
    bytes: 0,
    at: -Infinity,
  };

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
    if (this.#printing.request !== parent["msg_id"])
      this.#printing = { request: parent["msg_id"], bytes: 0, at: -Infinity };
    await this.#afford(text.length);
    this.#printing.bytes += text.length;
    this.#printing.at = performance.now();
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
      if ((this.#budget >= 0 && this.#rested(now)) || this.#hurry) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#budget -= bytes;
  }
  #rested(now: number): boolean {
    const { bytes, at } = this.#printing;
    return now - at >= Math.min(Math.max(0, bytes - burst) * restPerByte, longestRest);
  }
}
