import type { RandomStream } from "../../../random/stream.js";
import { normalCdf, normalMass, normalQuantile } from "../normal-distribution.js";
import { KernelMemory, type Remembered } from "./kernel-memory.js";
import { kernelWidths } from "./weights.js";

/** One parameter's part in a mixture of kernels, one kernel per observation and one more, wide: the prior. */
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
 * @param cells how many values the domain has, `Infinity` for a continuous one
 * @param remembered saves work, and changes nothing
 */
export function numericKernels(observed: Float64Array, cells: number, remembered?: Remembered): AxisKernels {
  const centres = withPrior(observed, 0.5);
  const widths = withPrior(kernelWidths(observed, remembered?.ascending), 1);
  const cell = Number.isFinite(cells) ? 1 / cells : 0;
  const { offsets, logMasses } = heights(centres, widths, cell, remembered);
  const inverse = widths.map((width) => Math.SQRT1_2 / width);
  const coarse: number[] = [];
  if (cell > 0) widths.forEach((width, k) => cell > fineCell * width && coarse.push(k));

  return {
    ...(cell === 0 && { smooth: { centres, inverse, offsets } }),
    draw(kernel, random) {
      const [centre, width] = [centres[kernel]!, widths[kernel]!];
      const [low, high] = [normalCdf(-centre / width), normalCdf((1 - centre) / width)];
      const unit = centre + width * normalQuantile(low + random.uniform() * (high - low));
      const inside = Math.min(1, Math.max(0, unit));
      return cell === 0 ? inside : (Math.min(cells - 1, Math.floor(inside * cells)) + 0.5) * cell;
    },
    addLogDensities(value, sums) {
      const spared = coarse.map((k) => sums[k]!);
      for (let k = 0; k < centres.length; k++) {
        const z = (value - centres[k]!) * inverse[k]!;
        sums[k]! += offsets[k]! - z * z;
      }
      const mass = rememberedMass(value, cell);
      coarse.forEach((k, index) => {
        sums[k] = spared[index]! + mass(centres[k]!, widths[k]!) - logMasses[k]!;
      });
    },
  };
}

const rootTwoPi = Math.sqrt(2 * Math.PI);

/** The log of each kernel's mass inside [0, 1], and of its height once that mass is 1 and a cell stands for all in it. */
function heights(
  centres: Float64Array,
  widths: Float64Array,
  cell: number,
  remembered?: Remembered,
): { readonly logMasses: Float64Array; readonly offsets: Float64Array } {
  const logMasses = new Float64Array(centres.length);
  const offsets = new Float64Array(centres.length);
  const logCell = cell === 0 ? 0 : Math.log(cell);
  const memory = remembered?.memory ?? new KernelMemory();
  for (let k = 0; k < centres.length; k++) {
    const [centre, width] = [centres[k]!, widths[k]!];
    const trial = remembered?.trials[k];
    if (trial === undefined || memory.widths[trial] !== width) {
      const mass = normalMass(-centre / width, (1 - centre) / width);
      logMasses[k] = mass < 1 ? Math.log(mass) : 0;
      offsets[k] = logCell - Math.log(width * rootTwoPi) - logMasses[k]!;
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

/** The log of a cell's probability under a kernel; trials share few values where there are few, so each is worked out once. */
function rememberedMass(value: number, cell: number): (centre: number, width: number) => number {
  const known = new Map<number, number>();
  return (centre, width) => {
    const key = centre + 2 * width;
    let found = known.get(key);
    if (found === undefined) {
      const [low, high] = [value - cell / 2, value + cell / 2];
      found = Math.log(Math.max(1e-300, normalMass((low - centre) / width, (high - centre) / width)));
      known.set(key, found);
    }
    return found;
  };
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
