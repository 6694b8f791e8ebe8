import { checkFinite, sizeOf, type NumberInputs } from "./arrays/inputs.js";
import type { Targets } from "./arrays/read-targets.js";
import type { DatasetParts } from "./checksum.js";
import type { ToDatasetOptions } from "./data-source.js";
import type { Split } from "./dataset.js";
import {
  encodeColumns,
  featureNames,
  fitColumns,
  numericFeatures,
  type EmptyCell,
  type Encoder,
  type TargetCode,
} from "./encoder/encoder.js";
import {
  columnScale,
  logScale,
  lostInFloat32,
  scaledValues,
  scalesOf,
  type Scales,
} from "./encoder/scale.js";
import { inWords } from "../runtime/in-words.js";
import { rowsAt, type SplitIndices } from "./splits.js";
import { isFlag } from "./standardise.js";
import type { Table } from "./table/table.js";

/** Inputs of all examples before they are split: the columns of a table, or numbers. */
export type RawInputs =
  | {
      readonly kind: "table";
      readonly table: Table;
      readonly names: readonly string[];
      readonly tidy: boolean;
    }
  | ({ readonly kind: "numbers" } & NumberInputs);

/** Inputs as numbers in double precision, and how they were made. */
interface Encoded {
  readonly inputShape: readonly number[];
  readonly values: ArrayLike<number>;
  readonly featureNames?: readonly string[];
  readonly numeric: readonly number[];
  readonly code: Pick<Encoder, "names" | "codes">;
  readonly notes: readonly string[];
}

/** Internal options. */
export interface AssembleOptions {
  /** Whether everything is scaled that a search wants scaled: inputs of one axis but for those that are 0 or 1, and the target. */
  readonly search?: boolean;
}

/** Fits the encoder on the training examples and encodes all of them with it. */
export function buildDataset(
  data: ToDatasetOptions,
  raw: RawInputs,
  targets: Targets,
  indices: SplitIndices,
  { search = false }: AssembleOptions,
): DatasetParts {
  const { inputShape, values, numeric, code, notes, featureNames: own } = encoded(raw, indices, data);
  const names = data.featureNames ?? own;
  const size = sizeOf(inputShape);
  const dealt = (which: Int32Array): ArrayLike<number> => rowsAt(typed(values), size, which);
  const train = dealt(indices.train);
  const width = inputShape.at(-1)!;
  const scaleInputs = search ? inputShape.length === 1 : data.standardise;
  const scaled = search ? numeric.filter((column) => !isFlag(train, width, column)) : numeric;
  const scales = scalesOf(train, width, scaleInputs ? scaled : []);
  checkPrecision(values, scales, names);
  const log = checkTargetScale(data.targetScale, targets);
  const target = targetCode(targets, indices.train, log ? "log" : search || data.standardise === "both");
  const split = (which: Int32Array): Split => ({
    count: which.length,
    inputs: scaledValues(which === indices.train ? train : dealt(which), scales),
    targets: encodedTargets(targets, target, which),
  });
  const { task, outputs, classNames } = targets;
  return {
    name: data.name ?? "data",
    task,
    outputs,
    inputShape,
    ...(names && { featureNames: names }),
    ...(classNames && { classNames }),
    ...(target.task === "regression" && target.scale && { targetScale: target.scale }),
    encoder: { format: "tunebook-encoder/1", inputShape, ...code, scales, target },
    ...(notes.length > 0 && { notes }),
    train: split(indices.train),
    validation: split(indices.validation),
    test: split(indices.test),
  };
}

const typed = (values: ArrayLike<number>): Float64Array | Float32Array =>
  values instanceof Float32Array || values instanceof Float64Array ? values : Float64Array.from(values);

function encoded(
  raw: RawInputs,
  { train }: SplitIndices,
  { featureNames: given }: ToDatasetOptions,
): Encoded {
  if (raw.kind === "numbers") {
    const { inputShape, values } = raw;
    const isNamed = inputShape.length === 1 && given?.length === inputShape[0];
    const numeric = Array.from({ length: inputShape.at(-1)! }, (_, column) => column);
    return { inputShape, values, numeric, code: isNamed && given ? { names: given } : {}, notes: [] };
  }
  const { codes, notes } = fitColumns(raw.table, train, { tidy: raw.tidy });
  const values = encodeColumns(codes, raw.table.columns, emptyColumns);
  const names = featureNames(codes);
  const inputShape = [names.length];
  checkFinite(values, inputShape, "the table");
  const code = { names: raw.names, codes };
  return { inputShape, values, featureNames: names, numeric: numericFeatures(codes), code, notes };
}

function checkPrecision(
  values: ArrayLike<number>,
  scales: Scales,
  names: readonly string[] | undefined,
): void {
  if (values instanceof Float32Array) return;
  const lost = lostInFloat32(values, scales);
  if (lost === undefined) return;
  throw new RangeError(
    `Cannot use ${names?.[lost.column] === undefined ? `column ${lost.column} of x` : `column "${names[lost.column]!}"`}: it holds large ` +
      `numbers that differ by little, such as ${lost.value}, which rounding to 32 bits changes by ${lost.moved}. Use standardise: true, which scales ` +
      "them before they are cut, or subtract their mean first.",
  );
}

/**
 * Whether the logarithm of the target is learned.
 *
 * @throws {RangeError} if it has none
 */
function checkTargetScale(scale: unknown, { task, outputs, values, what }: Targets): boolean {
  if (scale === undefined) return false;
  if (scale !== "log")
    throw new RangeError(`Cannot scale the target by ${inWords(scale)}: targetScale must be "log".`);
  if (task === "classification")
    throw new RangeError(
      `Cannot use targetScale: "log" for ${what}: it was taken as classes, which have no logarithm. Leave the option out, or say ` +
        'task: "regression" if it is a number to predict.',
    );
  const low = values.filter((value) => value <= 0);
  if (outputs === 1 && low.length === 0) return true;
  throw new RangeError(
    outputs === 1
      ? `Cannot use targetScale: "log" for ${what}: ${low.length} of its ${values.length} values are 0 or less, for example ${low[0]!}; a logarithm needs ` +
          "numbers above 0. Leave the option or these rows out."
      : `Cannot use targetScale: "log" for ${what}: there are ${outputs} numbers to predict per example, and there must be one.`,
  );
}

function targetCode(
  { task, outputs, values, labels = [], what }: Targets,
  train: Int32Array,
  scale: boolean | "log",
): TargetCode {
  if (task === "classification") return { task, labels };
  if (scale === "log") return { task, scale: logScale(Float64Array.from(rowsAt(values, 1, train))) };
  if (scale && outputs === 1) return { task, scale: columnScale(rowsAt(values, 1, train), 1, 0) };
  const lost = lostInFloat32(
    values,
    Array.from({ length: outputs }, () => null),
  );
  if (lost === undefined) return { task, scale: null };
  throw new RangeError(
    `Cannot predict ${what}: it holds large numbers that differ by little, such as ${lost.value}, which rounding to 32 bits changes by ${lost.moved}. ` +
      'Use standardise: "both", which scales inputs and target before they are rounded, or subtract their mean first.',
  );
}

function encodedTargets({ outputs, values }: Targets, code: TargetCode, which: Int32Array): Split["targets"] {
  if (values instanceof Int32Array) return rowsAt(values, 1, which);
  const scale = code.task === "regression" ? code.scale : null;
  return scaledValues(
    rowsAt(values, outputs, which),
    Array.from({ length: outputs }, () => scale),
  );
}

/** @throws {RangeError} if a column has an empty cell; all such columns are named */
export function refuseEmpty(columns: Table["columns"]): void {
  const empty = columns.flatMap(({ name, cells }) => {
    const row = cells.indexOf(null);
    return row < 0 ? [] : [{ column: name, row }];
  });
  if (empty.length > 0) throw emptyColumns(empty);
}

/** @param empty at least one cell of each column that has empty ones */
function emptyColumns(empty: readonly EmptyCell[]): RangeError {
  const first = new Map(empty.toReversed().map(({ column, row }) => [column, row]));
  const columns = [...first].toReversed().map(([column, row]) => `column "${column}": row ${row}`);
  return new RangeError(
    `Cannot use ${columns.join(", ")} (counted from 0) ${columns.length === 1 ? "is" : "are"} empty, NaN or missing, and every cell needs ` +
      "a value. Say prepare: true, which fills it, drop the row (`frame.dropNa({ axis: 1 })`), or fill in the cell first.",
  );
}
