import type { Dataset, Split } from "../../data/dataset.js";
import type { Metrics, TrainingRun } from "../../training/training-run.js";

/** Figures of merit by name: accuracy, F1 and loss of classes; RMSE, MAE (in the unit of the target) and R² of numbers. */
export type Figures = Readonly<Record<string, number>>;

/** How good a network is on one split. */
export function figuresOf(run: TrainingRun, data: Dataset, split: Split): Figures {
  return inUnits(run.evaluate(split), data);
}

/** The metrics that a reader of a table asks for, in the unit of the target. */
export function inUnits({ loss, accuracy, f1, mae, r2 }: Metrics, { task, targetScale }: Dataset): Figures {
  if (task === "classification") return { accuracy: accuracy!, F1: f1!, loss };
  const unit = targetScale?.deviation ?? 1;
  return { RMSE: unit * Math.sqrt(loss), MAE: unit * mae!, "R²": r2! };
}
