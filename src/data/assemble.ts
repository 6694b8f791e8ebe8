import { checkOptionNames } from "../runtime/nearest-name.js";
import { readNumbers, sizeOf, type NumberInputs } from "./arrays/inputs.js";
import { readTargets, type Targets } from "./arrays/read-targets.js";
import { joinCells, targetCells, type TargetCells } from "./arrays/targets.js";
import { buildDataset, refuseEmpty, type AssembleOptions, type RawInputs } from "./build-dataset.js";
import type { DatasetParts } from "./checksum.js";
import type { ArrayData, Pairs, TableData, ToDatasetOptions } from "./data-source.js";
import { checkSplit, splitIndices, usualFractions, type SplitIndices } from "./splits.js";
import { tableParts } from "./table-data.js";
import { isFrame, type FrameLike } from "./table/frame.js";
import { readTable } from "./table/table.js";

/** Examples of which a data set is made, and how they were divided: others can be made of them with other divisions. */
export interface Dealt {
  readonly parts: DatasetParts;
  readonly indices: SplitIndices;
  /** The class of every example, for classification. */
  readonly classes?: ArrayLike<number>;
  /** The data set of another division, its encoder fitted on the training examples of that one. */
  readonly deal: (indices: SplitIndices) => DatasetParts;
}

/** The parts of a data set made from arrays, tensors or frames. */
export const assembleArrays = (data: ArrayData, options: AssembleOptions = {}): DatasetParts =>
  dealArrays(data, options).parts;

/** The same with its division. */
export function dealArrays(data: ArrayData, options: AssembleOptions = {}): Dealt {
  const blocks = blocksOf(data);
  const cells = blocks.map(({ what, pairs }) => targetCells(pairs.y, `${what}y`));
  const targets = readTargets(joinCells(cells), data.task, data.classNames);
  const counts = cells.map(({ cells: own, width }) => own.length / width);
  const raw = stackInputs(blocks, counts, data.inputShape);
  const indices = indicesOf(data, blocks, counts, targets);
  const deal = (which: SplitIndices): DatasetParts => buildDataset(data, raw, targets, which, options);
  return { parts: deal(indices), indices, ...classesOf(targets), deal };
}

/** A data set of a table, with what a report says about it. */
export interface AssembledTable extends Dealt {
  readonly rowsLeftOut: number;
}

/** The parts of a data set made from a table and the name of its target. */
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
  const deal = (which: SplitIndices): DatasetParts =>
    buildDataset({ name: "data", ...data }, raw, targets, which, {});
  const parts = deal(indices);
  const guess =
    data.task === undefined && data.classNames === undefined ? [guessed(targets, target.name)] : [];
  const all = [...guess, ...notes, ...(parts.notes ?? [])];
  return {
    parts: all.length > 0 ? { ...parts, notes: all } : parts,
    indices,
    ...classesOf(targets),
    deal,
    rowsLeftOut,
  };
}

const classesOf = ({ task, values }: Targets): { classes?: ArrayLike<number> } =>
  task === "classification" ? { classes: values } : {};

/** How the target was interpreted, and how to override that. */
function guessed({ task, classNames = [], labels = [] }: Targets, name: string): string {
  const areWords = labels.every((label) => typeof label === "string");
  const classes = `"${name}" was taken as classes (${classNames.length} different values)`;
  if (task === "classification" && areWords && !classNames.some((word) => /\d/.test(word)))
    return `${classes}.`;
  const other = areWords
    ? `columns: { "${name}": "number" } if its words are numbers`
    : 'task: "regression" if it is a number to predict';
  return task === "classification"
    ? `${classes}; use ${other}.`
    : `"${name}" was taken as a number to predict; use task: "classification" if its values are classes.`;
}

interface Block {
  readonly what: string;
  readonly pairs: Pairs;
}

/** The blocks of examples: first those to be split, then the splits that were given. */
function blocksOf(data: ArrayData): readonly Block[] {
  const given = [
    ["", data] as const,
    ["validation.", data.validation] as const,
    ["test.", data.test] as const,
  ];
  return given.flatMap(([what, pairs]) => (pairs ? [{ what, pairs }] : []));
}

/** All inputs concatenated, checked to have the same shape or columns. */
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

/** The positions of the examples of a block that is its own split. */
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

/** Divides the first block among the splits that were not given. */
function indicesOf(
  data: ToDatasetOptions,
  blocks: readonly { readonly what: string }[],
  counts: readonly number[],
  targets: Targets,
): SplitIndices {
  const { fractions = usualFractions, seed = 1 } = data;
  checkOptionNames("split by fractions", fractions, ["validation", "test"]);
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
