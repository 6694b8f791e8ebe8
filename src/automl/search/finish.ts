import { predictMember, type Family, type Member } from "../candidates/member.js";
import type { Candidate, Examples } from "../candidates/candidate.js";
import type { Prepared } from "../prepare.js";
import { greedyEnsemble, weightedMean, type Weighted } from "./ensemble.js";
import { foldTargets, type Evaluated } from "./evaluate.js";
import type { SearchTrials } from "./search-trials.js";
import type { SearchEnding } from "./search.js";

/** A predictor, and what it said about rows that it did not learn from. */
export interface Chosen {
  readonly members: readonly Weighted<Member>[];
  /** The trials its members come from. */
  readonly trials: readonly Weighted<Evaluated>[];
  /** Predictions for the validation rows of all folds. */
  readonly validation: Float32Array;
  /** The data it was fitted to in the end, whose encoder it needs. */
  readonly data: Examples;
}

/** What a search ends with. */
export interface Finished {
  readonly tuned: Chosen;
  /** The first trial of each kind of model, in their order, where it could be used. */
  readonly untuned: readonly (Chosen & { readonly family: Family })[];
  /** The validation targets of all folds. */
  readonly targets: Int32Array | Float32Array;
  /** Whether models were fitted again on all rows but those of the test. */
  readonly refitted: boolean;
}

/** How a search ended, and how much time is left. */
export interface End {
  readonly seed: number;
  /** Aborted if it is to end at once. */
  readonly signal: AbortSignal;
  readonly ending: SearchEnding;
  readonly seconds: number;
}

/**
 * Chooses the ensemble and fits its models again, and the untuned ones beside them, on all rows but those of the test. After
 * an interrupt, or if the splits were given with the data, models are taken as they are.
 *
 * @throws {Error} if there is none
 */
export async function finish(
  prepared: Prepared,
  candidates: readonly Candidate[],
  { evaluated, untuned, study }: SearchTrials,
  { seed, signal, ending, seconds }: End,
): Promise<Finished> {
  if (evaluated.length === 0)
    throw nothingTrained(study.trials.at(-1)?.attributes["ending"], study.trials.length);
  const targets = foldTargets(prepared.folds);
  const { whole } = prepared;
  const [first] = prepared.folds;
  const again = whole !== undefined && ending !== "interrupted" ? whole : undefined;
  const isFull = ({ outputs }: Evaluated): boolean => outputs.length === targets.length * widthOf(first!);
  const budget = again ? seconds : Infinity;
  const affordable = (chosen: ReadonlySet<Evaluated>, next: Evaluated): boolean =>
    [...chosen, next].reduce((sum, one) => sum + one.seconds, 0) <= budget;
  const full = evaluated.filter(isFull);
  const trials =
    full.length > 0 ? greedyEnsemble(full, targets, first!, affordable) : [{ of: evaluated[0]!, weight: 1 }];
  const fitted = new Map<Evaluated, readonly Member[]>();
  const isStopped = (): boolean => signal.aborted;
  const ends = performance.now() + 1000 * budget;
  const fit = async (one: Evaluated): Promise<void> => {
    if (
      again === undefined ||
      signal.aborted ||
      fitted.has(one) ||
      performance.now() + 1000 * one.seconds > ends
    )
      return;
    const candidate = candidates.find(({ family }) => family === one.family)!;
    const members = await refit(candidate, one, again, { seed, signal, folds: prepared.folds.length });
    // What was cut short is worse than the model of the first fold.
    if (members.length > 0 && !isStopped()) fitted.set(one, members);
  };
  for (const { of } of trials) await fit(of);
  for (const one of untuned.values()) await fit(one);
  const chosen = (parts: readonly Weighted<Evaluated>[]): Chosen => chosenFrom(parts, fitted, again, first!);
  return {
    tuned: chosen(trials),
    untuned: candidates.flatMap(({ family }) => {
      const one = untuned.get(family);
      return one ? [{ ...chosen([{ of: one, weight: 1 }]), family }] : [];
    }),
    targets,
    refitted: trials.some(({ of }) => fitted.has(of)),
  };
}

/** Networks of a trial that are fitted again, where rows are few: after a number of epochs that was best elsewhere, a single one may be far off. */
const networksAgain = 5;

/** The models of a trial on all rows: networks from several seeds, whose mean is taken. */
async function refit(
  candidate: Candidate,
  { params, effort }: Evaluated,
  data: Examples,
  { seed, signal, folds }: { readonly seed: number; readonly signal: AbortSignal; readonly folds: number },
): Promise<Member[]> {
  const options = { seed, effort, signal };
  const fits = candidate.fitAll
    ? await candidate.fitAll(new Array<Examples>(folds > 1 ? networksAgain : 1).fill(data), params, options)
    : [await candidate.fit(data, params, options)];
  const isUsable = (member: Member): boolean =>
    predictMember(member, data.test.inputs).every(Number.isFinite);
  return fits.flatMap(({ member }) => (member && isUsable(member) ? [member] : []));
}

const widthOf = ({ task, outputs }: Examples): number => (task === "classification" ? outputs : 1);

/** The members that were fitted again; if none was, all as they were on the first fold. */
function chosenFrom(
  trials: readonly Weighted<Evaluated>[],
  fitted: ReadonlyMap<Evaluated, readonly Member[]>,
  again: Examples | undefined,
  first: Examples,
): Chosen {
  const ready = again ? trials.filter(({ of }) => fitted.has(of)) : [];
  const used = ready.length > 0 ? ready : trials;
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  const shares = used.map(({ of, weight }) => ({ of, weight: weight / total }));
  return {
    members: shares.flatMap(({ of, weight }) => {
      const members = (ready.length > 0 ? fitted.get(of) : undefined) ?? [of.member];
      return members.map((member) => ({ of: member, weight: weight / members.length }));
    }),
    trials: shares,
    validation: weightedMean(shares.map(({ of, weight }) => ({ of: of.outputs, weight }))),
    data: again && ready.length > 0 ? again : first,
  };
}

const nothingTrained = (reason: unknown, tried: number): Error =>
  new Error(
    `Cannot choose a best model: none of ${tried} ${tried === 1 ? "trial" : "trials"} ended with finite predictions. The last one: ${String(reason)} ` +
      "Look for extreme values in the data.",
  );
