import { placeOf } from "./arrays/inputs.js";
import type { DatasetParts } from "./checksum.js";
import type { Split } from "./dataset.js";

type Part = "train" | "validation" | "test";

/**
 * Checks a data set assembled by hand: lengths, finite numbers, labels, more than one class.
 *
 * @throws {RangeError} if something does not fit, naming the split, the place and both numbers
 */
export function checkDataset(data: DatasetParts): void {
  for (const part of ["train", "validation", "test"] as const) {
    checkLengths(data, part);
    checkInputs(data, part);
    checkTargets(data, part);
  }
  const { task, name, train, classNames } = data;
  if (task === "classification" && train.targets.every((label) => label === train.targets[0]))
    throw new RangeError(
      `Cannot learn to classify "${name}": every training example is of class ` +
        `"${classNames?.[train.targets[0]!] ?? String(train.targets[0])}", there must be at least 2 different classes.`,
    );
}

function checkLengths({ name, task, inputShape, outputs, ...splits }: DatasetParts, part: Part): void {
  const { count, inputs, targets } = splits[part];
  const size = inputShape.reduce((product, length) => product * length, 1);
  const perTarget = task === "classification" ? 1 : outputs;
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(
      `Cannot use "${name}": its ${part} split has count ${count}, it must hold at least 1 example.`,
    );
  if (inputs.length !== count * size)
    throw new RangeError(
      `Cannot use "${name}": its ${part} split has ${inputs.length} inputs, but ${count} examples of shape ` +
        `[${inputShape.join(", ")}] are ${count * size}.`,
    );
  if (targets.length !== count * perTarget)
    throw new RangeError(
      `Cannot use "${name}": its ${part} split has ${targets.length} targets, but ${count} examples need ${count * perTarget}.`,
    );
}

function checkInputs({ name, inputShape, ...splits }: DatasetParts, part: Part): void {
  const { inputs } = splits[part];
  const bad = inputs.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(
      `Cannot use "${name}": ${placeOf(bad, inputShape)} of its ${part} inputs is ${inputs[bad]}; ` +
        `every input must be a finite number. Remove the row or fill in the value first.`,
    );
}

function checkTargets({ name, task, outputs, ...splits }: DatasetParts, part: Part): void {
  const { targets, count }: Split = splits[part];
  const fits = (value: number): boolean =>
    task === "regression" ? Number.isFinite(value) : Number.isInteger(value) && value >= 0 && value < outputs;
  const bad = targets.findIndex((value) => !fits(value));
  if (bad < 0) return;
  const rule =
    task === "regression"
      ? "a finite number"
      : `a whole number from 0 to ${outputs - 1}, one of the ${outputs} classes`;
  throw new RangeError(
    `Cannot use "${name}": row ${Math.floor((bad * count) / targets.length)} (counted from 0) of its ${part} targets is ` +
      `${targets[bad]}; it must be ${rule}.`,
  );
}
