import { columnScale } from "./preparing/standardise.js";
import type { Dataset, Split, Task } from "./dataset.js";

/** What is in one split. */
export interface SplitDescription {
  readonly examples: number;
  /** Classification: examples of each class, by name. */
  readonly perClass?: Readonly<Record<string, number>>;
  /** Regression: mean and standard deviation of the (first) target. */
  readonly target?: { readonly mean: number; readonly deviation: number };
}

/** What is in a data set, for people. */
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
