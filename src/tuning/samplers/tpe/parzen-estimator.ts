import type { RandomStream } from "../../../random/stream.js";
import type { Domain } from "../../space/domain.js";
import { valueCount } from "../../space/unit-scale.js";
import { categoricalKernels, numericKernels, type AxisKernels } from "./axis-kernels.js";

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
  readonly #logWeights: Float64Array;
  readonly #cumulative: Float64Array;
  readonly #sums: Float64Array;

  /** @param observed per parameter, its value on [0, 1] in each observation, oldest first */
  constructor(domains: readonly Domain[], observed: readonly Float64Array[]) {
    this.#axes = domains.map((domain, axis) =>
      domain.kind === "categorical"
        ? categoricalKernels(observed[axis]!, domain.choices.length)
        : numericKernels(observed[axis]!, valueCount(domain)),
    );
    const weights = observationWeights(observed[0]!.length);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.#cumulative = weights.map((weight) => (sum += weight / total));
    this.#logWeights = weights.map((weight) => Math.log(weight / total));
    this.#sums = new Float64Array(weights.length);
  }

  /** A point drawn from the density: a kernel by its weight, then a value of each parameter from that kernel. */
  draw(random: RandomStream): number[] {
    const chance = random.uniform();
    const kernel = this.#cumulative.findIndex((sum) => chance < sum);
    const chosen = kernel < 0 ? this.#cumulative.length - 1 : kernel;
    return this.#axes.map((axis) => axis.draw(chosen, random));
  }

  /** log p(x). */
  logDensity(point: readonly number[]): number {
    const sums = this.#sums;
    sums.set(this.#logWeights);
    this.#axes.forEach((axis, index) => {
      axis.addLogDensities(point[index]!, sums);
    });
    return logSumExp(sums);
  }
}

/** How much each observation counts: 1 for the newest 25, ever less the older, 1 for the prior (which comes last). */
export function observationWeights(count: number): Float64Array {
  const flat = 25;
  const ramp = count - flat;
  return Float64Array.from({ length: count + 1 }, (_, index) => {
    if (index >= ramp) return 1;
    return ramp === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * index) / (ramp - 1);
  });
}

function logSumExp(logs: Float64Array): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const log of logs) if (log > greatest) greatest = log;
  let sum = 0;
  // e⁻⁴⁰ is below the precision of a double next to 1.
  for (const log of logs) if (log > greatest - 40) sum += Math.exp(log - greatest);
  return greatest + Math.log(sum);
}
