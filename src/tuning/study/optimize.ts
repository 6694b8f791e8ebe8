import type { Study } from "./study.js";
import { type Trial, TrialPruned } from "../trial/trial.js";
import { trainingOn } from "../../place/training-place.js";
import { SpaceError } from "../../hyperparameters/space/domain.js";
import type { TrialRecord } from "../trial/trial-record.js";
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
  /** Seconds after which no further trial begins, > 0. */
  readonly timeout?: number;
  /** How many trials run at the same time, ≥ 1: for objectives that wait for workers or other machines. Default 1. */
  readonly parallel?: number;
  /**
   * Address of a cluster (docs/cluster.md): sweeps inside the objective are trained there. With `parallel`, several trials
   * keep its machines busy. The study itself stays here.
   */
  readonly on?: string;
  readonly callbacks?: readonly StudyCallback[];
  /** Interrupts the study, as SIGINT does. */
  readonly signal?: AbortSignal;
}

/** Why `optimize` ended: all trials run, time up, `study.stop()`, interrupted, or nothing left to try. */
export type StudyEnding = "complete" | "timeout" | "stopped" | "interrupted" | "exhausted";

/** The loop behind `study.optimize`. */
export async function optimize(
  study: Study,
  objective: Objective,
  options: OptimizeOptions,
): Promise<StudyEnding> {
  checkOptimizeOptions(study, options);
  const interrupt = listenForInterruption(options.signal, "The study was interrupted while the trial ran.");
  const { trials: total = 0 } = options;
  // Without pause: a trial is an event of its own, and usually takes longer than one.
  const progress = progressReport({ kind: "study", title: study.name, total, pause: 0 });
  const begun = performance.now();
  const turns = new Turns();
  let [started, done] = [0, 0];

  const ending = (): StudyEnding | undefined => {
    if (interrupt.requested) return "interrupted";
    if (study.isStopping) return "stopped";
    if (started >= (options.trials ?? Number.POSITIVE_INFINITY)) return "complete";
    if (performance.now() - begun >= (options.timeout ?? Number.POSITIVE_INFINITY) * 1000) return "timeout";
    return study.isExhausted ? "exhausted" : undefined;
  };
  const work = async (): Promise<void> => {
    while (ending() === undefined) {
      started++;
      const record = await trainingOn(options.on, () => runTrial(study, objective, interrupt));
      progress.report(howFar(++done, options.trials));
      for (const callback of options.callbacks ?? []) await callback(study, record);
      await turns.give();
    }
  };
  try {
    await allOrFirstError(options.parallel ?? 1, work, interrupt);
    return ending() ?? "complete";
  } finally {
    progress.finish({ done, total: done });
    interrupt.release();
  }
}

/** Without a number of trials, one more than there are may come, and nobody knows when. */
function howFar(done: number, trials: number | undefined): ProgressStep {
  return trials === undefined ? { done, total: done + 1, part: 0 } : { done, total: trials };
}

/** One trial from ask to tell. Only mistakes in the program, not bad luck in the objective, come out as errors. */
async function runTrial(study: Study, objective: Objective, interrupt: Interruption): Promise<TrialRecord> {
  const trial = study.ask({}, interrupt.signal);
  try {
    const outcome = await interrupt.race(objective(trial));
    return study.tell(trial, outcome);
  } catch (error) {
    if (error instanceof TrialPruned) return study.tell(trial, "pruned");
    const record = study.tell(trial, "failed", error);
    if (error instanceof SpaceError) throw error;
    return record;
  }
}

/** Runs `work` several times at once; when one of them fails, interrupts the others before it says so. */
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

/** @throws {RangeError} if an option is out of range, or nothing would ever end the loop */
export function checkOptimizeOptions(study: Study, options: OptimizeOptions): void {
  const { trials, timeout, parallel, signal } = options;
  if (trials !== undefined && (!Number.isSafeInteger(trials) || trials < 0))
    throw new RangeError(`Cannot optimize: trials is ${trials}, it must be a whole number ≥ 0.`);
  if (timeout !== undefined && !(timeout > 0))
    throw new RangeError(`Cannot optimize: timeout is ${timeout}, it must be a number of seconds > 0.`);
  if (parallel !== undefined && (!Number.isSafeInteger(parallel) || parallel < 1))
    throw new RangeError(`Cannot optimize: parallel is ${parallel}, it must be a whole number ≥ 1.`);
  const endless = trials === undefined && timeout === undefined && signal === undefined;
  if (endless && study.sampler.isExhausted === undefined)
    throw new RangeError(
      `Cannot optimize without end: give trials (how many), timeout (seconds) or signal; only a grid ends by itself.`,
    );
}
