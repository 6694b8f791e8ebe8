import { setMaxListeners } from "node:events";
import { clearProgressLine } from "./terminal-progress.js";
import { untilAborted } from "./waiting.js";

/** Whether somebody wants the work to end. */
export interface Interruption {
  /** Aborted at the moment of the interrupt. */
  readonly signal: AbortSignal;
  readonly requested: boolean;
  /** Settles as `work` does, or rejects with the signal's reason when the interrupt comes first. */
  race<T>(work: T | Promise<T>): Promise<T>;
  /** Interrupts from inside, for example because one of several parts failed. */
  abort(reason: unknown): void;
  /** Stops listening. */
  release(): void;
}

/**
 * After an interrupt, how long a program that listens to nothing may still work with the result (in milliseconds), for
 * example to save it.
 */
const grace = 1000;

const active = new Set<() => void>();
let handling = true;
/** A Ctrl-C that the program has yet to hear of. */
let pending = false;
let timer: NodeJS.Timeout | undefined;

/**
 * Chooses whether tunebook listens to `SIGINT` (Ctrl-C). It does so by default, while something trains: the
 * training ends in order and returns what is finished. Then, if the program itself does not listen to `SIGINT`, the
 * signal is sent again and ends the program: when it begins something new, when it ends by itself, or after one second.
 * A second Ctrl-C ends it at once.
 *
 * @param handle `false` for a program that handles `SIGINT` itself; give `train`, `sweep` and `optimize` a `signal` then
 * @example
 * handleSigint(false);
 * const stop = new AbortController();
 * process.once("SIGINT", () => { stop.abort(); });
 * const run = await train(digits, {}, { signal: stop.signal });
 */
export function handleSigint(handle: boolean): void {
  handling = handle;
  process.off("SIGINT", onSigint);
  if (handle && active.size > 0) process.prependListener("SIGINT", onSigint);
}

/**
 * Listens for an abort signal and for `SIGINT`, which is Ctrl-C in a terminal and the kernel's interrupt in a notebook.
 *
 * This is the library's only listener to `SIGINT`; it exists while something works.
 *
 * @param outer the caller's signal, if there is one
 * @param why what the signal's reason says
 * @example
 * const interruption = listenForInterruption(AbortSignal.timeout(100));
 * let steps = 0;
 * try { while (!interruption.requested && steps < 1000) steps++; } finally { interruption.release(); }
 */
export function listenForInterruption(outer?: AbortSignal, why = "The work was interrupted."): Interruption {
  if (pending && active.size === 0) passOn();
  const controller = new AbortController();
  const { signal } = controller;
  setMaxListeners(0, signal); // each of many trials at once waits on it
  const interrupt = (): void => {
    controller.abort(new DOMException(why, "AbortError"));
  };
  begin(interrupt);
  const forget = onCutOff(() => {
    end(interrupt);
  });
  outer?.addEventListener("abort", interrupt);
  if (outer?.aborted === true) interrupt();
  return {
    signal,
    get requested() {
      return signal.aborted;
    },
    race: (work) => untilAborted(signal, work),
    abort: (reason) => {
      controller.abort(reason);
    },
    release: () => {
      forget();
      outer?.removeEventListener("abort", interrupt);
      end(interrupt);
    },
  };
}

/** In tunebook's kernel an interrupt may end code in the middle, where no `finally` is run and nothing would be released. */
function onCutOff(action: () => void): () => void {
  const kernel = (globalThis as Record<symbol, unknown>)[Symbol.for("tunebook.kernel")] as
    Partial<Kernel> | undefined;
  return kernel?.onCutOff?.(action) ?? (() => undefined);
}

interface Kernel {
  onCutOff(action: () => void): () => void;
}

function begin(interrupt: () => void): void {
  active.add(interrupt);
  // Before other listeners: those that listen once would already be gone, and look as if nobody listened.
  if (active.size === 1 && handling) process.prependListener("SIGINT", onSigint);
}

function end(interrupt: () => void): void {
  if (!active.delete(interrupt) || active.size > 0) return;
  process.off("SIGINT", onSigint);
  if (!pending) return;
  timer = setTimeout(passOn, grace).unref();
  process.once("exit", passOn);
}

/** Only a real signal has a number; one that the program emits itself is no news to it. */
function onSigint(_name?: string, number?: number): void {
  const unheard = number !== undefined && process.listenerCount("SIGINT") === 1;
  if (unheard && pending) passOn();
  else if (unheard) pending = true;
  for (const interrupt of [...active]) interrupt();
}

/** Sends the signal again, now that the library does not catch it. */
function passOn(): void {
  pending = false;
  clearTimeout(timer);
  process.off("exit", passOn).off("SIGINT", onSigint);
  clearProgressLine();
  process.kill(process.pid, "SIGINT");
}
