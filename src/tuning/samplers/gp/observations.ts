import { extentOf } from "../../../runtime/extent.js";
import type { StudyView, TrialRecord } from "../../trial/trial-record.js";
import { stream } from "../../../random/stream.js";
import { losses } from "../../study/best-trials.js";

/**
 * One loss per trial: the objective itself, or several objectives combined with weights that differ from trial to
 * trial.
 */
export function scalarLosses(
  study: StudyView,
  trials: readonly TrialRecord[],
  seed: number,
  trialNumber: number,
): number[] {
  const all = trials.map(({ values }) => losses(values, study.directions));
  if (study.directions.length === 1) return all.map(([loss]) => loss!);
  return chebyshev(all, randomWeights(study.directions.length, seed, trialNumber));
}

/**
 * The augmented Chebyshev norm of losses scaled to [0, 1]: every point of a Pareto front is the best under some
 * weights.
 *
 * @see Knowles, "ParEGO: a hybrid algorithm with on-line landscape approximation", 2006
 */
function chebyshev(all: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const ranges = weights.map((_, objective) => {
    const [least, greatest] = extentOf(all.map((each) => each[objective]!));
    return { least, greatest };
  });
  return all.map((each) => {
    const weighted = each.map((loss, objective) => {
      const { least, greatest } = ranges[objective]!;
      return weights[objective]! * ((loss - least) / (greatest - least || 1));
    });
    return Math.max(...weighted) + 0.05 * weighted.reduce((sum, loss) => sum + loss, 0);
  });
}

/** Uniform on the simplex. */
function randomWeights(count: number, seed: number, trialNumber: number): number[] {
  const random = stream(seed, `gp/weights/${trialNumber}`);
  const raw = Array.from({ length: count }, () => -Math.log(1 - random.uniform()));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

/**
 * If there are more trials than a Gaussian process can take: half the places go to the best, the rest to the newest.
 */
export function mostTelling(trialLosses: readonly number[], room: number): number[] {
  const places = [...trialLosses.keys()];
  if (places.length <= room) return places;
  const best = [...places].sort((a, b) => trialLosses[a]! - trialLosses[b]! || a - b).slice(0, room / 2);
  const chosen = new Set(best);
  for (let place = places.length - 1; chosen.size < room; place--) chosen.add(place);
  return [...chosen].sort((a, b) => a - b);
}

/**
 * Losses transformed for a Gaussian process: mean 0 and variance 1.
 *
 * How bad the bad half is does not matter for finding the best, but a single enormous loss would flatten all the
 * differences that do matter. So losses above the median are first compressed towards it, logarithmically; the order
 * stays.
 */
export function standardize(losses: readonly number[]): Float64Array {
  const finite = losses.filter(Number.isFinite).sort((a, b) => a - b);
  if (finite.length === 0) return new Float64Array(losses.length);
  const [least, greatest] = [finite[0]!, finite.at(-1)!];
  const median = finite[Math.floor((finite.length - 1) / 2)]!;
  const scale = median - least || 1;
  const drawn = losses.map((loss) => {
    const bounded = Math.min(greatest, Math.max(least, loss));
    return bounded <= median ? bounded : median + scale * Math.log1p((bounded - median) / scale);
  });
  const mean = drawn.reduce((sum, loss) => sum + loss, 0) / drawn.length;
  const variance = drawn.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / drawn.length;
  const deviation = Math.sqrt(variance) || 1;
  return Float64Array.from(drawn, (loss) => (loss - mean) / deviation);
}

/** Standardised values; infinite ones become the greatest and least finite ones, or ±1. */
export function centred(values: readonly number[]): { values: Float64Array; centre: number; scale: number } {
  const [low, high] = extentOf(values);
  const [least, greatest] = [Math.min(low, -1), Math.max(high, 1)];
  const bounded = values.map((value) =>
    Number.isNaN(value) ? greatest : Math.min(greatest, Math.max(least, value)),
  );
  const centre = bounded.reduce((sum, value) => sum + value, 0) / bounded.length;
  const variance = bounded.reduce((sum, value) => sum + (value - centre) ** 2, 0) / bounded.length;
  const scale = Math.sqrt(variance) || 1;
  return { values: Float64Array.from(bounded, (value) => (value - centre) / scale), centre, scale };
}
