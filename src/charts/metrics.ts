import { keptRecord } from "../runtime/kept-record.js";
import type { EpochRecord } from "../training/training-run.js";
import type { CurveRun } from "./run-groups.js";

/** A quantity measured every epoch, in training or in validation. */
export type MetricName = "loss" | "valLoss" | "accuracy" | "valAccuracy" | "mae" | "valMae";

/** What a metric is called on an axis, and which way is better. */
export interface MetricText {
  readonly title: string;
  readonly better: "lower" | "higher";
}

export const metricTexts: Readonly<Record<MetricName, MetricText>> = {
  loss: { title: "training loss", better: "lower" },
  valLoss: { title: "validation loss", better: "lower" },
  accuracy: { title: "training accuracy", better: "higher" },
  valAccuracy: { title: "validation accuracy", better: "higher" },
  mae: { title: "training mean absolute error", better: "lower" },
  valMae: { title: "validation mean absolute error", better: "lower" },
};

/** The metric of one epoch; NaN where it is missing or was not a number (a cached record holds null there). */
export function metricOf(record: EpochRecord, metric: MetricName): number {
  const value: unknown = record[metric];
  return typeof value === "number" ? value : Number.NaN;
}

/** The metric of the epoch whose weights the run kept; NaN if the run diverged or has no epoch. */
export function keptMetric(run: CurveRun, metric: MetricName): number {
  if (run.ending === "diverged") return Number.NaN;
  const kept = keptRecord(run);
  return kept ? metricOf(kept, metric) : Number.NaN;
}
