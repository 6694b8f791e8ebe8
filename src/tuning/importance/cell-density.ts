import type { Domain } from "../../hyperparameters/space/domain.js";
import { valueCount } from "../../hyperparameters/space/unit-scale.js";
import { normalMass } from "../samplers/normal-distribution.js";

/** The maximum number of cells that a parameter's range is divided into. */
const finest = 50;

/**
 * The probability of each cell of a parameter's range among some trials: a smoothed histogram with one trial's worth of
 * uniform prior, so that no cell has probability 0.
 *
 * Numeric parameters are smoothed with a normal kernel whose width follows Scott's rule, σ = 1.059 · min(s, IQR / 1.34) · n^−⅕.
 *
 * @param units the trials' values on [0, 1]
 */
export function cellProbabilities(domain: Domain, units: readonly number[]): Float64Array {
  const cells = Math.min(finest, valueCount(domain));
  const places = units.map((unit) => Math.min(cells - 1, Math.floor(unit * cells)));
  const counts = new Float64Array(cells);
  for (const place of places) counts[place]!++;
  const smooth = domain.kind === "categorical" ? counts : smoothed(counts, scottWidth(places));
  return smooth.map((count) => (count + 1 / cells) / (units.length + 1));
}

/** Spreads each cell's count over its neighbours, with nothing lost past the ends. */
function smoothed(counts: Float64Array, width: number): Float64Array {
  const result = new Float64Array(counts.length);
  counts.forEach((count, centre) => {
    if (count === 0) return;
    const inside = normalMass((-0.5 - centre) / width, (counts.length - 0.5 - centre) / width);
    for (let cell = 0; cell < counts.length; cell++) {
      const mass = normalMass((cell - 0.5 - centre) / width, (cell + 0.5 - centre) / width);
      result[cell]! += (count * mass) / inside;
    }
  });
  return result;
}

/** In cells; never so narrow that a kernel stays within its own cell. */
function scottWidth(places: readonly number[]): number {
  const sorted = [...places].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, place) => sum + place, 0) / sorted.length;
  const squares = sorted.reduce((sum, place) => sum + (place - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, sorted.length - 1));
  const quartile = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
  const range = (quartile(0.75) - quartile(0.25)) / 1.34;
  return Math.max(0.5 / 1.64, 1.059 * Math.min(deviation, range) * sorted.length ** -0.2);
}
