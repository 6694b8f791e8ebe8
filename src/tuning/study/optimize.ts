import { inWords } from "../../runtime/in-words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkWhole, refusal } from "../options.js";
import type { Study } from "./study.js";
import { type Trial, TrialPruned } from "../trial/trial.js";
import { sweepingOn } from "../../sweep/executor.js";
import { SpaceError } from "../../hyperparameters/space/domain.js";
import { interruptedName, type TrialRecord } from "../trial/trial-record.js";
import { listenForInterruption, type Interruption } from "../../runtime/interruption.js";
import { progressReport, type ProgressStep } from "../../runtime/progress.js";
import { Turns } from "../../runtime/turns.js";

/** What is optimised: gets a trial, asks it for values, returns how good they are. */
export type Objective = (trial: Trial) => number | readonly number[] | Promise<number | readonly number[]>;

/** Called after each trial; an error thrown here ends `optimize`. */
export type StudyCallback = (study: Study, trial: TrialRecord) => void | Promise<void>;

export interface OptimizeOptions {
  /** How many trials to run, ≥ 0, on top of those that the study has. Default: as many as the other limits allow. */
  readonly trials?: number;
  /** Seconds after which no new trial begins, > 0. */
  readonly timeout?: number;
  /** How many trials run at the same time, ≥ 1: for objectives that wait for workers or other machines. Default 1. */
  readonly parallel?: number;
  /**
   * Address of a cluster (docs/cluster.md): sweeps inside the objective are trained there. With `parallel`, several trials
   * keep its machines busy. The study itself stays here.
   */
  readonly on?: string;
  readonly callbacks?: readonly StudyCallback[];
  /**
   * The kinds of errors that the objective may throw without ending the study, such as `[RangeError]`; `[Error]` for all.
   * The trial has failed in any case. Default: none.
   */
  readonly catch?: ErrorKind | readonly ErrorKind[];
  /**
   * How often a trial whose process died is retried, ≥ 0. Default 0. Such trials are found before each
   * trial and fail in any case; see `study.failDeadTrials`.
   */
  readonly retries?: number;
  /** Interrupts the study, as SIGINT does. */
  readonly signal?: AbortSignal;
}

/** A class of errors, such as `RangeError`. */
export type ErrorKind = abstract new (...args: never[]) => unknown;

/** Why `optimize` ended: all trials run, time up, `study.stop()`, interrupted, or nothing left to try. */
export type StudyEnding = "complete" | "timeout" | "stopped" | "interrupted" | "exhausted";

/** The loop behind `study.optimize`. */
export async function optimize(
  study: Study,
  objective: Objective,
  options: OptimizeOptions,
): Promise<StudyEnding> {
  checkOptimizeOptions(study, objective, options);
  const interrupt = listenForInterruption(options.signal, "The study was interrupted while the trial ran.");
  const { trials: total = 0 } = options;
  // Without a pause: each trial is worth reporting, and usually takes longer than a pause.
  const progress = progressReport({ kind: "study", title: study.name, total, pause: 0 });
  const begun = performance.now();
  const turns = new Turns();
  const failures = new Failures(options);
  let [started, done] = [0, 0];

  const ending = (): StudyEnding | undefined => {
    if (interrupt.requested) return "interrupted";
    if (study.isStopping) return "stopped";
    if (started >= (options.trials ?? Number.POSITIVE_INFINITY)) return "complete";
    if (performance.now() - begun >= (options.timeout ?? Number.POSITIVE_INFINITY) * 1000) return "timeout";
    return study.isExhausted ? "exhausted" : undefined;
  };
  const mayGoOn = (): boolean => {
    if (!interrupt.requested) study.failDeadTrials({ retries: options.retries ?? 0 });
    return ending() === undefined;
  };
  const work = async (): Promise<void> => {
    while (mayGoOn()) {
      started++;
      const record = await sweepingOn(options.on, () => runTrial(study, objective, interrupt, failures));
      progress.report(howFar(++done, options.trials));
      for (const callback of options.callbacks ?? []) await callback(study, record);
      await turns.give();
    }
  };
  try {
    await allOrFirstError(options.parallel ?? 1, work, interrupt);
    failures.warn(done);
    return ending() ?? "complete";
  } finally {
    progress.finish({ done, total: done });
    interrupt.release();
  }
}

/** Without a fixed number of trials, there may always be one more. */
function howFar(done: number, trials: number | undefined): ProgressStep {
  return trials === undefined ? { done, total: done + 1, part: 0 } : { done, total: trials };
}

/** The trials that failed while `optimize` ran, and the errors that may fail them. */
class Failures {
  readonly #mayFail: readonly ErrorKind[];
  #count = 0;
  #first = "";

  constructor({ catch: kinds = [] }: OptimizeOptions) {
    this.#mayFail = [kinds].flat();
  }

  note({ state, error }: TrialRecord): void {
    if (state !== "failed" || error?.name === interruptedName) return;
    if (this.#count++ === 0 && error !== undefined) this.#first = `${error.name}: ${error.message}`;
  }

  /** A search space that contradicts itself is a mistake in the program, and fails every trial alike. */
  isCaught(error: unknown): boolean {
    return !(error instanceof SpaceError) && this.#mayFail.some((kind) => error instanceof kind);
  }

  /** Caught failures are not reported, unless every trial failed. */
  warn(done: number): void {
    if (this.#count === 0 || this.#count < done) return;
    process.emitWarning(
      `All ${done} trials of the study failed, the first with ${this.#first}`,
      "StudyWarning",
    );
  }
}

/** One trial from ask to tell. An error in the objective is rethrown unless `catch` allows it. */
async function runTrial(
  study: Study,
  objective: Objective,
  interrupt: Interruption,
  failures: Failures,
): Promise<TrialRecord> {
  const trial = study.ask({}, interrupt.signal);
  try {
    const record = study.tell(trial, await interrupt.race(objective(trial)));
    failures.note(record);
    return record;
  } catch (error) {
    if (error instanceof TrialPruned) return study.tell(trial, "pruned");
    const isInterrupt =
      interrupt.requested && (error === interrupt.signal.reason || nameOf(error) === interruptedName);
    const reason = isInterrupt
      ? new DOMException("The study was interrupted while the trial ran.", interruptedName)
      : error;
    const record = study.tell(trial, "failed", reason);
    failures.note(record);
    if (!isInterrupt && !failures.isCaught(error)) throw error;
    return record;
  }
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

/** Runs `work` several times at once; when one of them fails, interrupts the others before it rethrows. */
async function allOrFirstError(
  count: number,
  work: () => Promise<void>,
  interrupt: Interruption,
): Promise<void> {
  const workers = Array.from({ length: count }, () =>
    work().catch((error: unknown) => {
      interrupt.abort(error);
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

const optionNames = ["trials", "timeout", "parallel", "on", "callbacks", "catch", "retries", "signal"];

/** @throws {RangeError | TypeError} if an option is invalid, or nothing would ever end the loop */
function checkOptimizeOptions(study: Study, objective: unknown, options: OptimizeOptions): void {
  checkOptionNames("optimize", options, optionNames);
  if (typeof objective !== "function")
    throw new TypeError(
      `Cannot optimize ${inWords(objective)}: the objective is a function that gets a trial and returns a number.`,
    );
  const { trials, timeout, parallel, retries, signal, callbacks = [], catch: kinds = [] } = options;
  if (trials !== undefined) checkWhole("optimize", "trials", trials, 0);
  if (parallel !== undefined) checkWhole("optimize", "parallel", parallel, 1);
  if (retries !== undefined) checkWhole("optimize", "retries", retries, 0);
  if (timeout !== undefined && !(typeof timeout === "number" && timeout > 0))
    throw refusal("optimize", "timeout", timeout, "a number of seconds > 0");
  checkFunctions("callbacks", callbacks, "a list of functions");
  checkFunctions("catch", [kinds].flat(), "the kinds of errors that may fail a trial, such as [RangeError]");
  const endless = trials === undefined && timeout === undefined && signal === undefined;
  if (endless && study.sampler.isExhausted === undefined)
    throw new RangeError(
      `Cannot optimize without end: give trials (how many), timeout (seconds) or signal; only a grid ends by itself.`,
    );
}

function checkFunctions(option: string, values: unknown, rule: string): void {
  if (Array.isArray(values) && values.every((value) => typeof value === "function")) return;
  throw refusal("optimize", option, values, rule);
}
