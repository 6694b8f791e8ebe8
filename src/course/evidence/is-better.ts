import { checkOptionNames } from "../../runtime/nearest-name.js";
import { normal95 } from "../../runtime/numbers.js";
import { capitalised, counted } from "../../charts/words.js";
import {
  armOptionNames,
  measureOf,
  pairedSides,
  refuseItself,
  valuesOf,
  type Arm,
  type ArmOptions,
} from "./arms.js";
import { clusterMeans } from "./cluster-means.js";
import { fewest, oneTail, tooFew, verdictOf, type Evidence, type Verdict } from "./evidence.js";
import { differenceInterval, meanInterval, type Interval } from "./interval.js";
import { coinTail, rankSum } from "./ranks.js";
import { directionText, effectOf, gainFigure, gainSentence, sizeText, type Measure } from "./wording.js";

/** The level of the sign test: five pairs that agree (1 in 32) settle it. */
const signLevel = 0.05;

/** How the two sides of a comparison belong together. */
export interface DesignOptions extends ArmOptions {
  /** `"paired"` (the same seeds, splits, tables … on both sides) by default; `"independent"` where nothing pairs them. */
  readonly design?: "paired" | "independent";
  /** For pairs that are not independent of each other: the cluster each belongs to, for example its data draw; `replicated` names it. */
  readonly clusters?: readonly (string | number)[];
}

const designNames = [...armOptionNames, "design", "clusters"];

/** What can be chosen about {@link isBetter}. */
export interface BetterOptions extends DesignOptions {
  /** The smallest improvement that matters in practice, in the unit of the metric; 0 by default. */
  readonly margin?: number;
}

/** Options for {@link isNotWorse}. */
export interface NotWorseOptions extends DesignOptions {
  /** How much worse is still acceptable, in the unit of the metric (0.01 is one point of accuracy); above 0. */
  readonly by: number;
}

/**
 * Whether A is better than B by more than a margin, pair by pair.
 *
 * With d = improvement of A over B for each repetition, and the 95 % t interval of mean d: *supported* if the whole interval lies
 * above the margin, *contradicted* if the whole interval lies below it, else *not settled*; fewer than 5 repetitions never settle
 * anything. `clusters` averages d within each cluster first and counts clusters. `design: "independent"` takes Welch's
 * interval. Where runs diverged there is no mean: a diverged run counts as the worst, and a one-sided sign test at 5 %
 * (Mann–Whitney's at 2.5 % for independent sides) decides.
 *
 * @param a the side the claim calls better: runs, or numbers in the order of what was repeated
 * @param b the other side
 * @param options `quantity`, `unit`, `better` and `replicated` for numbers; `metric` for runs; `margin`, written down before the runs
 * @throws {RangeError} if the sides were not repeated alike, one side has several runs with one seed, or a run is compared with itself
 * @example
 * const [moderate, tiny] = [runsWhere(result, { learningRate: 0.01 }), runsWhere(result, { learningRate: 0.0001 })];
 * claim({ id: "moderate", sentence: "0.01 ends lower than 0.0001.", evidence: isBetter(moderate, tiny) });
 * isBetter([31, 29, 30, 28, 33], [40, 38, 41, 37, 42], { quantity: "time", unit: "s", replicated: "table" });
 * @see Dietterich, "Approximate statistical tests for comparing supervised classification learning algorithms", 1998
 */
export function isBetter(a: Arm, b: Arm, options: BetterOptions = {}): Evidence {
  checkOptionNames("call isBetter", options, ["margin", ...designNames]);
  return compare(a, b, options.margin ?? 0, options);
}

/**
 * Whether A is worse than B by less than `by` ("non-inferior"): the form for "it costs next to nothing".
 *
 * *Supported* if the whole 95 % interval of the improvement lies above −by, *contradicted* if all of it lies below, else *not
 * settled*. All else as in {@link isBetter}.
 *
 * @throws {RangeError} if `by` is not above 0, and as {@link isBetter}
 * @example
 * const [half, all] = [[0.31, 0.3, 0.33], [0.3, 0.31, 0.32]]; // losses after half the epochs and after all, by seed
 * isNotWorse(half, all, { by: 0.05, quantity: "loss", replicated: "seed" }).details; // … allowed: 0.05 higher
 * @see Schuirmann, "A comparison of the two one-sided tests procedure and the power approach", 1987
 */
export function isNotWorse(a: Arm, b: Arm, options: NotWorseOptions): Evidence {
  checkOptionNames("call isNotWorse", options, ["by", ...designNames]);
  if (!(options.by > 0))
    throw new RangeError(
      `Cannot allow ${options.by} worse: it must be above 0. To ask for more, use isBetter.`,
    );
  return compare(a, b, -options.by, options);
}

function compare(a: Arm, b: Arm, threshold: number, options: DesignOptions): Evidence {
  if (options.design !== "independent") return paired(a, b, threshold, options);
  if (options.clusters)
    throw new RangeError('Cannot use clusters with design: "independent": a cluster is a group of pairs.');
  return independent(a, b, threshold, options);
}

function paired(a: Arm, b: Arm, threshold: number, options: DesignOptions): Evidence {
  const { rows, measure } = pairedSides([a, b], options);
  const sign = measure.better === "lower" ? 1 : -1;
  // Two diverged runs are as bad as each other.
  const single = rows.map(([ofA, ofB]) => (ofA === ofB ? 0 : sign * (ofB! - ofA!)));
  const gains = options.clusters ? clusterMeans(single, options.clusters) : single;
  if (gains.length < fewest) return tooFew(gains.length, measure.replicated);
  const within = options.clusters ? `, each the mean of its share of ${single.length} pairs` : "";
  const over = `${counted(gains.length, measure.replicated)}${within}`;
  if (!gains.every(Number.isFinite)) return bySigns(gains, threshold, measure);
  return byInterval(meanInterval(gains), { threshold, measure, over, count: gains.length }, gains);
}

function independent(a: Arm, b: Arm, threshold: number, options: DesignOptions): Evidence {
  refuseItself(a, b);
  const measure = measureOf(a, options);
  const [ofA, ofB] = [valuesOf(a, options), valuesOf(b, options)];
  const count = Math.min(ofA.length, ofB.length);
  if (count < fewest) return tooFew(count, measure.replicated);
  const [better, worse] = measure.better === "lower" ? [ofB, ofA] : [ofA, ofB];
  if (![...ofA, ...ofB].every(Number.isFinite))
    return byRanks(rankSum(better, worse), ofA.length, ofB.length, threshold, measure);
  const over = `${ofA.length} and ${counted(ofB.length, measure.replicated)} that nothing pairs`;
  return byInterval(differenceInterval(better, worse), { threshold, measure, over, count });
}

interface Frame {
  readonly threshold: number;
  readonly measure: Measure;
  readonly over: string;
  readonly count: number;
}

function byInterval(interval: Interval, frame: Frame, gains?: readonly number[]): Evidence {
  const { threshold, measure, over, count } = frame;
  const wins = gains?.filter((gain) => gain > 0).length;
  const tally = wins === undefined ? "" : `; ${directionText(measure)} in ${wins} of ${count}`;
  return {
    verdict: verdictOf(interval.low, interval.high, threshold),
    details: `${gainSentence(measure, interval, over)}${asked(measure, threshold)})${tally}.`,
    figure: gainFigure(measure, interval, count),
    numbers: { count, ...interval, margin: threshold, ...(wins === undefined ? {} : { wins }) },
    effect: effectOf(measure, interval),
    replicated: { unit: measure.replicated, count },
    falseAlarm: oneTail,
  };
}

/** The required margin, if there is one. */
function asked(measure: Measure, threshold: number): string {
  if (threshold === 0) return "";
  return threshold > 0
    ? `; claimed: more than ${sizeText(measure, threshold)}`
    : `; allowed: ${sizeText(measure, threshold)} ${directionText(measure, -1)}`;
}

function bySigns(gains: readonly number[], threshold: number, measure: Measure): Evidence {
  const wins = gains.filter((gain) => gain > threshold).length;
  const losses = gains.filter((gain) => gain < threshold).length;
  const verdict = verdictOfTails(coinTail(wins, wins + losses), coinTail(losses, wins + losses));
  const tally = `better in ${wins} and worse in ${losses} of ${counted(gains.length, measure.replicated)}`;
  return {
    verdict,
    details: `${capitalised(measure.quantity)}: some runs diverged and count as the worst, so pairs are counted instead of averaged: ${tally} (sign test${asked(measure, threshold)}).`,
    figure: tally,
    numbers: { count: gains.length, wins, losses, margin: threshold },
    replicated: { unit: measure.replicated, count: gains.length },
    falseAlarm: signLevel,
  };
}

function byRanks(z: number, countA: number, countB: number, threshold: number, measure: Measure): Evidence {
  if (threshold !== 0)
    throw new RangeError(
      `Cannot ask by how much (${threshold}) independent sides differ when runs diverged: pair the runs by seed, or ask without a margin.`,
    );
  const verdict = Math.abs(z) <= normal95 ? "not settled" : verdictOf(z, z, 0);
  return {
    verdict,
    details: `${capitalised(measure.quantity)}: some runs diverged and count as the worst, so all ${countA + countB} are ranked: z = ${z.toFixed(2)} (Mann–Whitney; beyond 1.96 either way it is hardly luck).`,
    figure: `z = ${z.toFixed(2)} by rank, ${countA} against ${counted(countB, measure.replicated)}`,
    numbers: { count: Math.min(countA, countB), z },
    replicated: { unit: measure.replicated, count: Math.min(countA, countB) },
    falseAlarm: oneTail,
  };
}

function verdictOfTails(forIt: number, againstIt: number): Verdict {
  if (forIt <= signLevel) return "supported";
  return againstIt <= signLevel ? "contradicted" : "not settled";
}
