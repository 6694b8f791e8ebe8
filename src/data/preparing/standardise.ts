import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";

/** Mean and standard deviation of one column of a flat array of rows; the deviation of a constant column counts as 1. */
export interface ColumnScale {
  readonly mean: number;
  readonly deviation: number;
}

export function columnScale(values: ArrayLike<number>, width: number, column: number): ColumnScale {
  const count = values.length / width;
  let sum = 0;
  for (let at = column; at < values.length; at += width) sum += values[at]!;
  const mean = sum / count;
  let squares = 0;
  for (let at = column; at < values.length; at += width) squares += (values[at]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count) || 1 };
}

function rescaled(
  values: Float32Array,
  width: number,
  scales: ReadonlyMap<number, ColumnScale>,
): Float32Array {
  return values.map((value, at) => {
    const scale = scales.get(at % width);
    return scale ? (value - scale.mean) / scale.deviation : value;
  });
}

const inEverySplit = (parts: DatasetParts, change: (split: Split) => Split): DatasetParts => ({
  ...parts,
  train: change(parts.train),
  validation: change(parts.validation),
  test: change(parts.test),
});

/**
 * Shifts and scales columns to mean 0 and standard deviation 1, (x − μ) / σ, with μ and σ of the training split only:
 * statistics of all examples would let the test split speak during training.
 *
 * @param columns which features of the last axis are numbers with a unit (0/1 columns are left as they are)
 */
export function standardised(parts: DatasetParts, columns: readonly number[]): DatasetParts {
  if (columns.length === 0) return parts;
  const width = parts.inputShape.at(-1)!;
  const scales = new Map(columns.map((column) => [column, columnScale(parts.train.inputs, width, column)]));
  return inEverySplit(parts, (split) => ({ ...split, inputs: rescaled(split.inputs, width, scales) }));
}

/** The same for the one number a regression predicts; `targetScale` leads back to its unit. */
export function withStandardisedTargets(parts: DatasetParts): DatasetParts {
  const targetScale = columnScale(parts.train.targets, 1, 0);
  const scales = new Map([[0, targetScale]]);
  const change = (split: Split): Split => ({
    ...split,
    targets: rescaled(Float32Array.from(split.targets), 1, scales),
  });
  return { ...inEverySplit(parts, change), targetScale };
}
