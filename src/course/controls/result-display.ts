import { numberText } from "../../charts/words.js";
import { newDisplayId, type Host } from "../host.js";
import type { MimeBundle } from "../mime-bundle.js";
import { bundleToShow } from "../show.js";
import type { SliderRange } from "./slider-range.js";

/**
 * What a slider runs for a value: it returns what to show, as `show` would. `signal` says when the reader has moved on;
 * pass it to `train`.
 */
export type SliderAction = (value: number, signal: AbortSignal) => unknown;

/** The one output below a slider. */
export class ResultDisplay {
  readonly #displayId = newDisplayId();
  readonly #host: Host;
  readonly #range: SliderRange;
  readonly #action: SliderAction;

  constructor(host: Host, range: SliderRange, action: SliderAction) {
    this.#host = host;
    this.#range = range;
    this.#action = action;
  }

  /** Shows the result for the value with which the slider starts; an error in the action becomes the cell's error. */
  async first(signal: AbortSignal): Promise<void> {
    const bundle = await this.#bundle(this.#range.value, signal);
    this.#host.display(bundle, { displayId: this.#displayId });
  }

  /** Replaces it by the result for another value, unless the reader has moved on meanwhile. Never rejects. */
  async next(value: number, signal: AbortSignal): Promise<void> {
    const bundle = await this.#bundle(value, signal).catch((error: unknown) => ({
      "text/plain": `${this.#range.name} = ${numberText(value)}: ${String(error)}`,
    }));
    if (!signal.aborted) this.#host.display(bundle, { displayId: this.#displayId, update: true });
  }

  #bundle(value: number, signal: AbortSignal): Promise<MimeBundle> {
    const work = async (): Promise<MimeBundle> => bundleToShow(await this.#action(value, signal));
    return this.#host.stoppable?.(work) ?? work();
  }
}
