import type { Params } from "../../hyperparameters/space/domain.js";
import type { EpochAnswer } from "../../training/options.js";
import type { EpochRecord } from "../../training/training-run.js";
import type { Candidate, Examples, Fit } from "../candidates/candidate.js";
import { predictMember, type Family, type Member } from "../candidates/member.js";
import { mean } from "../../runtime/numbers.js";
import { predictionLoss } from "../learners/link.js";

/** One choice of hyperparameters, validated. */
export interface Evaluated {
  /** Number of its trial. */
  readonly trial: number;
  readonly family: Family;
  readonly params: Params;
  /** Mean over the folds. */
  readonly loss: number;
  /** What it predicted for the validation rows of all folds, one after the other. */
  readonly outputs: Float32Array;
  /** The model of the first fold. */
  readonly member: Member;
  /** Epochs or rounds that were best, on average. */
  readonly effort: number | undefined;
  /** Seconds of one fit; of all where they are fitted at once, which one takes at most. */
  readonly seconds: number;
}

/** The watcher of a trial that goes on: it may end it. */
export interface Watch {
  readonly signal: AbortSignal;
  /** @returns "prune" to end the trial */
  readonly onFold: (fold: number, loss: number) => EpochAnswer;
  readonly onEpoch: (record: EpochRecord) => EpochAnswer;
}

/** What came of a trial. */
export interface Attempt {
  readonly evaluated?: Evaluated;
  /** Folds that were finished; a trial is comparable with others if all were. */
  readonly folds: number;
  readonly ending: string;
}

/** Fits to every fold: all at once where the candidate can, else one after the other until the search is stopped. */
async function* fitsOf(
  candidate: Candidate,
  params: Params,
  folds: readonly Examples[],
  seed: number,
  { signal, onEpoch }: Watch,
): AsyncGenerator<Fit> {
  if (folds.length === 1) yield await candidate.fit(folds[0]!, params, { seed, signal, onEpoch });
  else if (candidate.fitAll) yield* await candidate.fitAll(folds, params, { seed, signal });
  else
    for (const [place, data] of folds.entries()) {
      if (signal.aborted && place > 0) return;
      yield await candidate.fit(data, params, { seed, signal });
    }
}

/**
 * Fits a candidate on the training rows of every fold and measures it on the validation rows.
 *
 * @param folds all of them, or one, which is the validation split
 */
export async function evaluate(
  candidate: Candidate,
  params: Params,
  trial: number,
  folds: readonly Examples[],
  seed: number,
  watch: Watch,
): Promise<Attempt> {
  const begun = performance.now();
  const fits: (Fit & { readonly member: Member })[] = [];
  const measured: { outputs: Float32Array; loss: number }[] = [];
  let ending = "complete";
  for await (const fit of fitsOf(candidate, params, folds, seed, watch)) {
    const place = fits.length;
    const data = folds[place]!;
    ending = fit.ending;
    if (!fit.member) return { folds: place, ending };
    const outputs = predictMember(fit.member, data.validation.inputs);
    const loss = predictionLoss(outputs, data.validation.targets, data);
    // A model of extreme values may predict what is no number.
    if (!Number.isFinite(loss)) return { folds: place, ending: "Its predictions are not finite." };
    fits.push({ ...fit, member: fit.member });
    measured.push({ outputs, loss });
    const isPruned = folds.length > 1 && watch.onFold(place, loss) === "prune";
    // What was fitted at once costs no more.
    if (isPruned && !candidate.fitAll && place < folds.length - 1)
      return { folds: place + 1, ending: "pruned" };
  }
  const evaluated: Evaluated = {
    trial,
    family: candidate.family,
    params,
    loss: mean(measured.map(({ loss }) => loss)),
    outputs: joined(measured.map(({ outputs }) => outputs)),
    member: fits[0]!.member,
    effort:
      fits[0]!.effort === undefined
        ? undefined
        : Math.max(1, Math.round(mean(fits.map(({ effort = 1 }) => effort)))),
    seconds: (performance.now() - begun) / 1000 / (candidate.fitAll ? 1 : fits.length),
  };
  return { evaluated, folds: fits.length, ending };
}

/** Arrays one after the other. */
function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** The validation targets of all folds, in the order of `outputs`. */
export function foldTargets(folds: readonly Examples[]): Int32Array | Float32Array {
  const all = folds.flatMap(({ validation }) => Array.from(validation.targets));
  return folds[0]!.task === "classification" ? Int32Array.from(all) : Float32Array.from(all);
}
