import { checkOptionNames } from "../../runtime/nearest-name.js";
import { fitKernel } from "../samplers/gp/fit-kernel.js";
import { logExpectedImprovement } from "../samplers/gp/acquisition.js";
import { Posterior } from "../samplers/gp/posterior.js";
import { evenGrid, type Observation, type SurrogateOptions } from "./even-grid.js";

/** A Gaussian process's predictions of an objective of one parameter, place by place. */
export interface GpSurrogate {
  readonly x: readonly number[];
  /** The expected value at each x, and its uncertainty (standard deviation), in the unit of the objective. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** The improvement on the least value so far that a trial at x is expected to bring: max(best − f(x), 0) on average. */
  readonly acquisition: readonly number[];
  readonly observed: readonly Observation[];
  /** What was assumed of the objective before its values were seen, fitted to them. */
  readonly prior: GpPrior;
}

/** The prior of a Gaussian process over one parameter, with a Matérn 5/2 kernel. */
export interface GpPrior {
  /** The expected value everywhere, and its standard deviation, in the unit of the objective. */
  readonly mean: number;
  readonly deviation: number;
  /** The length scale, as a share of the parameter's range (of its logarithm where the scale is logarithmic). */
  readonly length: number;
  /** The standard deviation of the noise of one measurement, in the unit of the objective. */
  readonly noise: number;
}

/**
 * The model behind `gpSampler`, for inspection: its prediction of an objective of one parameter after some trials.
 *
 * mean(x) = kᵀ K⁻¹ y, variance(x) = s² − kᵀ K⁻¹ k, expected improvement = σ(x) (φ(z) + z Φ(z)) with
 * z = (best − mean(x)) / σ(x); a Matérn 5/2 kernel whose length, variance and noise fit the observations best. (The
 * sampler also dampens the values above the median, which a picture in the objective's own unit cannot.)
 *
 * @param observed at least one measurement; less is better
 * @param options the range of the parameter, and at how many places to evaluate
 * @returns lists of the same length, which `surrogateChart` draws
 * @throws {SpaceError} if the range contradicts itself
 * @throws {RangeError} if there is no observation, or one is outside the range or not finite
 * @example
 * const belief = gpSurrogate([{ x: 0, y: 3 }, { x: 1, y: 1 }], { low: 0, high: 1 });
 * await show(surrogateChart(belief));
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", 1998
 */
export function gpSurrogate(observed: readonly Observation[], options: SurrogateOptions): GpSurrogate {
  checkOptionNames("call gpSurrogate", options, ["low", "high", "log", "points"]);
  const grid = evenGrid(observed, options);
  const { centre, scale } = location(observed.map(({ y }) => y));
  const losses = Float64Array.from(observed, ({ y }) => (y - centre) / scale);
  const points = Array.from(grid.observed, (unit) => Float64Array.of(unit));
  const kernel = fitKernel(points, losses, [false]);
  const posterior = new Posterior(points, losses, kernel, [false]);
  const best = losses.reduce((a, b) => Math.min(a, b));
  const beliefs = grid.units.map((unit) => posterior.spread(Float64Array.of(unit)));
  return {
    x: grid.x,
    mean: beliefs.map(({ mean }) => centre + scale * mean),
    deviation: beliefs.map(({ deviation }) => scale * deviation),
    acquisition: beliefs.map(
      ({ mean, deviation }) => scale * Math.exp(logExpectedImprovement(mean, deviation, best).value),
    ),
    observed,
    prior: {
      mean: centre,
      deviation: scale * Math.sqrt(kernel.variance),
      length: kernel.lengths[0]!,
      noise: scale * Math.sqrt(kernel.noise),
    },
  };
}

/** Mean and standard deviation; 1 where all values are the same. */
function location(values: readonly number[]): { centre: number; scale: number } {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
  return { centre, scale: Math.sqrt(variance) || 1 };
}
