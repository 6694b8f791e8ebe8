import type { DatasetParts } from "./checksum.js";
import type { Split } from "./dataset.js";
import { plainEncoder } from "./encoder/encoder.js";
import { columnScale, scaledValues, scalesOf } from "./encoder/scale.js";

const inEverySplit = (parts: DatasetParts, change: (split: Split) => Split): DatasetParts => ({
  ...parts,
  train: change(parts.train),
  validation: change(parts.validation),
  test: change(parts.test),
});

/**
 * Shifts and scales columns to mean 0 and standard deviation 1, (x − μ) / σ, with μ and σ of the training split only:
 * statistics of all examples would leak the test split into training.
 *
 * @param columns which features of the last axis are numbers with a unit (0/1 columns are left as they are)
 */
export function standardised(parts: DatasetParts, columns: readonly number[]): DatasetParts {
  if (columns.length === 0) return parts;
  const scales = scalesOf(parts.train.inputs, parts.inputShape.at(-1)!, columns);
  const scaled = inEverySplit(parts, (split) => ({ ...split, inputs: scaledValues(split.inputs, scales) }));
  return { ...scaled, encoder: { ...(parts.encoder ?? plainEncoder(parts)), scales } };
}

/** The same for the one number a regression predicts; `targetScale` converts back to its unit. */
export function withStandardisedTargets(parts: DatasetParts): DatasetParts {
  const targetScale = columnScale(parts.train.targets, 1, 0);
  const change = (split: Split): Split => ({ ...split, targets: scaledValues(split.targets, [targetScale]) });
  const encoder = parts.encoder ?? plainEncoder(parts);
  return {
    ...inEverySplit(parts, change),
    targetScale,
    encoder: { ...encoder, target: { task: "regression", scale: targetScale } },
  };
}

/** Whether a feature is 0 or 1 in every example: it is a yes/no feature and needs no scaling. */
export function isFlag(inputs: ArrayLike<number>, width: number, column: number): boolean {
  for (let at = column; at < inputs.length; at += width)
    if (inputs[at] !== 0 && inputs[at] !== 1) return false;
  return true;
}
