import type { Dataset } from "../../data/dataset.js";
import type { SearchRange } from "../../hyperparameters/definition.js";
import { hyperparameters, type Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { hyperparameterTable } from "../../hyperparameters/table.js";
import type { Params } from "../../hyperparameters/space/domain.js";
import type { Trial } from "../../tuning/trial/trial.js";

type Chosen = Partial<Hyperparameters>;

/** What is searched, what is fixed, and where the search starts. */
export interface SearchSpace {
  /** Asks the trial for a value of every hyperparameter that is searched, and completes them with those that are fixed. */
  suggest(trial: Trial): Hyperparameters;
  /** The values of the first trial: sensible values without tuning. */
  readonly baseline: Params;
  /**
   * Those of the second trial: linear or logistic regression, which a network must beat. Missing if the layers are fixed.
   */
  readonly linear?: Params;
}

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
 * The space for a data set: ranges from the hyperparameter table, cut to what suits its size.
 *
 * @param own values given by the caller, which are not searched
 * @throws {RangeError|TypeError} if a value is outside its domain
 */
export function searchSpace(data: Dataset, own: Chosen): SearchSpace {
  hyperparameters(own);
  const searched = Object.entries(searchedFor(data)).filter(([name]) => !(name in own));
  const baseline = Object.fromEntries(searched.map(([name, { untuned }]) => [name, untuned]));
  const plain = data.inputShape.length === 1 && "layers" in baseline ? linearChoice(baseline) : undefined;
  return {
    suggest: (trial) =>
      hyperparameters({
        ...fixed,
        ...Object.fromEntries(searched.map(([name, choice]) => [name, choice.suggest(trial)])),
        ...own,
      }),
    baseline,
    ...(plain && { linear: { ...baseline, ...plain } }),
  };
}

/** No hidden layer; without one a larger rate is safe, and needed to converge in as many epochs. */
function linearChoice({ learningRate }: Params): Params {
  return { layers: 0, ...(typeof learningRate === "number" && { learningRate: 10 * learningRate }) };
}

function searchedFor(data: Dataset): Record<string, Searched> {
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
