import { extentOf } from "../../runtime/extent.js";
import type { Dataset } from "../../data/dataset.js";
import type { Metrics } from "../../training/training-run.js";
import { ofClass } from "../../training/metrics.js";

/** Facts about the classes needed to interpret their metrics. */
export interface ClassFacts {
  /** Share of every class among the training examples. */
  readonly shares: Readonly<Record<string, number>>;
  /** Whether one class has more than three times as many examples as another, so that accuracy says little. */
  readonly uneven: boolean;
  /** Classes of the test split that the result never predicts there. */
  readonly neverPredicted: readonly string[];
  /** With two classes: the positive class of F1. */
  readonly positive?: string;
}

const mostUneven = 3;

const namesOf = ({ classNames, outputs }: Dataset): readonly string[] =>
  classNames ?? Array.from({ length: outputs }, (_, label) => String(label));

function countsOf({ train, outputs }: Dataset): Float64Array {
  const counts = new Float64Array(outputs);
  for (const label of train.targets) counts[label]!++;
  return counts;
}

/** Whether accuracy would praise a model that ignores a class. */
export function isUneven(data: Dataset): boolean {
  const [rarest, commonest] = extentOf(countsOf(data));
  return commonest > mostUneven * rarest;
}

/**
 * The facts about the classes of a data set.
 *
 * @param test the result's figures on the test split
 */
export function classFacts(data: Dataset, { confusion = [] }: Metrics): ClassFacts {
  const names = namesOf(data);
  const counts = countsOf(data);
  const isNever = (label: number): boolean =>
    confusion[label]!.some((count) => count > 0) && confusion.every((row) => row[label] === 0);
  return {
    shares: Object.fromEntries(names.map((name, label) => [name, counts[label]! / data.train.count])),
    uneven: isUneven(data),
    neverPredicted: names.filter((_, label) => isNever(label)),
    ...(names.length === 2 && { positive: names[1]! }),
  };
}

/**
 * Mean recall and mean F1 of the classes, each class weighted equally: low for a model that ignores rare classes.
 *
 * @param confusion rows are true classes, columns predicted ones; classes without an example do not count
 */
export function evenFigures(confusion: readonly (readonly number[])[]): Readonly<Record<string, number>> {
  const present = [...confusion.keys()].filter((label) => confusion[label]!.some((count) => count > 0));
  const mean = (figure: "recall" | "f1"): number =>
    present.reduce((sum, label) => sum + ofClass(confusion, label)[figure], 0) / present.length;
  return { "balanced accuracy": mean("recall"), "macro F1": mean("f1") };
}

/** What to say about them. */
export function classRemarks({ shares, uneven, neverPredicted, positive }: ClassFacts): string[] {
  const [rarest, share] = Object.entries(shares).reduce((least, one) => (one[1] < least[1] ? one : least));
  const list = neverPredicted.map((name) => `"${name}"`).join(", ");
  return [
    ...(positive === undefined ? [] : [`F1 is that of class "${positive}".`]),
    ...(uneven
      ? [
          `The classes are uneven: "${rarest}" has ${Number((100 * share).toPrecision(2))} % of the training examples. Read balanced accuracy ` +
            `(${Number((1 / Object.keys(shares).length).toPrecision(2))} is guessing) and macro F1 rather than accuracy.`,
        ]
      : []),
    ...(neverPredicted.length === 0
      ? []
      : [
          `On the test split the result never predicts ${list}: to find the likeliest rows, sort by the probabilities, predictProba.`,
        ]),
  ];
}
