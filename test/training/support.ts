import { expect } from "chai";
import { toDataset } from "../../src/data/to-dataset.js";
import type { Dataset } from "../../src/data/dataset.js";
import { stream } from "../../src/random/stream.js";
import type { TrainingRun } from "../../src/training/training-run.js";

/** A small data set of random numbers with something to learn: 30 to train on, 10 to validate and 10 to test. */
export function smallData(shape: readonly number[], task: Dataset["task"], outputs = 3, seed = 7): Dataset {
  const random = stream(seed, "small data");
  const size = shape.reduce((product, length) => product * length, 1);
  const inputs = Float32Array.from({ length: 50 * size }, () => random.normal());
  const sums = Array.from({ length: 50 }, (_, row) =>
    inputs.subarray(row * size, (row + 1) * size).reduce((sum, value, at) => sum + value * Math.cos(at), 0),
  );
  const classes = sums.map((sum) => Math.min(outputs - 1, Math.floor(Math.abs(sum))));
  return toDataset({
    name: "small",
    task,
    x: inputs,
    inputShape: shape,
    y: task === "regression" ? sums : classes,
  });
}

/** Largest difference between two lists of numbers, relative to their size where that is above 1. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.length; index++) {
    const scale = Math.max(1, Math.abs(a[index]!), Math.abs(b[index]!));
    largest = Math.max(largest, Math.abs(a[index]! - b[index]!) / scale);
  }
  return largest;
}

/** How far two runs are apart, in their step losses and their weights. */
export function distance(a: TrainingRun, b: TrainingRun): number {
  const apart = [...a.weights()].map(([name, { values }]) =>
    largestDifference(values, b.weights().get(name)!.values),
  );
  return Math.max(largestDifference(a.stepLosses, b.stepLosses), ...apart);
}

/** The message with which work is refused: a RangeError or a TypeError, nothing else. */
export const messageOf = async (work: Promise<unknown>): Promise<string> => {
  const reason = await work.then(
    () => new Error("nothing was refused"),
    (error: unknown) => error,
  );
  expect(reason instanceof RangeError || reason instanceof TypeError, String(reason)).to.be.true;
  return (reason as Error).message;
};
