import { indexOfLargest } from "../../runtime/extent.js";
import { mean } from "../../runtime/numbers.js";
import type { Split } from "../../data/dataset.js";
import { reliability } from "../../training/thresholds.js";
import { proportionInterval } from "./scores.js";

/** Whether probabilities mean what they say. */
export interface Calibration {
  /** The mean probability of the predicted classes. */
  readonly confidence: number;
  /** The share of them that were right. */
  readonly accuracy: number;
  /** Expected calibration error: |probability − share that was right|, averaged over the examples in ten bins of probability. */
  readonly error: number;
}

/** Ten bins from 0 to 1. */
const bins = 10;

/**
 * The calibration of the predicted classes.
 *
 * @param outputs examples × classes
 * @see Guo et al., "On calibration of modern neural networks", 2017
 */
export function calibrationOf(
  outputs: Float32Array,
  targets: Split["targets"],
  classes: number,
): Calibration {
  const rows = Array.from({ length: targets.length }, (_, row) =>
    outputs.subarray(row * classes, (row + 1) * classes),
  );
  const predicted = rows.map((row) => indexOfLargest(row));
  const sure = rows.map((row, at) => Math.min(1, row[predicted[at]!]!));
  const right = predicted.map((label, at) => (label === targets[at] ? 1 : 0));
  const groups = reliability(sure, right, bins);
  const error = groups.reduce(
    (sum, { predicted: said, observed, count }) => sum + (count / targets.length) * Math.abs(said - observed),
    0,
  );
  return { confidence: mean(sure), accuracy: mean(right), error };
}

/** What to say about it: only what is more than noise. */
export function calibrationRemarks({ confidence, accuracy }: Calibration, examples: number): string[] {
  const [low, high] = proportionInterval(accuracy, examples);
  if (confidence >= low && confidence <= high) return [];
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  return [
    `Its probabilities are ${confidence > high ? "too high" : "too low"}: on average it gives its answers ${percent(confidence)}, and ` +
      `${percent(accuracy)} of them are right on the test split.`,
  ];
}
