import type { Histogram } from "./histogram.js";

/** The sums of the slopes and the number of some examples. */
export interface Sums {
  readonly gradient: number;
  readonly curvature: number;
  readonly count: number;
}

/** A way to divide the examples of a leaf. */
export interface Cut {
  readonly column: number;
  /** The last bin that goes left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  /** By how much it lowers the loss, twice, to second order. */
  readonly gain: number;
  readonly left: Sums;
}

/** What a leaf must have. */
export interface LeafLimits {
  /** Examples, at least. */
  readonly leafRows: number;
  /** λ in −G / (H + λ). */
  readonly penalty: number;
}

/** Below this the second derivative says nothing. */
const leastCurvature = 1e-3;

const benefit = (gradient: number, curvature: number, penalty: number): number =>
  (gradient * gradient) / (curvature + penalty + 1e-12);

/**
 * The cut of a leaf that lowers the loss most, by its quadratic approximation; undefined if none lowers it.
 *
 * gain = G_l² / (H_l + λ) + G_r² / (H_r + λ) − G² / (H + λ)
 *
 * Missing values are tried on both sides; where there are none, they would go with the larger half.
 *
 * @see Chen and Guestrin, "XGBoost: a scalable tree boosting system", 2016
 */
export function bestCut(
  histogram: Histogram,
  starts: Int32Array,
  columns: Int32Array,
  whole: Sums,
  limits: LeafLimits,
): Cut | undefined {
  let best: Cut | undefined;
  if (whole.count < 2 * limits.leafRows) return best;
  for (const column of columns) {
    const [start, lost] = [starts[column]!, starts[column + 1]! - 1];
    const anyLost = histogram.counts[lost]! > 0;
    for (const missingLeft of anyLost ? [false, true] : [false]) {
      const found = bestOfColumn(histogram, { column, start, lost, missingLeft }, whole, limits);
      if (found && found.gain > (best?.gain ?? 0)) best = found;
    }
  }
  return best;
}

interface Scan {
  readonly column: number;
  readonly start: number;
  /** The bin of missing values, after all others. */
  readonly lost: number;
  readonly missingLeft: boolean;
}

function bestOfColumn(
  { gradients, curvatures, counts }: Histogram,
  { column, start, lost, missingLeft }: Scan,
  whole: Sums,
  { leafRows, penalty }: LeafLimits,
): Cut | undefined {
  let [gradient, curvature, count] = missingLeft
    ? [gradients[lost]!, curvatures[lost]!, counts[lost]!]
    : [0, 0, 0];
  const before = benefit(whole.gradient, whole.curvature, penalty);
  let best: Omit<Cut, "column"> | undefined;
  for (let bin = start; bin < lost; bin++) {
    if (counts[bin] === 0) continue;
    gradient += gradients[bin]!;
    curvature += curvatures[bin]!;
    count += counts[bin]!;
    if (count < leafRows || curvature < leastCurvature) continue;
    const [others, rest] = [whole.count - count, whole.curvature - curvature];
    if (others < leafRows || rest < leastCurvature) break;
    const gain =
      benefit(gradient, curvature, penalty) + benefit(whole.gradient - gradient, rest, penalty) - before;
    if (gain > (best?.gain ?? 1e-12))
      best = { bin: bin - start, missingLeft, gain, left: { gradient, curvature, count } };
  }
  if (best === undefined) return undefined;
  const larger = counts[lost] === 0 && 2 * best.left.count > whole.count;
  return { ...best, column, missingLeft: missingLeft || larger };
}
