import { listenForInterruption } from "../../runtime/interruption.js";
import { progressReport, type ProgressStep } from "../../runtime/progress.js";
import { medianPruner, wilcoxonPruner } from "../../tuning/pruners/report-pruners.js";
import { tpeSampler } from "../../tuning/samplers/tpe-sampler.js";
import { createStudy } from "../../tuning/study/create-study.js";
import type { Study } from "../../tuning/study/study.js";
import type { Candidate } from "../candidates/candidate.js";
import type { Family } from "../candidates/member.js";
import type { AutoTuneOptions } from "../options.js";
import type { Prepared } from "../prepare.js";
import { deadline } from "./deadline.js";
import { finish, type Finished } from "./finish.js";
import { SearchTrials } from "./search-trials.js";

/** Why a search ended. */
export type SearchEnding = "complete" | "timeout" | "interrupted";

/** What a search found. */
export interface Found extends Finished {
  readonly study: Study;
  readonly ending: SearchEnding;
  /** The kinds of models, in the order in which they were first tried. */
  readonly candidates: readonly Candidate[];
  readonly seconds: number;
}

/** No network is stopped before this many epochs: rates that start slowly may end well. */
const fewestEpochs = 5;

/** The part of the time for trials; the rest is for fitting the best ones again, on all rows. */
const searchShare = 0.85;

/** Trials of one kind before its sampler models what is good. */
const startupTrials = 6;

/**
 * Tries models until the number of trials or the time is reached, or it is interrupted, then makes an ensemble of the best. The
 * first trial of each kind of model is untuned. A fit in progress at the end is cut short.
 *
 * @throws {Error} if no trial ended with finite predictions
 */
export async function search(
  prepared: Prepared,
  candidates: readonly Candidate[],
  options: AutoTuneOptions,
): Promise<Found> {
  const { seed = 1, minutes, trials = Infinity } = options;
  const study = await createStudy({
    name: `autoTune ${prepared.data.name}`,
    sampler: tpeSampler({ seed, startupTrials }),
    pruner: prepared.folds.length > 1 ? wilcoxonPruner() : medianPruner({ warmupSteps: fewestEpochs }),
  });
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  const clock = deadline(minutes === undefined ? undefined : searchShare * minutes, options.signal);
  const interruption = listenForInterruption(options.signal);
  const stop = AbortSignal.any([clock.signal, interruption.signal]);
  const title = `Tuning on ${prepared.data.name}`;
  const progress = progressReport({ kind: "study", title, total: options.trials ?? 0 });
  try {
    const tried = new SearchTrials(study, prepared, candidates, seed, minutes !== undefined);
    for (let done = 0; done < trials && !(stop.aborted && done > 0); done++) {
      await tried.next(stop);
      progress.report({ ...howFar(done + 1, seconds(), options), ...bestNote(study) });
    }
    const ending = interruption.requested ? "interrupted" : clock.isOver ? "timeout" : "complete";
    const left = minutes === undefined ? Infinity : 60 * minutes - seconds();
    const finished = await finish(prepared, candidates, tried, {
      seed,
      signal: interruption.signal,
      ending,
      seconds: left,
    });
    return { ...finished, study, candidates, ending, seconds: seconds() };
  } finally {
    progress.finish({ done: study.trials.length, total: study.trials.length });
    interruption.release();
    clock.release();
  }
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

/** The best trial so far in a few words. */
function bestNote(study: Study): Pick<ProgressStep, "note"> {
  if (!study.trials.some(({ state }) => state === "complete")) return {};
  const { params, values } = study.best;
  const family = (params["model"] as Family | undefined) ?? "network";
  return { note: `best so far: ${family}, validation loss ${Number(values[0]!.toPrecision(3))}` };
}
