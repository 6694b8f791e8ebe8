import { randomUUID } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import { followInTerminal } from "./terminal-progress.js";

/** How far a training, a sweep or a study has come. */
export interface Progress<Epoch = object> {
  /** The same for all messages of one `train`, `sweep`, `optimize` or `autoTune` call. */
  readonly id: string;
  readonly kind: "train" | "sweep" | "study";
  readonly title: string;
  /** Epochs (train), runs (sweep) or trials (study) finished, and how many there will be. */
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
  /** Seconds left, once there is something to estimate from. */
  readonly secondsLeft?: number;
  /** Of a training: what each epoch so far measured. */
  readonly history?: readonly Epoch[];
  /** The best result so far, in a few words. */
  readonly note?: string;
  readonly finished: boolean;
}

/** A channel of Node's `diagnostics_channel`. */
export interface ProgressChannel {
  readonly name: string | symbol;
  readonly hasSubscribers: boolean;
  subscribe(listener: (message: unknown) => void): void;
  unsubscribe(listener: (message: unknown) => void): void;
  publish(message: unknown): void;
}

/**
 * Where `train`, `sweep`, `optimize` and `autoTune` announce how far they are: the messages are of type `Progress`. A
 * notebook listens and draws. If nobody listens and stderr is a terminal, a line of progress is shown there.
 *
 * @example
 * import { subscribe } from "node:diagnostics_channel";
 * subscribe("tunebook:progress", (message) => console.log((message as { done: number }).done));
 */
export const progressChannel: ProgressChannel = channel("tunebook:progress");

/** What is reported of a piece of work that goes on. */
export interface ProgressStep<Epoch = object> {
  readonly done: number;
  readonly total: number;
  /** Part of the whole work that is done, 0 to 1; `done / total` if left out. */
  readonly part?: number;
  /** Seconds left, if better known than by the pace so far. */
  readonly secondsLeft?: number;
  readonly history?: readonly Epoch[];
  readonly note?: string;
}

/** Announces how far one piece of work is. */
export interface ProgressReport {
  /** Announces a step; one that comes too soon after the last is left out. */
  report(step: ProgressStep): void;
  /** Announces the end, however it came; never left out. Repeats the last step unless told a newer one. */
  finish(step?: ProgressStep): void;
}

/** How a piece of work is announced. */
export interface ProgressOptions {
  readonly kind: Progress["kind"];
  readonly title: string;
  /** How many epochs, runs or trials there will be; 0 if that is not known yet. */
  readonly total: number;
  /** Milliseconds between two messages, at least; more often than ten times a second nobody would see. */
  readonly pause?: number;
  /** Announces nothing. */
  readonly silent?: boolean;
}

/**
 * Begins to announce a piece of work. `finish` must follow, whatever happens.
 *
 * @example
 * const progress = progressReport({ kind: "train", title: "digits", total: 20 });
 * try { progress.report({ done: 1, total: 20 }); } finally { progress.finish(); }
 */
export function progressReport({
  kind,
  title,
  total,
  pause = 100,
  silent = false,
}: ProgressOptions): ProgressReport {
  if (silent) return { report: () => undefined, finish: () => undefined };
  const id = randomUUID();
  const begun = performance.now();
  let published = -Infinity;
  let last: ProgressStep = { done: 0, total };
  const message = (finished: boolean): Progress => {
    const seconds = (performance.now() - begun) / 1000;
    const { part, secondsLeft = leftAtThisPace(seconds, part ?? last.done / last.total), ...step } = last;
    const left = finished || secondsLeft === undefined ? {} : { secondsLeft };
    return { id, kind, title, ...step, seconds, finished, ...left };
  };
  const unfollow = progressChannel.hasSubscribers ? undefined : followInTerminal(() => message(false));
  return {
    report: (step) => {
      last = step;
      const now = performance.now();
      if (now - published < pause || !progressChannel.hasSubscribers) return;
      published = now;
      progressChannel.publish(message(false));
    },
    finish: (step = last) => {
      last = step;
      unfollow?.();
      progressChannel.publish(message(true));
    },
  };
}

function leftAtThisPace(seconds: number, part: number): number | undefined {
  return part > 0 && part <= 1 ? (seconds * (1 - part)) / part : undefined;
}
