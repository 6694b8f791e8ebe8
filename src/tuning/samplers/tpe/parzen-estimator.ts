import {
  type AxisKernels,
  categoricalKernels,
  numericKernels,
  type Remembered,
  type SmoothKernels,
} from "./axis-kernels.js";
import type { RandomStream } from "../../../random/stream.js";
import type { Domain } from "../../../hyperparameters/space/domain.js";
import { cellsOf } from "../../../hyperparameters/space/unit-scale.js";

/**
 * A density over several parameters, estimated from observations: a mixture of products of kernels, one product per
 * observation and a wide one as the prior, so that no value ever becomes impossible.
 *
 * p(x) = Σₖ wₖ Πₐ pₖₐ(xₐ)
 *
 * @see Falkner et al., "BOHB: robust and efficient hyperparameter optimization at scale", 2018 (the product kernel)
 */
export class ParzenEstimator {
  readonly #axes: readonly AxisKernels[];
  readonly #cumulative: Float64Array;
  /** Per kernel, the part of its log density that does not depend on the point. */
  readonly #constants: Float64Array;
  /** The axes without cells, and kernel by kernel their centres and inverse widths next to each other. */
  readonly #smoothAxes: readonly number[];
  readonly #smooth: Float64Array;

  /**
   * @param observed per parameter, its value on [0, 1] in each observation
   * @param weights how much each observation counts, and last the prior
   * @param remembered per parameter, a cache from earlier suggestions: saves work without changing the result
   */
  constructor(
    domains: readonly Domain[],
    observed: readonly Float64Array[],
    weights: Float64Array,
    remembered: readonly Remembered[] = [],
  ) {
    this.#axes = domains.map((domain, axis) =>
      domain.kind === "categorical"
        ? categoricalKernels(observed[axis]!, domain.choices.length)
        : numericKernels(observed[axis]!, cellsOf(domain), remembered[axis]),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#cumulative = new Float64Array(weights.length);
    this.#constants = new Float64Array(weights.length);
    for (let k = 0, sum = 0; k < weights.length; k++) {
      this.#cumulative[k] = sum += weights[k]! / total;
      this.#constants[k] = Math.log(weights[k]! / total);
    }
    this.#smoothAxes = [...domains.keys()].filter((axis) => this.#axes[axis]!.smooth !== undefined);
    this.#smooth = interleave(
      this.#smoothAxes.map((axis) => this.#axes[axis]!.smooth!),
      this.#constants,
    );
  }

  /** A point drawn from the density: a kernel by its weight, then a value of each parameter from that kernel. */
  draw(random: RandomStream): number[] {
    const chance = random.uniform();
    const kernel = this.#cumulative.findIndex((sum) => chance < sum);
    const chosen = kernel < 0 ? this.#cumulative.length - 1 : kernel;
    return this.#axes.map((axis) => axis.draw(chosen, random));
  }

  /** log p(x), or `Infinity` if it is at least `ceiling`, for callers that only want smaller values. */
  logDensity(point: readonly number[], ceiling = Number.POSITIVE_INFINITY): number {
    let logs = this.#constants;
    if (this.#smoothAxes.length < this.#axes.length) {
      logs = logs.slice();
      this.#axes.forEach((axis, index) => {
        if (axis.smooth === undefined) axis.addLogDensities(point[index]!, logs);
      });
    }
    const smoothPoint = this.#smoothAxes.map((axis) => point[axis]!);
    return logSumOfKernels(logs, this.#smooth, smoothPoint, ceiling);
  }
}

/** [centre, inverse width] of each axis, kernel after kernel; adds the kernels' offsets to `constants`. */
function interleave(axes: readonly SmoothKernels[], constants: Float64Array): Float64Array {
  const all = new Float64Array(2 * axes.length * constants.length);
  axes.forEach(({ centres, inverse, offsets }, axis) => {
    for (let k = 0, at = 2 * axis; k < constants.length; k++, at += 2 * axes.length) {
      all[at] = centres[k]!;
      all[at + 1] = inverse[k]!;
      constants[k]! += offsets[k]!;
    }
  });
  return all;
}

/** Terms e⁻³⁰ times the greatest are negligible in a sum of thousands. */
const unseen = 30;

/**
 * log Σₖ exp(logsₖ − Σₐ ((xₐ − centre) · inverse)²) in one pass. Most kernels are far from most points and are
 * skipped early, often after one axis: this loop is where a suggestion spends its time.
 */
function logSumOfKernels(
  logs: Float64Array,
  smooth: Float64Array,
  point: readonly number[],
  ceiling: number,
): number {
  const axes = point.length;
  let greatest = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let enough = Number.POSITIVE_INFINITY;
  for (let k = logs.length - 1; k >= 0; k--) {
    let log = logs[k]!;
    let at = 2 * axes * k;
    for (let axis = 0; axis < axes && log > greatest - unseen; axis++, at += 2) {
      const z = (point[axis]! - smooth[at]!) * smooth[at + 1]!;
      log -= z * z;
    }
    if (log <= greatest - unseen) continue;
    if (log <= greatest) sum += Math.exp(log - greatest);
    else {
      sum = sum * Math.exp(greatest - log) + 1;
      greatest = log;
      enough = Math.exp(ceiling - greatest);
    }
    if (sum >= enough) return Number.POSITIVE_INFINITY;
  }
  return greatest + Math.log(sum);
}
