import type { Dataset, Split, Task } from "./dataset.js";
import { columnScale } from "./encoder/scale.js";

/** What is in one split. */
export interface SplitDescription {
  readonly examples: number;
  /** Classification: examples of each class, by name. */
  readonly perClass?: Readonly<Record<string, number>>;
  /** Regression: mean and standard deviation of the (first) target. */
  readonly target?: { readonly mean: number; readonly deviation: number };
}

/** A readable summary of a data set. */
export interface DatasetDescription {
  readonly name: string;
  readonly task: Task;
  readonly inputShape: readonly number[];
  readonly outputs: number;
  readonly train: SplitDescription;
  readonly validation: SplitDescription;
  readonly test: SplitDescription;
}

function describeSplit({ task, outputs, classNames }: Dataset, { count, targets }: Split): SplitDescription {
  if (task === "regression") return { examples: count, target: columnScale(targets, outputs, 0) };
  const counts = new Array<number>(outputs).fill(0);
  for (const label of targets) counts[label]!++;
  const perClass = Object.fromEntries(counts.map((many, label) => [classNames?.[label] ?? label, many]));
  return { examples: count, perClass };
}

/**
 * Counts what is in a data set: examples per split and class, or the spread of the target.
 *
 * @example
 * describeDataset(await loadDataset("iris")).train.perClass; // { setosa: 30, versicolor: 30, virginica: 30 }
 */
export function describeDataset(data: Dataset): DatasetDescription {
  return {
    name: data.name,
    task: data.task,
    inputShape: data.inputShape,
    outputs: data.outputs,
    train: describeSplit(data, data.train),
    validation: describeSplit(data, data.validation),
    test: describeSplit(data, data.test),
  };
}

/** One example. */
export interface Example {
  /** Its inputs, flat. */
  readonly inputs: Float32Array;
  /** Its class number, or the first number to predict. */
  readonly target: number;
  /** Classification: the name of its class. */
  readonly className?: string;
}

/**
 * One example of a split, to plot or inspect.
 *
 * @param index counted from 0
 * @throws {RangeError} if the split has no such example
 * @example
 * exampleAt(await loadDataset("digits"), "train", 0).inputs.length; // 64
 */
export function exampleAt(data: Dataset, split: "train" | "validation" | "test", index: number): Example {
  const { count, inputs, targets } = data[split];
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new RangeError(
      `Cannot show example ${index} of the ${split} split of "${data.name}": it must be a whole number from 0 to ${count - 1}.`,
    );
  const width = inputs.length / count;
  const target = targets[(index * targets.length) / count]!;
  const className = data.task === "classification" ? data.classNames?.[target] : undefined;
  return {
    inputs: inputs.subarray(index * width, (index + 1) * width),
    target,
    ...(className !== undefined && { className }),
  };
}
