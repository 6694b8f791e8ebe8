import { valueText } from "../charts/words.js";
import type { Dataset, Split } from "../data/dataset.js";
import type { Displayable } from "./mime-bundle.js";
import { summaryTable, type TableRow } from "./table.js";

/** A data set at a glance: how many examples each split has, and how many of each class. */
export function datasetTable(dataset: Dataset): Displayable {
  const shape = dataset.inputShape.join(" × ");
  const target =
    dataset.task === "classification"
      ? `${dataset.outputs} classes`
      : `${dataset.outputs} number(s) to predict`;
  const caption = `Data set ${dataset.name}: ${dataset.task}, inputs ${shape}, ${target}`;
  const splits = ["train", "validation", "test"] as const;
  const rows = splits.map((name) => ({
    split: name,
    examples: dataset[name].count,
    ...classCounts(dataset, dataset[name]),
  }));
  // Names such as "0" and "1" come first in an object, whatever order they were written in.
  const classes = Object.keys(classCounts(dataset, dataset.train));
  return summaryTable(rows, { caption, columns: ["split", "examples", ...classes] });
}

function classCounts(dataset: Dataset, split: Split): TableRow {
  if (dataset.task !== "classification" || dataset.outputs > 12) return {};
  const counts = new Array<number>(dataset.outputs).fill(0);
  for (const label of split.targets) counts[label] = (counts[label] ?? 0) + 1;
  const name = (index: number): string => dataset.classNames?.[index] ?? `class ${valueText(index)}`;
  return Object.fromEntries(counts.map((count, index) => [name(index), count]));
}
