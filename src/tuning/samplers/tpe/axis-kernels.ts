import type { RandomStream } from "../../../random/stream.js";
import type { Cells } from "../../../hyperparameters/space/unit-scale.js";
import { normalQuantile } from "../../../runtime/special-functions.js";
import { normalCdf, normalMass } from "../normal-distribution.js";
import { kernelWidths } from "./weights.js";

/** One parameter's part in a mixture of kernels, one kernel per observation and one wide one for the prior. */
export interface AxisKernels {
  /** Where there are no cells, the kernels' formula: log density = offset − ((value − centre) · inverse)². */
  readonly smooth?: SmoothKernels;
  /** A value on [0, 1] drawn from a kernel. */
  draw(kernel: number, random: RandomStream): number;
  /** Adds the log density (log probability, where there are cells) of `value` under each kernel to `sums`. */
  addLogDensities(value: number, sums: Float64Array): void;
}

export interface SmoothKernels {
  readonly centres: Float64Array;
  /** 1 / (√2 σ). */
  readonly inverse: Float64Array;
  readonly offsets: Float64Array;
}

/** Cells narrower than this many standard deviations: density times width is their probability to within 0.1 %. */
const fineCell = 0.15;

/**
 * Normal distributions truncated to [0, 1]; with `cells`, their probabilities of the cells.
 *
 * @param cells of the domain's values, `undefined` for a continuous domain
 * @param remembered a cache: saves work without changing the result
 */
export function numericKernels(observed: Float64Array, cells?: Cells, remembered?: Remembered): AxisKernels {
  const centres = withPrior(observed, 0.5);
  const widths = withPrior(kernelWidths(observed, remembered?.ascending), 1);
  const { offsets, logMasses } = heights(centres, widths, remembered);
  const inverse = widths.map((width) => Math.SQRT1_2 / width);
  const inside = (kernel: number, random: RandomStream): number => {
    const [centre, width] = [centres[kernel]!, widths[kernel]!];
    const [low, high] = [normalCdf(-centre / width), normalCdf((1 - centre) / width)];
    const unit = centre + width * normalQuantile(low + random.uniform() * (high - low));
    return Math.min(1, Math.max(0, unit));
  };
  const addDensities = (value: number, logWidth: number, sums: Float64Array): void => {
    for (let k = 0; k < centres.length; k++) {
      const z = (value - centres[k]!) * inverse[k]!;
      sums[k]! += offsets[k]! + logWidth - z * z;
    }
  };
  if (cells === undefined)
    return {
      smooth: { centres, inverse, offsets },
      draw: inside,
      addLogDensities: (value, sums) => {
        addDensities(value, 0, sums);
      },
    };
  const kinds = kindsOf(centres, widths);
  return {
    draw: (kernel, random) => cells.at(cells.indexAt(inside(kernel, random))),
    addLogDensities(value, sums) {
      const [low, high] = cells.ends(cells.indexAt(value));
      const isCoarse = (k: number): boolean => high - low > fineCell * widths[k]!;
      const masses = kinds.first.map((k) => (isCoarse(k) ? logMass(low, high, centres[k]!, widths[k]!) : 0));
      const spared = sums.slice();
      addDensities((low + high) / 2, Math.log(high - low), sums);
      for (let k = 0; k < centres.length; k++)
        if (isCoarse(k)) sums[k] = spared[k]! + masses[kinds.of[k]!]! - logMasses[k]!;
    },
  };
}

const rootTwoPi = Math.sqrt(2 * Math.PI);

/** The log of each kernel's mass inside [0, 1], and of its height once that mass is 1. */
function heights(
  centres: Float64Array,
  widths: Float64Array,
  remembered?: Remembered,
): { readonly logMasses: Float64Array; readonly offsets: Float64Array } {
  const logMasses = new Float64Array(centres.length);
  const offsets = new Float64Array(centres.length);
  const memory = remembered?.memory ?? new KernelMemory();
  for (let k = 0; k < centres.length; k++) {
    const [centre, width] = [centres[k]!, widths[k]!];
    const trial = remembered?.trials[k];
    if (trial === undefined || memory.widths[trial] !== width) {
      const mass = normalMass(-centre / width, (1 - centre) / width);
      logMasses[k] = mass < 1 ? Math.log(mass) : 0;
      offsets[k] = -Math.log(width * rootTwoPi) - logMasses[k]!;
      if (trial === undefined) continue;
      memory.widths[trial] = width;
      memory.logMasses[trial] = logMasses[k]!;
      memory.offsets[trial] = offsets[k]!;
    } else {
      logMasses[k] = memory.logMasses[trial]!;
      offsets[k] = memory.offsets[trial]!;
    }
  }
  return { logMasses, offsets };
}

function withPrior(values: Float64Array, prior: number): Float64Array {
  const all = new Float64Array(values.length + 1);
  all.set(values);
  all[values.length] = prior;
  return all;
}

/** The log of the probability of an interval under a kernel that is not yet cut off at 0 and 1. */
export function logMass(low: number, high: number, centre: number, width: number): number {
  return Math.log(Math.max(1e-300, normalMass((low - centre) / width, (high - centre) / width)));
}

/** Groups kernels with the same centre and width: domains with few values give few distinct kernels. */
export function kindsOf(
  centres: Float64Array,
  widths: Float64Array,
): { readonly of: Int32Array; readonly first: readonly number[] } {
  const known = new Map<number, Map<number, number>>();
  const first: number[] = [];
  const kinds = centres.map((centre, k) => {
    const alike = known.get(centre) ?? new Map<number, number>();
    known.set(centre, alike);
    const kind = alike.get(widths[k]!) ?? first.push(k) - 1;
    alike.set(widths[k]!, kind);
    return kind;
  });
  return { of: Int32Array.from(kinds), first };
}

/** Each kernel gives its own observation the weight 1 more than every choice has from the prior. */
export function categoricalKernels(observed: Float64Array, choices: number): AxisKernels {
  const prior = 1 / (observed.length + 1);
  const own = Int32Array.from([...observed].map((unit) => Math.min(choices - 1, Math.floor(unit * choices))));
  const total = 1 + choices * prior;
  const probability = (kernel: number, choice: number): number =>
    kernel === own.length ? 1 / choices : (prior + (own[kernel] === choice ? 1 : 0)) / total;
  const [logOwn, logOther, logPrior] = [
    Math.log((1 + prior) / total),
    Math.log(prior / total),
    -Math.log(choices),
  ];
  return {
    draw(kernel, random) {
      let [choice, left] = [0, random.uniform() - probability(kernel, 0)];
      while (left >= 0 && choice < choices - 1) left -= probability(kernel, ++choice);
      return (choice + 0.5) / choices;
    },
    addLogDensities(value, sums) {
      const choice = Math.floor(value * choices);
      for (let k = 0; k < own.length; k++) sums[k]! += own[k] === choice ? logOwn : logOther;
      sums[own.length]! += logPrior;
    },
  };
}

/**
 * One parameter's kernels as computed so far, by trial number. A kernel changes only when its width does, that is when
 * a neighbour comes or goes; of a thousand kernels, only a few change from one suggestion to the next.
 */
export class KernelMemory {
  readonly widths: number[] = [];
  readonly logMasses: number[] = [];
  readonly offsets: number[] = [];
}

/** What is known about a parameter's observations from earlier suggestions. */
export interface Remembered {
  readonly memory: KernelMemory;
  /** The trial of each observation. */
  readonly trials: readonly number[];
  /** The places of the observations from the smallest to the largest. */
  readonly ascending: Int32Array;
}
