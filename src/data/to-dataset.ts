import { columnValues } from "./arrays/encode-table.js";
import { readInputs, type Inputs, type InputSource } from "./arrays/inputs.js";
import { isFrame, type FrameLike } from "./arrays/numbers.js";
import { readTargets, type Targets, type TargetSource } from "./arrays/targets.js";
import { withChecksum, type DatasetParts } from "./checksum.js";
import type { Dataset, Task } from "./dataset.js";
import { standardised } from "./preparing/standardise.js";
import { dealOut } from "./sets/stored-set.js";
import { splitIndices, usualFractions, type SplitFractions } from "./splits/split-indices.js";

/** Choices when making a data set. */
export interface ToDatasetOptions {
  /** Default `"data"`. */
  readonly name?: string;
  /** Default: guessed from the targets. */
  readonly task?: Task;
  /** Shape of one example, where x is flat. */
  readonly inputShape?: readonly number[];
  readonly featureNames?: readonly string[];
  /** The classes in order of their numbers; numbers in y then count from 0. */
  readonly classNames?: readonly string[];
  /** Which part goes to validation and which to the test; default a fifth each. */
  readonly fractions?: SplitFractions;
  /** Seed of the split; default 1. */
  readonly seed?: number;
  /** Whether numeric inputs get mean 0 and deviation 1 on the training split; default false: your numbers stay yours. */
  readonly standardise?: boolean;
}

/** Inputs and targets of the same length. */
export interface ArrayData extends ToDatasetOptions {
  readonly x: InputSource;
  readonly y: TargetSource;
}

/** A danfo.js DataFrame and the column to predict. */
export interface FrameData extends ToDatasetOptions {
  readonly frame: FrameLike;
  readonly target: string;
}

/** Everything that can be trained on. */
export type DataSource = Dataset | ArrayData | FrameData;

/** Whether something already is a data set with its splits. */
export const isDataset = (value: unknown): value is Dataset =>
  typeof value === "object" &&
  value !== null &&
  "train" in value &&
  "validation" in value &&
  "checksum" in value;

export function toDataset(source: DataSource): Dataset;
export function toDataset(
  source: FrameLike,
  options: ToDatasetOptions & { readonly target: string },
): Dataset;
export function toDataset(
  source: DataSource | FrameLike,
  options?: ToDatasetOptions & { readonly target: string },
): Dataset {
  if (isDataset(source)) return source;
  const data = isFrame(source)
    ? fromFrame({ ...options!, frame: source })
    : "frame" in source
      ? fromFrame(source)
      : source;
  const targets = readTargets(data.y, data.task, data.classNames);
  const inputs = readInputs(data.x, targets.count, data.inputShape);
  if (inputs.count !== targets.count)
    throw new RangeError(
      `Cannot pair x with y: x has ${inputs.count} examples, y has ${targets.count}; there must be one target per example.`,
    );
  return withChecksum(split(data, inputs, targets));
}

/** The target column as y, the others as x. */
function fromFrame({ frame, target, ...options }: FrameData): ArrayData {
  const column = frame.columns.indexOf(target);
  if (column < 0)
    throw new RangeError(`Cannot predict column "${target}": the frame has ${frame.columns.join(", ")}.`);
  const rows = frame.values as readonly (readonly unknown[])[];
  const x = {
    columns: frame.columns.filter((name) => name !== target),
    values: rows.map((row) => row.filter((_, place) => place !== column)),
  };
  return { ...options, x, y: columnValues({ columns: frame.columns, values: rows }, column) as TargetSource };
}

function split(data: ArrayData, inputs: Inputs, targets: Targets): DatasetParts {
  const { name = "data", fractions = usualFractions, seed = 1, featureNames = inputs.featureNames } = data;
  if (targets.count < 3)
    throw new RangeError(
      `Cannot split ${targets.count} examples into training, validation and test: there must be at least 3.`,
    );
  const { task, outputs, classNames } = targets;
  const indices = splitIndices(
    targets.count,
    fractions,
    seed,
    task === "classification" ? targets.values : undefined,
  );
  const parts = dealOut(
    {
      name,
      task,
      outputs,
      inputShape: inputs.inputShape,
      ...(featureNames && { featureNames }),
      ...(classNames && { classNames }),
    },
    { count: targets.count, inputs: inputs.values, targets: targets.values },
    indices,
  );
  return data.standardise ? standardised(parts, inputs.numericColumns) : parts;
}
