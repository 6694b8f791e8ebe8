import type { EpochDiagnostics, EpochRecord } from "../training-run.js";
import { withoutPrefix } from "../../graph/index.js";
import type { Dataset } from "../../data/dataset.js";
import { saturated } from "./run-log.js";
import type { Measured, StepFigures } from "./fleet-state.js";

/** What is known at the end of an epoch. */
export interface EpochFigures {
  readonly data: Dataset;
  readonly runs: number;
  readonly batchSize: number;
  readonly epoch: number;
  /** Steps taken in this epoch, and in total. */
  readonly taken: number;
  readonly step: number;
  /** The total number of steps after which each run ended; Infinity if it goes on. */
  readonly endings: readonly number[];
  readonly seconds: number;
  readonly learningRates: Float32Array;
  readonly steps: StepFigures;
  readonly validation: Measured;
}

/** The record of each run for one epoch. Losses are means over examples: a smaller last batch counts for less. */
export function epochRecords(figures: EpochFigures): EpochRecord[] {
  return Array.from({ length: figures.runs }, (_, run) => epochRecord(figures, run));
}

function epochRecord(figures: EpochFigures, run: number): EpochRecord {
  const { data, runs, validation } = figures;
  const before = figures.step - figures.taken;
  const taken = Math.min(figures.taken, figures.endings[run]! - before);
  const sizes = Array.from({ length: taken }, (_, step) => sizeOfBatch(figures, step));
  const examples = sizes.reduce((sum, size) => sum + size, 0);
  const at = (values: Float32Array, step: number): number => values[step * runs + run]!;
  const loss = sizes.reduce((sum, size, step) => sum + size * at(figures.steps.losses, step), 0) / examples;
  const score = sizes.reduce((sum, _, step) => sum + at(figures.steps.scores, step), 0) / examples;
  const valScore = validation.score[run]! / data.validation.count;
  return {
    epoch: figures.epoch,
    step: before + taken,
    seconds: figures.seconds,
    loss: saturated(loss),
    penalty: saturated(validation.penalty[run]!),
    ...(data.task === "classification" ? { accuracy: score } : { mae: score }),
    valLoss: saturated(validation.loss[run]! / data.validation.count),
    ...(data.task === "classification" ? { valAccuracy: valScore } : { valMae: valScore }),
    learningRate: at(figures.learningRates, taken - 1),
  };
}

function sizeOfBatch({ data, batchSize }: EpochFigures, step: number): number {
  return Math.min(batchSize, data.train.count - step * batchSize);
}

/** Results of the diagnosis program, by name, one number per run. */
export type Findings = Readonly<Record<string, Float32Array>>;

/** The diagnostics of one run, as they are recorded. */
export function diagnosis(findings: Findings, run: number, epoch: number): EpochDiagnostics {
  const at = (name: string): number => findings[name]![run]!;
  return {
    epoch,
    gradientNorm: at("gradientNorm"),
    weights: Object.keys(withoutPrefix("weight/", findings)).map((name) => ({
      name,
      weightNorm: at(`weight/${name}`),
      gradientNorm: at(`gradient/${name}`),
      updateRatio: at(`weight/${name}`) > 0 ? at(`update/${name}`) / at(`weight/${name}`) : 0,
    })),
    activations: Object.keys(withoutPrefix("mean/", findings)).map((layer) => ({
      layer: Number(layer),
      mean: at(`mean/${layer}`),
      deviation: at(`deviation/${layer}`),
      dead: at(`dead/${layer}`),
    })),
  };
}
