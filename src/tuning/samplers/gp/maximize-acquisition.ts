import type { RandomStream } from "../../../random/stream.js";
import type { Cells } from "../../../hyperparameters/space/unit-scale.js";
import type { Acquisition } from "./acquisition.js";
import { minimize } from "../../../runtime/minimize.js";

/** One coordinate of the search: the cells of its values on [0, 1], if it has any, and whether they are unordered. */
export interface Axis {
  readonly cells: Cells | undefined;
  readonly isCategorical: boolean;
}

/** Points of the whole space to begin with, points near the best ones, and how many of all are then improved. */
const spreadPoints = 400;
const nearbyPoints = 100;
const improved = 4;

/**
 * The most promising point: many are tried, the best few are improved by gradient ascent, and coordinates with few
 * values try their neighbours.
 *
 * @param elite the best points so far
 * @param spread a point of an evenly spread sequence over the whole space, by its place
 */
export function maximizeAcquisition(
  acquisition: Acquisition,
  axes: readonly Axis[],
  elite: readonly Float64Array[],
  spread: (place: number) => Float64Array,
  random: RandomStream,
): Float64Array {
  const gain = (point: Float64Array): number => acquisition.value(point);
  const candidates = [
    ...Array.from({ length: spreadPoints }, (_, place) => spread(place)),
    ...Array.from({ length: nearbyPoints }, (_, place) => nudged(elite[place % elite.length]!, axes, random)),
  ].map((point) => settle(point, axes));
  const ranked = candidates
    .map((point) => ({ point, value: gain(point) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, improved);
  const climbed = ranked.map(({ point }) => {
    const top = settle(climb(acquisition, axes, point), axes);
    return tryNeighbours({ point: top, value: gain(top) }, axes, gain);
  });
  return [...ranked, ...climbed].reduce((a, b) => (b.value > a.value ? b : a)).point;
}

/** Moves along the gradient; choices stay fixed. */
function climb(acquisition: Acquisition, axes: readonly Axis[], start: Float64Array): Float64Array {
  const bounds = axes.map(({ isCategorical }, axis) =>
    isCategorical ? { lower: start[axis]!, upper: start[axis]! } : { lower: 0, upper: 1 },
  );
  const at = (point: Float64Array): { value: number; gradient: Float64Array } => {
    const { value, gradient } = acquisition.slope(point);
    return { value: -value, gradient: gradient.map((slope) => -slope) };
  };
  return minimize(at, start, bounds, 30).point;
}

/** A point near another: a few coordinates moved by a little or by more. */
function nudged(point: Float64Array, axes: readonly Axis[], random: RandomStream): Float64Array {
  const width = 10 ** -(0.5 + 2 * random.uniform());
  return point.map((x, axis) => {
    if (axes[axis]!.isCategorical) return random.uniform() < 0.2 ? random.uniform() : x;
    return Math.min(1, Math.max(0, x + width * random.normal()));
  });
}

/** Moves each coordinate that has cells to the value whose cell it is in. */
export function settle(point: Float64Array, axes: readonly Axis[]): Float64Array {
  return point.map((x, axis) => {
    const { cells } = axes[axis]!;
    return cells === undefined ? x : cells.at(cells.indexAt(x));
  });
}

/** Replaces coordinates that have cells by their neighbours, or by any choice, while that helps. */
function tryNeighbours(
  start: { point: Float64Array; value: number },
  axes: readonly Axis[],
  gain: (point: Float64Array) => number,
): { point: Float64Array; value: number } {
  let best = start;
  for (let round = 0, isBetter = true; isBetter && round < 10; round++) {
    isBetter = false;
    axes.forEach((axis, index) => {
      for (const x of neighbours(best.point[index]!, axis)) {
        const point = best.point.with(index, x);
        const value = gain(point);
        if (value > best.value + 1e-9) [best, isBetter] = [{ point, value }, true];
      }
    });
  }
  return best;
}

function neighbours(x: number, { cells, isCategorical }: Axis): number[] {
  if (cells === undefined) return [];
  const own = cells.indexAt(x);
  const others = isCategorical ? [...Array(cells.count).keys()] : [own - 1, own + 1];
  return others.filter((index) => index >= 0 && index < cells.count).map((index) => cells.at(index));
}
