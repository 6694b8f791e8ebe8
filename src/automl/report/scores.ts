import { normal95 as z } from "../../runtime/numbers.js";
import { indexOfLargest } from "../../runtime/extent.js";
import type { Dataset, Split } from "../../data/dataset.js";
import { inUnit } from "../../data/encoder/encoder.js";
import { predictionLoss, type Problem } from "../learners/link.js";
import type { Metrics } from "../../training/training-run.js";
import { evenFigures, isUneven } from "./classes.js";
import {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  predictedClasses,
  rSquared,
} from "../../training/metrics.js";

/**
 * Metrics by name: accuracy, F1 and loss of classes (balanced accuracy and macro F1, too, where they are uneven); RMSE, MAE
 * (in the unit of the target) and R² of numbers.
 */
export type Figures = Readonly<Record<string, number>>;

/** The metrics of predictions, examples × outputs, as a run's `evaluate` gives them. */
export function metricsOf(outputs: Float32Array, targets: Split["targets"], problem: Problem): Metrics {
  const loss = predictionLoss(outputs, targets, problem);
  if (problem.task === "regression")
    return {
      loss,
      mae: meanAbsoluteDifference(outputs, targets),
      r2: rSquared(outputs, targets, problem.outputs),
    };
  const predicted = predictedClasses(outputs, problem.outputs);
  const confusion = confusionCounts(predicted, targets, problem.outputs);
  return { loss, accuracy: accuracy(predicted, targets), ...precisionRecall(confusion), confusion };
}

/** The usual figures of predictions, in the unit of the target; where its logarithm is learned, the RMSE of that comes first. */
export function figuresOf(outputs: Float32Array, targets: Split["targets"], data: Dataset): Figures {
  const scale = data.targetScale;
  const figures = inUnits(metricsOf(outputs, targets, data), data, scale?.deviation);
  if (!scale?.log) return figures;
  const inOwn = (values: Float32Array): Float32Array => values.map((value) => inUnit(scale, value));
  const own = metricsOf(inOwn(outputs), inOwn(Float32Array.from(targets)), data);
  return { [logError]: figures["RMSE"]!, ...inUnits(own, data) };
}

/** Name of the figure that is minimised where the logarithm of the target is learned. */
export const logError = "RMSE of the log";

function inUnits({ loss, accuracy, f1, mae, r2, confusion }: Metrics, data: Dataset, unit = 1): Figures {
  if (data.task === "classification")
    return { accuracy: accuracy!, ...(isUneven(data) && evenFigures(confusion!)), F1: f1!, loss };
  return { RMSE: unit * Math.sqrt(loss), MAE: unit * mae!, "R²": r2! };
}

/**
 * The 95 % interval of a proportion that was measured on `count` examples (Wilson's score interval, which also holds near 0
 * and 1).
 *
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param proportion from 0 to 1, measured on `count` ≥ 1 examples
 * @returns the interval's lower and upper end
 * @throws {RangeError} if the proportion is outside [0, 1] or there are no examples
 * @example
 * const [low, high] = proportionInterval(run.evaluate(digits.test).accuracy!, digits.test.count);
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927
 */
export function proportionInterval(proportion: number, count: number): [number, number] {
  if (!(proportion >= 0 && proportion <= 1 && count >= 1))
    throw new RangeError(
      `Cannot compute the interval of a proportion of ${proportion} of ${count} examples: ` +
        "it must lie between 0 and 1, and there must be at least one example.",
    );
  const centre = proportion + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((proportion * (1 - proportion)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}

/** A predictor that does not look at its inputs: the baseline that every model must beat. */
export interface TrivialPredictor {
  readonly name: string;
  /** What it predicts for every example: the shares of the classes, or numbers. */
  readonly outputs: Float32Array;
}

/** Always the most frequent class of the training split (with the classes' shares as probabilities), or always the mean (of the logarithms where these are learned). */
export function trivialPredictor(data: Dataset): TrivialPredictor {
  return data.task === "classification" ? mostFrequentClass(data) : meanOfTargets(data);
}

function mostFrequentClass({ train, outputs, classNames }: Dataset): TrivialPredictor {
  const counts = new Float64Array(outputs);
  for (const label of train.targets) counts[label]!++;
  const most = indexOfLargest(counts);
  return {
    name: `always "${classNames?.[most] ?? String(most)}"`,
    // One more of every class, so that a class missing from the training split has a finite loss.
    outputs: Float32Array.from(counts, (count) => (count + 1) / (train.count + outputs)),
  };
}

function meanOfTargets({ train, outputs, targetScale }: Dataset): TrivialPredictor {
  const means = new Float32Array(outputs);
  train.targets.forEach((value, at) => (means[at % outputs]! += value / train.count));
  return { name: targetScale?.log ? "always the geometric mean" : "always the mean", outputs: means };
}

/** The same prediction for every example. */
export function repeatedOutputs({ outputs }: TrivialPredictor, examples: number): Float32Array {
  return Float32Array.from({ length: examples * outputs.length }, (_, at) => outputs[at % outputs.length]!);
}
