import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import type { Prepared } from "../prepare.js";
import { listenForInterruption } from "../../runtime/interruption.js";
import { progressReport, type ProgressStep } from "../../runtime/progress.js";
import { keptRecord } from "../../runtime/kept-record.js";
import { train } from "../../training/train.js";
import type { TrainingRun } from "../../training/training-run.js";
import { medianPruner } from "../../tuning/pruners/report-pruners.js";
import { tpeSampler } from "../../tuning/samplers/tpe-sampler.js";
import { createStudy } from "../../tuning/study/create-study.js";
import type { Study } from "../../tuning/study/study.js";
import type { Trial } from "../../tuning/trial/trial.js";
import type { AutoTuneOptions } from "../options.js";
import { deadline } from "./deadline.js";
import type { SearchSpace } from "./search-space.js";

/** Why a search ended. */
export type SearchEnding = "complete" | "timeout" | "interrupted";

/** What a search found. */
export interface Found {
  readonly study: Study;
  readonly ending: SearchEnding;
  /** The first trial's network, and the best one's, which may be the same; the baseline is missing if it diverged. */
  readonly baseline: TrainingRun | undefined;
  /** The second trial's, if that was a linear model that did not diverge. */
  readonly linear: TrainingRun | undefined;
  readonly best: TrainingRun;
  readonly seconds: number;
}

/** No trial is stopped before this many epochs: rates that start slowly may end well. */
const fewestEpochs = 5;

/**
 * Tries hyperparameters until the number of trials or the time is reached, or it is interrupted. The first trial is the
 * baseline.
 * A run still training at the end is cut short and counts with the loss it has reached.
 *
 * @throws {Error} if every trial diverged
 */
export async function search(
  { data }: Prepared,
  space: SearchSpace,
  options: AutoTuneOptions,
): Promise<Found> {
  const { seed = 1, trials = Infinity } = options;
  const study = await createStudy({
    name: `autoTune ${data.name}`,
    sampler: tpeSampler({ seed }),
    pruner: medianPruner({ warmupSteps: fewestEpochs }),
  });
  study.enqueue(space.baseline);
  if (space.linear) study.enqueue(space.linear);
  const begun = performance.now();
  const clock = deadline(options.minutes, options.signal);
  const interruption = listenForInterruption(clock.signal);
  const progress = progressReport({
    kind: "study",
    title: `Tuning on ${data.name}`,
    total: options.trials ?? 0,
  });
  const kept: { baseline?: TrainingRun; linear?: TrainingRun; best?: TrainingRun } = {};
  try {
    for (let done = 0; done < trials && !(interruption.requested && done > 0); done++) {
      const trial = study.ask();
      const run = await trainTrial(data, trial, space.suggest(trial), seed, clock.signal);
      tell(study, trial, run);
      if (trial.number === 0 && isUsable(run)) kept.baseline = run;
      if (trial.number === 1 && space.linear && isUsable(run)) kept.linear = run;
      if (isBest(study, trial)) kept.best = run;
      progress.report(howFar(done + 1, (performance.now() - begun) / 1000, options));
    }
  } finally {
    progress.finish({ done: study.trials.length, total: study.trials.length });
    interruption.release();
    clock.release();
  }
  const ending = clock.isOver ? "timeout" : interruption.requested ? "interrupted" : "complete";
  if (kept.best === undefined) throw nothingTrained(study);
  const seconds = (performance.now() - begun) / 1000;
  return { study, ending, baseline: kept.baseline, linear: kept.linear, best: kept.best, seconds };
}

/** Trials done, and how many there may still be: until enough are done or the time is up. */
function howFar(done: number, seconds: number, { minutes, trials }: AutoTuneOptions): ProgressStep {
  const each = seconds / done;
  const byTime = minutes === undefined ? Infinity : Math.max(0, 60 * minutes - seconds);
  const byTrials = trials === undefined ? Infinity : each * (trials - done);
  const secondsLeft = Math.min(byTime, byTrials);
  const total = Math.min(trials ?? Infinity, done + Math.ceil(secondsLeft / Math.max(each, 1e-3)));
  return { done, total, secondsLeft };
}

async function trainTrial(
  data: Prepared["data"],
  trial: Trial,
  hyperparameters: Hyperparameters,
  seed: number,
  signal: AbortSignal,
): Promise<TrainingRun> {
  return train(data, hyperparameters, {
    seed,
    signal,
    silent: true,
    onEpoch: ({ record }) => {
      trial.report(record.valLoss, record.epoch);
      return trial.number > 0 && trial.shouldPrune() ? "prune" : undefined;
    },
  });
}

/** A run that diverged tells the sampler the same as a pruned one: avoid this region. */
function tell(study: Study, trial: Trial, run: TrainingRun): void {
  trial.setAttribute("ending", run.endingReason);
  study.tell(trial, isUsable(run) ? lossOf(run) : "pruned");
}

function isUsable(run: TrainingRun): boolean {
  return run.ending !== "diverged" && run.ending !== "pruned";
}

/** The validation loss of the weights that the run kept. */
function lossOf(run: TrainingRun): number {
  return keptRecord(run)!.valLoss;
}

function isBest(study: Study, trial: Trial): boolean {
  return trial.record.state === "complete" && study.best.number === trial.number;
}

function nothingTrained(study: Study): Error {
  const reason = study.trials.at(-1)?.attributes["ending"] as string;
  return new Error(
    `Cannot choose a best network: none of ${study.trials.length} trials ended with a finite loss. The last one: ${reason} ` +
      `Look for extreme values in the data.`,
  );
}
