import { isFlag } from "./standardise.js";
import { checkFinite, readNumbers, sizeOf, type NumberInputs } from "./arrays/inputs.js";
import { readTargets, type Targets } from "./arrays/read-targets.js";
import { joinCells, targetCells, type TargetCells } from "./arrays/targets.js";
import type { DatasetParts } from "./checksum.js";
import type { ArrayData, Pairs, TableData, ToDatasetOptions } from "./data-source.js";
import type { Split } from "./dataset.js";
import { encodeColumns, featureNames, fitColumns, numericFeatures, type Encoder, type EmptyCell, type TargetCode } from "./encoder/encoder.js"; // prettier-ignore
import { columnScale, lostInFloat32, scaledValues, scalesOf, type Scales } from "./encoder/scale.js";
import { checkSplit, rowsAt, splitIndices, usualFractions, type SplitIndices } from "./splits.js";
import { tableParts } from "./table-data.js";
import { isFrame, type FrameLike } from "./table/frame.js";
import { readTable, type Table } from "./table/table.js";

/** Inputs of all examples before they are split: the columns of a table, or numbers. */
type RawInputs =
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

/** Choices that only this package makes. */
export interface AssembleOptions {
  /** Whether everything is scaled that a search wants scaled: inputs of one axis but for those that are 0 or 1, and the target. */
  readonly search?: boolean;
}

/** The parts of a data set out of arrays, tensors or frames. */
export function assembleArrays(data: ArrayData, options: AssembleOptions = {}): DatasetParts {
  const blocks = blocksOf(data);
  const cells = blocks.map(({ what, pairs }) => targetCells(pairs.y, `${what}y`));
  const targets = readTargets(joinCells(cells), data.task, data.classNames);
  const counts = cells.map(({ cells: own, width }) => own.length / width);
  const raw = stackInputs(blocks, counts, data.inputShape);
  const indices = indicesOf(data, blocks, counts, targets);
  return build(data, raw, targets, indices, options);
}

/** A data set of a table, with what a report says about it. */
export interface AssembledTable {
  readonly parts: DatasetParts;
  readonly rowsLeftOut: number;
}

/** The parts of a data set out of a table and the name of its target. */
export function assembleTable(data: TableData): AssembledTable {
  const { inputs, target, names, rowsLeftOut, notes } = tableParts(data);
  const what = `column "${target.name}"`;
  const cells: TargetCells = {
    width: 1,
    cells: target.cells,
    what,
    where: (row) => `row ${row + 1} of ${what}`,
  };
  if (!data.prepare) refuseEmpty([target, ...inputs.columns]);
  const targets = readTargets(cells, data.task, data.classNames);
  const blocks = [{ what: "" }];
  const indices = indicesOf(data, blocks, [inputs.rows], targets);
  const raw: RawInputs = { kind: "table", table: inputs, names, tidy: data.prepare === true };
  const parts = build({ name: "data", ...data }, raw, targets, indices, {});
  const guess =
    data.task === undefined && data.classNames === undefined ? [guessed(targets, target.name)] : [];
  const all = [...guess, ...notes, ...(parts.notes ?? [])];
  return { parts: all.length > 0 ? { ...parts, notes: all } : parts, rowsLeftOut };
}

/** What the target was taken for, and how to say otherwise. */
function guessed({ task, classNames = [] }: Targets, name: string): string {
  return task === "classification"
    ? `"${name}" was taken for classes (${classNames.length} different values); say task: "regression" if it is a number to predict.`
    : `"${name}" was taken for a number to predict; say task: "classification" if its values are classes.`;
}

function refuseEmpty(columns: Table["columns"]): void {
  for (const { name, cells } of columns) {
    const row = cells.indexOf(null);
    if (row >= 0) throw emptyCell({ column: name, row });
  }
}

function emptyCell({ column, row }: EmptyCell): RangeError {
  return new RangeError(
    `Cannot use column "${column}": row ${row} (counted from 0) is empty, NaN or missing, and every cell needs a value. Say ` +
      "prepare: true, which fills it, drop the row (`frame.dropNa({ axis: 1 })`), or fill the cell in first.",
  );
}

interface Block {
  readonly what: string;
  readonly pairs: Pairs;
}

/** The blocks of examples: those to be dealt out first, then the splits that were given. */
function blocksOf(data: ArrayData): readonly Block[] {
  const given = [
    ["", data] as const,
    ["validation.", data.validation] as const,
    ["test.", data.test] as const,
  ];
  return given.flatMap(([what, pairs]) => (pairs ? [{ what, pairs }] : []));
}

/** All inputs one below the other, checked to have the same shape or columns. */
function stackInputs(
  blocks: readonly Block[],
  counts: readonly number[],
  wanted: readonly number[] | undefined,
): RawInputs {
  const frames = blocks.flatMap(({ pairs }) => (isFrame(pairs.x) ? [pairs.x] : []));
  if (frames.length > 0 && frames.length < blocks.length)
    throw new TypeError(
      "Cannot use x, validation.x and test.x together: some are DataFrames and some are not; all must be of one kind.",
    );
  return frames.length > 0 ? stackFrames(blocks, frames, counts) : stackNumbers(blocks, counts, wanted);
}

function stackFrames(
  blocks: readonly Block[],
  frames: readonly FrameLike[],
  counts: readonly number[],
): RawInputs {
  const columns = frames[0]!.columns;
  frames.forEach((frame, at) => {
    const { what } = blocks[at]!;
    checkPaired(`${what}x`, frame.values.length, counts[at]!);
    checkForm(`${what}x`, `the columns ${frame.columns.join(", ")}`, `the columns ${columns.join(", ")}`);
  });
  const table = readTable({ columns, values: frames.flatMap(({ values }) => values) }, { literal: true });
  refuseEmpty(table.columns);
  return { kind: "table", table, names: table.columns.map(({ name }) => name), tidy: false };
}

function stackNumbers(
  blocks: readonly Block[],
  counts: readonly number[],
  wanted: readonly number[] | undefined,
): RawInputs {
  const all = blocks.map(({ what, pairs }, at) => {
    const inputs = readNumbers(pairs.x as Exclude<Pairs["x"], FrameLike>, `${what}x`, counts[at]!, wanted);
    checkPaired(`${what}x`, inputs.count, counts[at]!);
    return inputs;
  });
  const first = all[0]!;
  const shape = ({ inputShape }: NumberInputs): string => `shape [${inputShape.join(", ")}]`;
  all.forEach((inputs, at) => {
    checkForm(`${blocks[at]!.what}x`, shape(inputs), shape(first));
  });
  if (all.length === 1) return { kind: "numbers", ...first };
  const values = new Float64Array(all.reduce((sum, inputs) => sum + inputs.values.length, 0));
  let end = 0;
  for (const inputs of all) {
    values.set(inputs.values, end);
    end += inputs.values.length;
  }
  return { kind: "numbers", ...first, count: values.length / sizeOf(first.inputShape), values };
}

function checkPaired(what: string, examples: number, targets: number): void {
  if (examples !== targets)
    throw new RangeError(
      `Cannot pair ${what} with its targets: there are ${examples} examples and ${targets} targets; ` +
        `there must be one target per example.`,
    );
}

function checkForm(what: string, form: string, first: string): void {
  if (form !== first)
    throw new RangeError(
      `Cannot use ${what} with x: its examples have ${form}, those of x ${first}; they must be the same.`,
    );
}

/** The places of the examples of a block that is a split of its own. */
function rangeOf(
  blocks: readonly { readonly what: string }[],
  counts: readonly number[],
  what: string,
): Int32Array | undefined {
  const at = blocks.findIndex((block) => block.what === what);
  if (at < 0) return undefined;
  const start = counts.slice(0, at).reduce((sum, count) => sum + count, 0);
  return Int32Array.from({ length: counts[at]! }, (_, place) => start + place);
}

/** Deals the first block out to the splits that were not given. */
function indicesOf(
  data: ToDatasetOptions,
  blocks: readonly { readonly what: string }[],
  counts: readonly number[],
  targets: Targets,
): SplitIndices {
  const { fractions = usualFractions, seed = 1 } = data;
  const validation = rangeOf(blocks, counts, "validation.");
  const test = rangeOf(blocks, counts, "test.");
  const missing = {
    ...(!validation && { validation: fractions.validation }),
    ...(!test && { test: fractions.test }),
  };
  const own = counts[0]!;
  const classes = targets.task === "classification" ? targets.values.subarray(0, own) : undefined;
  checkSplit(own, missing, classes, targets.classNames, targets.what);
  const dealt = splitIndices(own, { validation: 0, test: 0, ...missing }, seed, classes);
  return { train: dealt.train, validation: validation ?? dealt.validation, test: test ?? dealt.test };
}

/** Fits the encoder on the training examples and encodes all of them with it. */
function build(
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
  const target = targetCode(targets, indices.train, search || data.standardise === "both");
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
  const values = encodeColumns(codes, raw.table.columns, emptyCell);
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
      `numbers that differ by little, such as ${lost.value}, which 32 bits move by ${lost.moved}. Say standardise: true, which scales ` +
      "them before they are cut, or subtract their mean first.",
  );
}

function targetCode(
  { task, outputs, values, labels = [], what }: Targets,
  train: Int32Array,
  scale: boolean,
): TargetCode {
  if (task === "classification") return { task, labels };
  if (scale && outputs === 1) return { task, scale: columnScale(rowsAt(values, 1, train), 1, 0) };
  const lost = lostInFloat32(
    values,
    Array.from({ length: outputs }, () => null),
  );
  if (lost === undefined) return { task, scale: null };
  throw new RangeError(
    `Cannot predict ${what}: it holds large numbers that differ by little, such as ${lost.value}, which 32 bits move by ${lost.moved}. ` +
      'Say standardise: "both", which scales inputs and target before they are cut, or subtract their mean first.',
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
