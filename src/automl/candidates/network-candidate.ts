import type { SearchRange } from "../../hyperparameters/definition.js";
import { hyperparameters, type Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { hyperparameterTable } from "../../hyperparameters/table.js";
import { groupBy } from "../../runtime/collections.js";
import { trainFleet, type FleetRequest } from "../../training/train-fleet.js";
import type { TrainingRun } from "../../training/training-run.js";
import type { Trial } from "../../tuning/trial/trial.js";
import type { Candidate, Examples, Fit, FitOptions } from "./candidate.js";

type Chosen = Partial<Hyperparameters>;

/** One searched hyperparameter: its untuned value, and how a trial suggests another. */
interface Searched {
  readonly untuned: string | number;
  suggest(trial: Trial): string | number;
}

/** What all trials share: AdamW, and as many epochs as early stopping allows. The loss follows from the task. */
const fixed: Chosen = {
  optimizer: "adamw",
  epochs: 100,
  earlyStopping: "valLoss",
  patience: 10,
  restoreBestWeights: true,
};

/** Adam divides by the gradient's size, so rates that suit plain gradient descent are too large for it. */
const adamShare = 0.1;

/**
 * Networks, dense or convolutional: ranges are those of the hyperparameter table, cut to what suits the size of the data.
 *
 * @param own values given by the caller, which are not searched
 * @throws {RangeError|TypeError} if a value is outside its domain
 */
export function networkCandidate(data: Examples, own: Chosen): Candidate {
  hyperparameters(own);
  const searched = Object.entries(searchedFor(data)).filter(([name]) => !(name in own));
  return {
    family: "network",
    untuned: Object.fromEntries(searched.map(([name, { untuned }]) => [name, untuned])),
    enough: Infinity,
    suggest: (trial) => Object.fromEntries(searched.map(([name, choice]) => [name, choice.suggest(trial)])),
    fit: async (examples, params, options) =>
      (await fitNetworks([examples], { ...fixed, ...params, ...own }, options))[0]!,
    fitAll: (sets, params, options) => fitNetworks(sets, { ...fixed, ...params, ...own }, options),
  };
}

/**
 * The same network for each data set, the first from the seed and each other from the next one. Sets of one shape train as one
 * fleet; the folds of a table differ where a missing cell, or a word, occurs in few rows.
 */
async function fitNetworks(sets: readonly Examples[], choice: Chosen, options: FitOptions): Promise<Fit[]> {
  const { seed, signal, effort, onEpoch } = options;
  const whole: Chosen =
    effort === undefined ? {} : { epochs: effort, earlyStopping: "off", restoreBestWeights: false };
  const requests = sets.map((data, place) => ({
    data,
    hyperparameters: { ...choice, ...whole },
    seed: seed + place,
  }));
  const runs = new Map<FleetRequest, TrainingRun>();
  for (const fleet of groupBy(requests, ({ data }) => String(data.inputShape)).values()) {
    const trained = await trainFleet(fleet[0]!.data, fleet, {
      signal,
      silent: true,
      ...(effort !== undefined && { validateEvery: effort }),
      ...(onEpoch && { onEpoch: ({ record }) => onEpoch(record) }),
    });
    fleet.forEach((request, place) => runs.set(request, trained[place]!));
  }
  return requests.map((request) => fitOf(runs.get(request)!));
}

function fitOf(run: TrainingRun): Fit {
  return {
    ...(run.ending !== "diverged" && run.ending !== "pruned" && { member: { family: "network", run } }),
    effort: run.keptEpoch,
    ending: run.endingReason,
  };
}

function searchedFor(data: Examples): Record<string, Searched> {
  const examples = data.train.count;
  const isPlain = data.inputShape.length === 1;
  const widest = isPlain ? powerOfTwo(4 * Math.sqrt(examples)) : 64;
  return {
    ...(!isPlain && { architecture: oneOf("architecture", ["dense", "convolutional"]) }),
    learningRate: real("learningRate", 0.001, adamShare),
    weightDecay: real("weightDecay", 1e-5, 1),
    dropout: {
      untuned: 0,
      suggest: (trial) => trial.suggestFloat("dropout", 0, range("dropout").high, { step: 0.1 }),
    },
    layers: whole("layers", 2, { ...range("layers"), low: isPlain ? 0 : range("layers").low, high: 4 }),
    units: whole("units", 64, { ...range("units"), high: Math.min(range("units").high, widest) }),
    batchSize: whole("batchSize", 32, batchRange(examples)),
  };
}

/** No larger than a quarter of the examples, so that an epoch has a few steps. */
function batchRange(examples: number): SearchRange {
  const { low, high, log } = range("batchSize");
  const most = Math.max(1, Math.min(high, Math.floor(examples / 4)));
  return { low: Math.min(low, most), high: most, log };
}

function range(
  name: "learningRate" | "weightDecay" | "dropout" | "layers" | "units" | "batchSize",
): SearchRange {
  return hyperparameterTable[name].search!;
}

/** @param share the fraction of the table's highest value that is still worth trying */
function real(name: "learningRate" | "weightDecay", untuned: number, share: number): Searched {
  const { low, high, log } = range(name);
  return { untuned, suggest: (trial) => trial.suggestFloat(name, low, high * share, { log }) };
}

function whole(name: string, untuned: number, { low, high, log }: SearchRange): Searched {
  return {
    untuned: Math.min(high, Math.max(low, untuned)),
    suggest: (trial) => trial.suggestInt(name, low, high, { log }),
  };
}

function oneOf(name: string, choices: readonly string[]): Searched {
  return { untuned: choices[0]!, suggest: (trial) => trial.suggestCategorical(name, choices) };
}

function powerOfTwo(size: number): number {
  return Math.max(16, 2 ** Math.round(Math.log2(size)));
}
