import { refusal, type DebugEvent, type DebugRequest, type DebugResponse } from "../debugger/protocol.js";
import type { FromWatcher, ToWatcher } from "../link/frames.js";
import { asObject, numberOf, textOf, type Json } from "../protocol/message.js";
import type { Iopub } from "./iopub.js";

/** Carries what front ends ask of the debugger to the process that runs the cells, and what it says to them. */
export class Debugging {
  readonly #iopub: Iopub;
  readonly #send: (frame: ToWatcher) => void;
  readonly #waiting = new Map<
    number,
    { request: DebugRequest; resolve: (response: DebugResponse) => void }
  >();
  #last = 0;
  #isStarted = false;

  constructor(iopub: Iopub, send: (frame: ToWatcher) => void) {
    this.#iopub = iopub;
    this.#send = send;
  }

  /** Resolves to the content of the `debug_reply`. */
  async ask(content: Json): Promise<Json> {
    const request: DebugRequest = {
      seq: numberOf(content, "seq", 0),
      command: textOf(content, "command"),
      arguments: asObject(content["arguments"]),
    };
    const id = ++this.#last;
    const response = await new Promise<DebugResponse>((resolve) => {
      this.#waiting.set(id, { request, resolve });
      this.#send({ type: "debug", id, request });
    });
    if (response.success && response.command === "initialize") this.#isStarted = true;
    if (response.command === "disconnect") this.#isStarted = false;
    return { ...response, seq: id };
  }

  hear(frame: FromWatcher): void {
    if (frame.type === "debugEvent") this.#publish(frame.event);
    else {
      this.#waiting.get(frame.id)?.resolve(frame.response);
      this.#waiting.delete(frame.id);
    }
  }

  /** The process is gone, and a new one knows of no debugger. */
  forget(): void {
    for (const { request, resolve } of this.#waiting.values())
      resolve(refusal(request, "The process that runs the cells ended."));
    this.#waiting.clear();
    if (this.#isStarted) this.#publish({ type: "event", event: "terminated", body: {} });
    this.#isStarted = false;
  }

  #publish(event: DebugEvent): void {
    void this.#iopub.publish("debug_event", { ...event, seq: ++this.#last }, {});
  }
}
