/** One step of a range test. */
export interface RangePoint {
  /** 1 for the first. */
  readonly step: number;
  readonly learningRate: number;
  /** Loss of the batch, before the step. */
  readonly loss: number;
  /** The loss averaged over the steps before, to be read by. */
  readonly smoothed: number;
}

/** What a range test found. */
export interface LearningRateRange {
  readonly points: readonly RangePoint[];
  /** The rate around which the smoothed loss falls fastest (per factor in the rate): a good one to start from. */
  readonly steepest: number;
  /** The rate at which the smoothed loss is lowest: already nearly too much. */
  readonly lowest: number;
  /** The rate at which the loss exploded; missing if it never did. */
  readonly exploded?: number;
}

/** Share of the past in the moving average. */
const smoothing = 0.9;
/** A smoothed loss this many times the lowest has exploded. */
const explodedFactor = 4;

/** Reads the losses of a range test, stopping where they explode. */
export function readRange(rates: readonly number[], losses: readonly number[]): LearningRateRange {
  const points: RangePoint[] = [];
  let average = 0;
  let best = Infinity;
  for (const [index, loss] of losses.entries()) {
    average = smoothing * average + (1 - smoothing) * loss;
    const smoothed = average / (1 - smoothing ** (index + 1));
    const learningRate = rates[index]!;
    if (!Number.isFinite(loss) || smoothed > explodedFactor * best)
      return { ...read(points), exploded: learningRate };
    best = Math.min(best, smoothed);
    points.push({ step: index + 1, learningRate, loss, smoothed });
  }
  return read(points);
}

function read(points: readonly RangePoint[]): Omit<LearningRateRange, "exploded"> {
  const lowest = points.reduce((best, point) => (point.smoothed < best.smoothed ? point : best), points[0]!);
  const steepest = steepestOf(points, points.indexOf(lowest));
  return { points, steepest: steepest.learningRate, lowest: lowest.learningRate };
}

/**
 * The point before the lowest around which the smoothed loss falls fastest. The slope is taken across a tenth of the
 * points, and the first tenth is left out: there the average is of too few batches, and a lucky one looks like a fall.
 */
function steepestOf(points: readonly RangePoint[], end: number): RangePoint {
  const reach = Math.max(1, Math.round(points.length / 20));
  let steepest = points[0]!;
  let fall = 0;
  for (let index = 2 * reach; index + reach <= end; index++) {
    const [before, after] = [points[index - reach]!, points[index + reach]!];
    const slope = (after.smoothed - before.smoothed) / Math.log(after.learningRate / before.learningRate);
    if (slope < fall) [fall, steepest] = [slope, points[index]!];
  }
  return steepest;
}
