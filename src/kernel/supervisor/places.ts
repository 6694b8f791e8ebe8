import type { FromCells } from "../link/frames.js";

/** How long output waits for what is still being made, in milliseconds. */
const patience = 1000;

/** How much may wait, in characters of printed text. */
const most = 100_000;

/**
 * Output in the order in which the program asked for it: a chart that is still being drawn keeps its place, and what is
 * printed meanwhile waits behind it, for a moment. On this side, since a cell in the middle of a long loop could not send
 * later what it holds back.
 */
export class Places {
  readonly #pass: (frame: FromCells) => Promise<void>;
  readonly #waiting: FromCells[] = [];
  #length = 0;
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();

  /** @param pass Gets the frames in their order. */
  constructor(pass: (frame: FromCells) => Promise<void>) {
    this.#pass = pass;
  }

  /** Takes the next frame; resolves once there is room for another. */
  take(frame: FromCells): Promise<void> {
    if (this.#waiting.length === 0 && frame.type !== "place" && frame.type !== "left")
      return this.#send(frame);
    if (frame.type === "left" || (frame.type === "display" && frame.place !== undefined)) this.#fill(frame);
    else this.#waiting.push(frame);
    if (frame.type === "stream") this.#length += frame.text.length;
    // A reply ends the cell, and a question must be seen to be answered.
    const isUrgent = frame.type === "reply" || frame.type === "input" || this.#length > most;
    if (!isUrgent) this.#timer ??= setTimeout(() => void this.#release(), patience);
    return isUrgent ? this.#release() : this.#drain();
  }

  /** Puts what was made into its place, or takes the place away; where nobody waits for it any more, it comes last. */
  #fill(frame: Extract<FromCells, { type: "display" | "left" }>): void {
    const at = this.#waiting.findIndex((each) => each.type === "place" && each.place === frame.place);
    const made = frame.type === "display" ? [frame] : [];
    if (at < 0) this.#waiting.push(...made);
    else this.#waiting.splice(at, 1, ...made);
  }

  /** Sends what waits for nothing any more. */
  async #drain(): Promise<void> {
    const end = this.#waiting.findIndex(({ type }) => type === "place");
    const ready = this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
    for (const frame of ready) if (frame.type === "stream") this.#length -= frame.text.length;
    if (this.#waiting.length === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    await Promise.all(ready.map((frame) => this.#send(frame)));
  }

  /** Sends everything, and keeps no place any longer. */
  #release(): Promise<void> {
    const kept = this.#waiting.filter(({ type }) => type !== "place");
    this.#waiting.splice(0, this.#waiting.length, ...kept);
    return this.#drain();
  }

  #send(frame: FromCells): Promise<void> {
    this.#last = this.#last.then(() => this.#pass(frame));
    return this.#last;
  }
}
