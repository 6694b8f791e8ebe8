import type { Dataset } from "../data/dataset.js";
import { fittingBatchSize } from "../data/batches.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { isSwitchedOn, structureOf } from "../hyperparameters/structure.js";
import { sizeOf } from "../models/initializers.js";

/** The part of a data set that decides which runs can be mixed. */
export type MixedData = Pick<Dataset, "inputShape" | "train">;

/** Below this, ε² is 0 as a float32, and an optimizer would divide 0 by 0 where a unit does not exist. */
const leastEpsilon = 1e-18;

/**
 * What the runs of a mixed fleet must have in common, in words; only dense networks with a hidden layer mix. They may differ in
 * units, number of layers, activation and optimizer, and in all that is a number for each run.
 */
function commonTraits(choice: Hyperparameters, { inputShape, train }: MixedData): Record<string, unknown> {
  return {
    batchSize: fittingBatchSize(train.count, choice.batchSize),
    loss: choice.loss,
    classWeights: choice.classWeights,
    augmentation: choice.augmentation,
    batchNorm: choice.batchNorm,
    normMomentum: choice.normMomentum,
    normEpsilon: choice.normEpsilon,
    residual: choice.residual,
    "a residual connection around the first layer": choice.residual && choice.units === sizeOf(inputShape),
    ...Object.fromEntries(
      (["clipNorm", "dropout", "inputNoise"] as const).map((name) => [
        `whether ${name} is 0`,
        !isSwitchedOn(choice, name),
      ]),
    ),
  };
}

/** Why runs with these hyperparameters train with no others than those of their structure; undefined if they can be mixed. */
function aloneBecause({ architecture, layers, normGroups, epsilon }: Hyperparameters): string | undefined {
  if (architecture !== "dense") return `architecture is "${architecture}", and only dense networks mix`;
  if (layers < 1) return "layers is 0, and only networks with a hidden layer mix";
  if (normGroups > 0)
    return `normGroups is ${normGroups}, and units that a network lacks would count in its groups`;
  return epsilon < leastEpsilon ? `epsilon is ${epsilon}, which is too small to mix` : undefined;
}

/**
 * Which runs can be one fleet: those with the same key have the same structure, or can be mixed.
 *
 * @example
 * mixtureKey(hyperparameters({ units: 16 }), digits) === mixtureKey(hyperparameters({ units: 32, layers: 3 }), digits); // true
 */
export function mixtureKey(choice: Hyperparameters, data: MixedData): string {
  return aloneBecause(choice) === undefined
    ? JSON.stringify(commonTraits(choice, data))
    : structureOf(choice);
}

/** Why two runs cannot be in one fleet, to follow "they differ in structure, and"; undefined if they can. */
export function obstacle(
  first: Hyperparameters,
  second: Hyperparameters,
  data: MixedData,
): string | undefined {
  if (structureOf(first) === structureOf(second)) return undefined;
  const alone = [first, second].map(aloneBecause);
  if (alone[0] !== undefined) return `of the first, ${alone[0]}`;
  if (alone[1] !== undefined) return `of the second, ${alone[1]}`;
  const [one, other] = [commonTraits(first, data), commonTraits(second, data)];
  const name = Object.keys(one).find((trait) => one[trait] !== other[trait]);
  return (
    name && `they must not differ in ${name}: ${JSON.stringify(one[name])} and ${JSON.stringify(other[name])}`
  );
}

/** Whether runs differ in structure. */
export function isMixture(choices: readonly Hyperparameters[]): boolean {
  return new Set(choices.map(structureOf)).size > 1;
}

/** How many kinds of runs there are that have operations of their own in a fleet: by layers, optimizer and activation. */
export function kindsOf(choices: readonly Hyperparameters[]): number {
  return new Set(choices.map((choice) => `${choice.layers} ${choice.optimizer} ${choice.activation}`)).size;
}

/**
 * The order of the runs in a mixed fleet, as their positions: most layers first, and those with the same optimizer, then the same
 * activation, beside each other. Every second group is reversed, so that it begins with what the one before ended with.
 */
export function mixedOrder(choices: readonly Hyperparameters[]): number[] {
  const depths = [...new Set(choices.map(({ layers }) => layers))].sort((a, b) => b - a);
  const optimizers = [...new Set(choices.map(({ optimizer }) => optimizer))].sort();
  const groups = depths.flatMap((depth, at) =>
    inTurn(at, optimizers).map((optimizer) =>
      [...choices.keys()].filter(
        (run) => choices[run]!.layers === depth && choices[run]!.optimizer === optimizer,
      ),
    ),
  );
  const byActivation = (a: number, b: number): number =>
    choices[a]!.activation.localeCompare(choices[b]!.activation);
  return groups.flatMap((group, at) => inTurn(at, group.sort(byActivation)));
}

const inTurn = <Item>(at: number, items: readonly Item[]): readonly Item[] =>
  at % 2 === 0 ? items : [...items].reverse();
