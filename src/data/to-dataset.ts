import { columnValues, filled } from "./arrays/encode-table.js";
import { isFrame, type FrameLike } from "./arrays/numbers.js";
import type { TargetSource } from "./arrays/targets.js";
import { assemble } from "./assemble.js";
import { checkDataset } from "./check-dataset.js";
import { hasTrueChecksum, withChecksum } from "./checksum.js";
import type { ArrayData, DataSource, FrameData, ToDatasetOptions } from "./data-source.js";
import type { Dataset, Split, Task } from "./dataset.js";

type FrameOptions = ToDatasetOptions & { readonly target: string };

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === "object" && value !== null && names.every((name) => name in value);

/** Whether something already is a data set with its splits and checksum. */
export const isDataset = (value: unknown): value is Dataset =>
  has(value, "train", "validation", "test", "checksum");

/**
 * Makes a data set of your own numbers, split at random with a seed (classes in equal shares). A data set stays
 * what it is; one changed by hand is checked and gets the checksum of what it now holds.
 *
 * @param source `{ x, y }` with arrays, tensors or frames, a danfo.js DataFrame, `{ frame, target }`, or a `Dataset`
 * @param options for a DataFrame: `target`, the column to predict, and the rest of {@link ToDatasetOptions}
 * @throws {RangeError} if a number is missing or not finite (row and column are named), lengths or shapes do not fit (both are
 * named), there is a single class, a label is outside the classes, or there are too few examples
 * @throws {TypeError} if the source is none of these
 * @example
 * const xor = toDataset({ x: points, y: points.map(([a, b]) => (a! * b! > 0 ? "same" : "different")) });
 * const houses = toDataset(await readCSV("houses.csv"), { target: "price", standardise: true });
 */
export function toDataset(source: DataSource): Dataset;
export function toDataset(source: FrameLike, options: FrameOptions): Dataset;
export function toDataset(source: DataSource | FrameLike, options?: FrameOptions): Dataset {
  return isDataset(source) ? verified(source) : withChecksum(assemble(asArrays(source, options)));
}

/** A data set as it came from here, or one changed by hand, checked and with the checksum of what it now holds. */
function verified(data: Dataset): Dataset {
  if (hasTrueChecksum(data)) return data;
  checkDataset(data);
  const own = (split: Split): Split => ownArrays(split, data.task);
  return withChecksum({
    ...data,
    train: own(data.train),
    validation: own(data.validation),
    test: own(data.test),
  });
}

/** The kind of array says what targets mean, and a cell of a notebook may have another `Int32Array` than this file. */
function ownArrays({ count, inputs, targets }: Split, task: Task): Split {
  const kind = task === "classification" ? Int32Array : Float32Array;
  return {
    count,
    inputs: inputs instanceof Float32Array ? inputs : Float32Array.from(inputs),
    targets: targets instanceof kind ? targets : kind.from(targets),
  };
}

function asArrays(source: unknown, options: FrameOptions | undefined): ArrayData {
  if (has(source, "x", "y")) return source as ArrayData;
  if (has(source, "frame", "target")) return fromFrame(source as FrameData);
  if (isFrame(source) && options) return fromFrame({ ...options, frame: source });
  throw new TypeError(
    isFrame(source)
      ? `Cannot make a data set of a DataFrame alone: say which column to predict, toDataset(frame, { target: "…" }), ` +
          `where the columns are ${source.columns.join(", ")}.`
      : `Cannot make a data set of ${source === null ? "null" : typeof source}: it must be { x, y }, { frame, target } ` +
          `or what loadDataset gives.`,
  );
}

/** The target column as y, the others as x. */
function fromFrame({ frame, target, ...options }: FrameData): ArrayData {
  const column = frame.columns.indexOf(target);
  if (column < 0)
    throw new RangeError(
      `Cannot predict column "${target}": there is none of that name. The columns are ${frame.columns.join(", ")}.`,
    );
  const values = frame.values as readonly (readonly unknown[])[];
  const x = {
    columns: frame.columns.filter((name) => name !== target),
    values: values.map((row) => row.filter((_, place) => place !== column)),
  };
  const y = filled(target, columnValues({ columns: frame.columns, values }, column)) as TargetSource;
  return { ...options, x, y };
}
