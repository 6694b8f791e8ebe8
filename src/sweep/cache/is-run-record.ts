import { isRecord } from "../../runtime/collections.js";
import type { RunRecord } from "../../training/training-run.js";

const endings: readonly unknown[] = ["complete", "early-stopped", "diverged", "interrupted", "pruned"];
const figures = ["epoch", "step", "seconds", "loss", "penalty", "valLoss", "learningRate"];
const maybeFigures = ["accuracy", "valAccuracy", "mae", "valMae"];

/**
 * Whether data from a file or another machine has the shape of a run's record. Who draws it then meets numbers where
 * numbers belong, and texts where texts do.
 */
export function isRunRecord(value: unknown): value is RunRecord {
  if (!isRecord(value) || !isRecord(value.hyperparameters)) return false;
  const { dataset, engine, history, stepLosses, diagnostics = [] } = value;
  return (
    [value.seed, value.parameterCount, value.keptEpoch, value.seconds].every(isNumber) &&
    endings.includes(value.ending) &&
    typeof value.endingReason === "string" &&
    Object.values(value.hyperparameters).every(isPlain) &&
    isRecord(dataset) &&
    [dataset.name, dataset.checksum].every(isText) &&
    isRecord(engine) &&
    [engine.path, engine.reason].every(isText) &&
    isListOf(stepLosses, isNumber) &&
    isListOf(history, isEpoch) &&
    isListOf(diagnostics, isRecord)
  );
}

function isEpoch(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const known = maybeFigures.filter((name) => value[name] !== undefined);
  return [...figures, ...known].every((name) => isNumber(value[name]));
}

const isNumber = (value: unknown): boolean => typeof value === "number";
const isText = (value: unknown): boolean => typeof value === "string";
const isPlain = (value: unknown): boolean => ["number", "string", "boolean"].includes(typeof value);
const isListOf = (value: unknown, holds: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(holds);
