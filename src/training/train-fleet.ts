import { checkOptionNames } from "../runtime/nearest-name.js";
import type { DataSource } from "../data/data-source.js";
import type { Dataset } from "../data/dataset.js";
import { toDataset } from "../data/to-dataset.js";
import { hyperparameters, type Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { checkTraining } from "./check-training.js";
import { fleetData } from "./fleet/fleet-data.js";
import { FleetTraining } from "./fleet/fleet-training.js";
import { mixedSubject, networkSubject, type FleetMember } from "./fleet/subject.js";
import { isMixture, mixedOrder } from "./mixture.js";
import {
  checkTrainingOptions,
  refuseOptionsAmong,
  type FleetOptions,
  type StartedOptions,
} from "./options.js";
import { checkOwnChoices } from "./own-choices.js";
import type { TrainingRun, WeightArrays } from "./training-run.js";

/** One requested run of a fleet: hyperparameters left out take the table's defaults. */
export interface FleetRequest {
  readonly hyperparameters: Partial<Hyperparameters>;
  readonly seed: number;
  /** Data of its own, of the same shape and with as many examples in each split. Default: the fleet's. */
  readonly data?: DataSource;
}

/**
 * Trains several runs at once, as one model with an extra axis: runs that differ in learning rate, seed, momentum, dropout,
 * penalties, initial weights or data (of one shape) share every operation. Each run comes out as alone, to 1e-5; rates near divergence amplify the difference.
 *
 * Dense networks may also differ in `units`, `layers` (at least 1), `activation` and `optimizer`: the narrower ones are filled up with
 * units whose weights are and stay 0. What such runs must have in common is their batch size, loss, class weights, augmentation, batch
 * norm, residual connections, and whether dropout, input noise and clipping are used at all.
 *
 * @param data a data set, or arrays, tensors or a danfo.js frame to make one from; what runs without `data` of their own train on
 * @param runs hyperparameters and seed of each run, and its data where they differ; other structural hyperparameters than those named must be the same for all
 * @returns one finished run per request, in the same order
 * @throws {RangeError|TypeError} before anything trains, if a hyperparameter is outside its domain, the runs or their data cannot be one fleet
 *   (the message names the run and why), or the data does not fit. Divergence is not an error but an ending.
 * @example
 * const rates = [0.001, 0.01, 0.1];
 * const runs = await trainFleet(digits, rates.map((learningRate) => ({ hyperparameters: { learningRate }, seed: 1 })));
 * @example
 * const shapes = [{ layers: 1, units: 16 }, { layers: 3, units: 8, optimizer: "adam" }] as const;
 * const mixed = await trainFleet(digits, shapes.map((shape) => ({ hyperparameters: { ...shape, epochs: 2 }, seed: 1 })));
 * mixed.map((run) => run.parameterCount); // [1210, 754]
 * @example
 * const draws = await Promise.all([1, 2, 3].map((seed) => loadDataset("digits", { examples: 200, seed })));
 * const onEach = await trainFleet(draws[0]!, draws.map((data) => ({ data, hyperparameters: { epochs: 2 }, seed: 1 })));
 */
export async function trainFleet(
  data: DataSource,
  runs: readonly FleetRequest[],
  options: FleetOptions = {},
): Promise<TrainingRun[]> {
  checkTrainingOptions("trainFleet", options);
  for (const run of runs) {
    checkOptionNames("train a run of a fleet", run, ["hyperparameters", "seed", "data"]);
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
  const members = fleetMembers(data, runs);
  const dataset = members[0]?.data ?? toDataset(data);
  checkTraining(dataset, members);
  const choices = members.map(({ hyperparameters: choice }) => choice);
  checkOwnChoices(data, fleetData(dataset, members).sets, choices, options);
  if (isMixture(choices)) return trainMixture(dataset, members, options);
  const subject = networkSubject(choices[0]!, dataset, options.loss, options.maximalUpdate);
  return new FleetTraining(dataset, members, subject, options).run();
}

/** Runs that are given the same data share one data set. */
function fleetMembers(
  common: DataSource,
  runs: readonly FleetRequest[],
): (FleetMember & { readonly data: Dataset })[] {
  const sets = new Map<DataSource, Dataset>();
  return runs.map(({ hyperparameters: chosen, seed, data = common }) => {
    const dataset = sets.get(data) ?? toDataset(data);
    sets.set(data, dataset);
    return { hyperparameters: hyperparameters(chosen), seed, data: dataset };
  });
}

/** Trains runs that differ in structure: as one fleet in an order of its own, which the caller does not see. */
async function trainMixture(
  data: Dataset,
  members: readonly FleetMember[],
  { initialWeights, onEpoch, ...options }: StartedOptions,
): Promise<TrainingRun[]> {
  if (options.diagnostics)
    throw new RangeError(
      "Cannot train runs that differ in structure together with diagnostics: true. Train them one by one, or without.",
    );
  if (options.maximalUpdate)
    throw new RangeError(
      "Cannot train runs that differ in structure together with the option maximalUpdate. Train those of each width together.",
    );
  const order = mixedOrder(members.map(({ hyperparameters }) => hyperparameters));
  const sorted = order.map((run) => members[run]!);
  const choices = sorted.map(({ hyperparameters }) => hyperparameters);
  const runs = await new FleetTraining(data, sorted, mixedSubject(choices, data, options.loss), {
    ...options,
    ...(onEpoch && { onEpoch: (event) => onEpoch({ ...event, run: order[event.run]! }) }),
    ...(initialWeights && { initialWeights: inOrder(initialWeights, order) }),
  }).run();
  return members.map((_, run) => runs[order.indexOf(run)]!);
}

function inOrder(
  given: NonNullable<FleetOptions["initialWeights"]>,
  order: readonly number[],
): NonNullable<FleetOptions["initialWeights"]> {
  return given instanceof Map ? given : order.map((run) => (given as readonly WeightArrays[])[run]!);
}
