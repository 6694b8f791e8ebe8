import type { Dataset, Split } from "../../../src/data/dataset.js";
import { toDataset } from "../../../src/data/to-dataset.js";
import type { RandomStream } from "../../../src/random/stream.js";

export const normals = (count: number, random: RandomStream): number[] =>
  Array.from({ length: count }, () => random.normal());

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A data set of these rows in this order: the first `trained` to learn from, the others to be judged on. */
export function dataset(
  task: Dataset["task"],
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  trained: number,
): Dataset {
  const kind = task === "classification" ? Int32Array : Float32Array;
  const split = (from: number, to: number): Split => ({
    count: to - from,
    inputs: Float32Array.from(rows.slice(from, to).flat()),
    targets: kind.from(targets.slice(from, to)),
  });
  const rest = split(trained, rows.length);
  return toDataset({
    name: "law",
    task,
    inputShape: [rows[0]!.length],
    outputs: task === "classification" ? Math.max(...targets) + 1 : 1,
    checksum: "",
    train: split(0, trained),
    validation: rest,
    test: rest,
  });
}
