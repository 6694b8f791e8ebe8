import { checkOptionNames } from "../runtime/nearest-name.js";
import { assembleArrays, assembleTable } from "./assemble.js";
import { checkDataset } from "./check-dataset.js";
import { hasTrueChecksum, holdsEncoded, withChecksum, type DatasetParts } from "./checksum.js";
import type { ArrayData, DataSource, TableData, TableDataOptions } from "./data-source.js";
import type { Dataset, Split, Task } from "./dataset.js";
import { isFrame } from "./table/frame.js";
import { isTableSource, tableName, type TableSource } from "./table/table.js";

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === "object" && value !== null && names.every((name) => name in value);

/** Whether something already is a data set with its splits and checksum. */
export const isDataset = (value: unknown): value is Dataset =>
  has(value, "train", "validation", "test", "checksum");

/**
 * Makes a data set from your own data, split at random with a seed (stratified by class). A data set is returned
 * unchanged; one modified by hand is checked and gets a new checksum.
 *
 * @param source `{ x, y }` with arrays, tensors or frames; a table, which is a danfo.js DataFrame, the path or the text of a CSV
 * file, or one object per row; `{ frame, target }`; or a `Dataset`
 * @param options for a table: `target`, the column to predict, and the rest of {@link TableDataOptions}
 * @throws {RangeError} if a number is missing or not finite (row and column are named), lengths or shapes do not fit (both are
 * named), there is a single class, a label is outside the classes, or there are too few examples
 * @throws {TypeError} if the source is none of these, or an option is unknown
 * @example
 * const points = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
 * const xor = toDataset({ x: points, y: points.map(([a, b]) => (a! * b! > 0 ? "same" : "different")) });
 * const houses = toDataset("houses.csv", { target: "price", standardise: "both", prepare: true });
 */
export function toDataset(source: DataSource): Dataset;
export function toDataset(source: TableSource, options: TableDataOptions): Dataset;
export function toDataset(source: DataSource | TableSource, options?: TableDataOptions): Dataset {
  return isDataset(source) ? verified(source) : withChecksum(assemble(source, options));
}

/** @throws {TypeError} if there is an option that does not apply to arrays */
export const checkArrayOptions = <Options extends object>(data: Options): Options =>
  checkedOptions(data, arrayOptions);

/** A data set made here, unchanged, or one modified by hand, checked and with a new checksum. */
function verified(data: Dataset): Dataset {
  if (hasTrueChecksum(data)) return data;
  checkDataset(data);
  const { encoder, ...rest } = data;
  const own = (split: Split): Split => ownArrays(split, data.task);
  return withChecksum({
    ...(encoder && isStillOf(data) ? data : rest),
    train: own(data.train),
    validation: own(data.validation),
    test: own(data.test),
  });
}

/** Inputs modified by hand no longer match what the encoder makes of a row. */
function isStillOf({ encoder, inputShape, outputs, train, validation, test }: Dataset): boolean {
  const shape = (lengths: readonly number[] = []): string => lengths.join();
  const labels = encoder?.target.task === "classification" ? encoder.target.labels.length : outputs;
  return (
    shape(encoder?.inputShape) === shape(inputShape) &&
    labels === outputs &&
    [train, validation, test].every(({ inputs }) => holdsEncoded(inputs))
  );
}

/** The array type determines what targets mean, and a notebook cell may have a different `Int32Array` from this file's. */
function ownArrays({ count, inputs, targets }: Split, task: Task): Split {
  const kind = task === "classification" ? Int32Array : Float32Array;
  return {
    count,
    inputs: inputs instanceof Float32Array ? inputs : Float32Array.from(inputs),
    targets: targets instanceof kind ? targets : kind.from(targets),
  };
}

function assemble(source: unknown, options: TableDataOptions | undefined): DatasetParts {
  if (has(source, "x", "y")) return assembleArrays(checkedOptions(source as ArrayData, arrayOptions));
  if (has(source, "frame", "target"))
    return assembleTable(checkedOptions(source as TableData, tableOptions)).parts;
  if (isTableSource(source) && options?.target !== undefined)
    return assembleTable(checkedOptions({ name: tableName(source), ...options, frame: source }, tableOptions))
      .parts;
  throw new TypeError(
    isTableSource(source)
      ? `Cannot make a data set from a table alone: name the column to predict, toDataset(table, { target: "…" }) or ` +
          `{ frame: table, target: "…" }` +
          `${isFrame(source) ? `, where the columns are ${source.columns.join(", ")}` : ""}.`
      : `Cannot make a data set from ${source === null ? "null" : typeof source}: it must be { x, y }, a table and its target ` +
          `(a DataFrame, the path of a CSV file, objects), or a result of loadDataset.`,
  );
}

const common = [
  ...[
    "name",
    "task",
    "inputShape",
    "featureNames",
    "classNames",
    "fractions",
    "seed",
    "standardise",
    "targetScale",
  ],
] as const;
const arrayOptions: readonly string[] = [...common, "x", "y", "validation", "test"];
const tableOptions: readonly string[] = [
  ...[...common, "frame", "target", "prepare", "ignore", "keep", "columns"],
  ...["delimiter", "encoding", "skipLines", "missing"],
];

/** @throws {TypeError} if there is an option that does not apply here */
function checkedOptions<Options extends object>(options: Options, known: readonly string[]): Options {
  checkOptionNames("call toDataset", options, known);
  return options;
}
