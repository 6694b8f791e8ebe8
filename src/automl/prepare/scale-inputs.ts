import { withChecksum } from "../../data/checksum.js";
import type { Dataset, Split } from "../../data/dataset.js";
import { columnScale, withStandardisedTargets } from "../../data/preparing/standardise.js";

/** A data set brought to scale, and what does the same to other inputs. */
export interface Scaled {
  readonly data: Dataset;
  readonly scale: (inputs: Float32Array) => Float32Array;
}

/**
 * Shifts and scales inputs to mean 0 and deviation 1 by the training split's statistics, and the target of a regression too.
 *
 * @param columns which features of the last axis are numbers with a unit
 */
export function scaled(data: Dataset, columns: readonly number[]): Scaled {
  const width = data.inputShape.at(-1)!;
  const scales = new Map(columns.map((column) => [column, columnScale(data.train.inputs, width, column)]));
  const scale = (inputs: Float32Array): Float32Array =>
    inputs.map((value, at) => {
      const known = scales.get(at % width);
      return known ? (value - known.mean) / known.deviation : value;
    });
  const change = (split: Split): Split => ({ ...split, inputs: scale(split.inputs) });
  const parts = {
    ...data,
    train: change(data.train),
    validation: change(data.validation),
    test: change(data.test),
  };
  return { data: withScaledTargets(withChecksum(parts)), scale };
}

/** Learning rates that suit a target of deviation 1 do not suit house prices. */
export function withScaledTargets(data: Dataset): Dataset {
  if (data.task === "classification" || data.outputs > 1 || data.targetScale !== undefined) return data;
  return withChecksum(withStandardisedTargets(data));
}
