import { checkOptionNames } from "../runtime/nearest-name.js";
import type { DataSource } from "../data/data-source.js";
import { toDataset } from "../data/to-dataset.js";
import { hyperparameters, type Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { checkTraining } from "./check-training.js";
import { FleetTraining } from "./fleet/fleet-training.js";
import { networkSubject } from "./fleet/subject.js";
import {
  checkTrainingOptions,
  refuseOptionsAmong,
  type FleetOptions,
  type StartedOptions,
} from "./options.js";
import { checkOwnChoices } from "./own-choices.js";
import type { TrainingRun } from "./training-run.js";

/** One requested run of a fleet: hyperparameters left out take the table's defaults. */
export interface FleetRequest {
  readonly hyperparameters: Partial<Hyperparameters>;
  readonly seed: number;
}

/**
 * Trains several runs at once, as one model with an extra axis: runs that differ in learning rate, seed, momentum, dropout,
 * penalties or initial weights share every operation. Each run comes out as alone, to 1e-5; rates near divergence amplify the difference.
 *
 * @param data a data set, or arrays, tensors or a danfo.js frame to make one from
 * @param runs hyperparameters and seed of each run; structural hyperparameters must be the same for all
 * @returns one finished run per request, in the same order
 * @throws {RangeError|TypeError} before anything trains, if a hyperparameter is outside its domain, the structures differ, or
 *   the data does not fit. Divergence is not an error but an ending.
 * @example
 * const rates = [0.001, 0.01, 0.1];
 * const runs = await trainFleet(digits, rates.map((learningRate) => ({ hyperparameters: { learningRate }, seed: 1 })));
 */
export async function trainFleet(
  data: DataSource,
  runs: readonly FleetRequest[],
  options: FleetOptions = {},
): Promise<TrainingRun[]> {
  checkTrainingOptions("trainFleet", options);
  for (const run of runs) {
    checkOptionNames("train a run of a fleet", run, ["hyperparameters", "seed"]);
    refuseOptionsAmong(run.hyperparameters, "the options, or seed beside hyperparameters");
  }
  return trainTogether(data, runs, options);
}

/** Trains runs whose options are known to be such; a single one may resume another. */
export async function trainTogether(
  data: DataSource,
  runs: readonly FleetRequest[],
  options: StartedOptions,
): Promise<TrainingRun[]> {
  const dataset = toDataset(data);
  const members = runs.map(({ hyperparameters: chosen, seed }) => ({
    hyperparameters: hyperparameters(chosen),
    seed,
  }));
  checkTraining(dataset, members);
  const choices = members.map(({ hyperparameters: choice }) => choice);
  checkOwnChoices(data, dataset, choices, options);
  return new FleetTraining(
    dataset,
    members,
    networkSubject(choices[0]!, dataset, options.loss),
    options,
  ).run();
}
