import { checkSplit, splitIndices, type SplitIndices, usualFractions } from "./splits.js";
import { readInputs, type Inputs } from "./arrays/inputs.js";
import { readTargets, type Targets } from "./arrays/read-targets.js";
import { joinCells, targetCells } from "./arrays/targets.js";
import type { DatasetParts } from "./checksum.js";
import type { ArrayData, Pairs } from "./data-source.js";
import { standardised } from "./preparing/standardise.js";
import { dealOut } from "./sets/stored-set.js";

interface Block {
  readonly what: string;
  readonly pairs: Pairs;
  readonly count: number;
}

/** The blocks of examples: those to be dealt out first, then the splits that were given. */
function blocksOf(data: ArrayData): { blocks: readonly Block[]; targets: Targets } {
  const given = [
    ["", data] as const,
    ["validation.", data.validation] as const,
    ["test.", data.test] as const,
  ];
  const present = given.flatMap(([what, pairs]) => (pairs ? [{ what, pairs }] : []));
  const cells = present.map(({ what, pairs }) => targetCells(pairs.y, `${what}y`));
  const targets = readTargets(joinCells(cells), data.task, data.classNames);
  const blocks = present.map((block, at) => ({
    ...block,
    count: cells[at]!.cells.length / cells[at]!.width,
  }));
  return { blocks, targets };
}

/** All inputs one below the other, checked to have the same shape and features. */
function stackInputs(blocks: readonly Block[], wanted: readonly number[] | undefined): Inputs {
  const all = blocks.map(({ what, pairs, count }) => readInputs(pairs.x, `${what}x`, count, wanted));
  const form = ({ inputShape, featureNames }: Inputs): string =>
    `shape [${inputShape.join(", ")}]${featureNames ? ` (${featureNames.join(", ")})` : ""}`;
  const first = all[0]!;
  const other = all.findIndex((inputs) => form(inputs) !== form(first));
  if (other > 0)
    throw new RangeError(
      `Cannot use ${blocks[other]!.what}x with x: its examples have ${form(all[other]!)}, those of x ${form(first)}; ` +
        `they must be the same.`,
    );
  const values = new Float32Array(all.reduce((sum, inputs) => sum + inputs.values.length, 0));
  let end = 0;
  for (const inputs of all) {
    values.set(inputs.values, end);
    end += inputs.values.length;
  }
  return { ...first, values };
}

/** The places of the examples of a block that is a split of its own. */
function rangeOf(blocks: readonly Block[], what: string): Int32Array | undefined {
  const at = blocks.findIndex((block) => block.what === what);
  if (at < 0) return undefined;
  const start = blocks.slice(0, at).reduce((sum, { count }) => sum + count, 0);
  return Int32Array.from({ length: blocks[at]!.count }, (_, place) => start + place);
}

/** Deals the first block out to the splits that were not given. */
function indicesOf(data: ArrayData, blocks: readonly Block[], targets: Targets): SplitIndices {
  const { fractions = usualFractions, seed = 1 } = data;
  const validation = rangeOf(blocks, "validation.");
  const test = rangeOf(blocks, "test.");
  const missing = {
    ...(!validation && { validation: fractions.validation }),
    ...(!test && { test: fractions.test }),
  };
  const own = blocks[0]!.count;
  const classes = targets.task === "classification" ? targets.values.subarray(0, own) : undefined;
  checkSplit(own, missing, classes, targets.classNames);
  const dealt = splitIndices(own, { validation: 0, test: 0, ...missing }, seed, classes);
  return { train: dealt.train, validation: validation ?? dealt.validation, test: test ?? dealt.test };
}

/** The parts of a data set out of checked inputs and targets. */
export function assemble(data: ArrayData): DatasetParts {
  const { blocks, targets } = blocksOf(data);
  const inputs = stackInputs(blocks, data.inputShape);
  const indices = indicesOf(data, blocks, targets);
  const { task, outputs, classNames } = targets;
  const featureNames = data.featureNames ?? inputs.featureNames;
  const facts = { name: data.name ?? "data", task, outputs, inputShape: inputs.inputShape };
  const parts = dealOut(
    { ...facts, ...(featureNames && { featureNames }), ...(classNames && { classNames }) },
    { count: targets.count, inputs: inputs.values, targets: targets.values },
    indices,
  );
  return data.standardise ? standardised(parts, inputs.numericColumns) : parts;
}
