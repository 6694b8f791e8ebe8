import {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  rSquared,
} from "../../training/metrics.js";
import type { Dataset, Split } from "../../data/dataset.js";
import type { Metrics } from "../../training/training-run.js";

/** A predictor that does not look at its inputs: what every network must beat. */
export interface TrivialPredictor {
  readonly name: string;
  measure(split: Split): Metrics;
}

/** Always the most frequent class of the training split (with the classes' shares as probabilities), or always the mean. */
export function trivialPredictor(data: Dataset): TrivialPredictor {
  return data.task === "classification" ? mostFrequentClass(data) : meanOfTargets(data);
}

function mostFrequentClass({ train, outputs, classNames }: Dataset): TrivialPredictor {
  const counts = new Float64Array(outputs);
  for (const label of train.targets) counts[label]!++;
  const most = counts.indexOf(Math.max(...counts));
  // One more of every class, so that a class that is missing from the training split costs something finite.
  const logs = counts.map((count) => Math.log((count + 1) / (train.count + outputs)));
  return {
    name: `always "${classNames?.[most] ?? String(most)}"`,
    measure: ({ count, targets }) => {
      const predicted = new Int32Array(count).fill(most);
      let loss = 0;
      for (const label of targets) loss -= logs[label]! / count;
      return {
        loss,
        accuracy: accuracy(predicted, targets),
        ...precisionRecall(confusionCounts(predicted, targets, outputs)),
      };
    },
  };
}

function meanOfTargets({ train, outputs }: Dataset): TrivialPredictor {
  const means = new Float64Array(outputs);
  train.targets.forEach((value, at) => (means[at % outputs]! += value / train.count));
  return {
    name: "always the mean",
    measure: ({ targets }) => {
      const predicted = Float32Array.from(targets, (_, at) => means[at % outputs]!);
      const squares = predicted.reduce((sum, value, at) => sum + (value - targets[at]!) ** 2, 0);
      return {
        loss: squares / targets.length,
        mae: meanAbsoluteDifference(predicted, targets),
        r2: rSquared(predicted, targets, outputs),
      };
    },
  };
}
