import type { Hyperparameters } from "../src/hyperparameters/hyperparameters.js";

/** What a peer is asked to train: the same for every library. */
export interface Task {
  readonly name: string;
  /** Folder of the data set, as `exportDataset` has written it. */
  readonly data: string;
  readonly hyperparameters: Hyperparameters;
  /** Every learning rate is trained with every seed. */
  readonly learningRates: readonly number[];
  readonly seeds: readonly number[];
  /** What a search trains instead: networks of different shape, each with its own learning rate and the first seed. */
  readonly trials?: readonly Hyperparameters[];
  /** Whether what was traced and compiled for an earlier task of this name may be used again. */
  readonly warm: boolean;
}

/** What a peer answers. */
export interface Answer {
  /** Wall-clock seconds for all runs of the task. */
  readonly seconds: number;
  /** Training steps of each run; their mean over the trials of a search. */
  readonly steps: number;
  /** Validation accuracy of each run after its last epoch. */
  readonly accuracies: readonly number[];
}

/** Seconds per training step of one run. */
export function secondsPerStep(task: Task, answer: Answer): number {
  return (
    answer.seconds / answer.steps / (task.trials?.length ?? task.learningRates.length * task.seeds.length)
  );
}
