import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { Network, WeightSpec } from "./network.js";

/** What the maximal update parametrization needs to know. */
export interface MaximalUpdate {
  /** The number of units per layer for which nothing changes: that of the network whose learning rate was tuned. */
  readonly baseUnits: number;
}

/** Optimizers whose steps do not grow with the gradient: the rules below are for them. */
const optimizersThatFit: ReadonlySet<Hyperparameters["optimizer"]> = new Set([
  "adam",
  "adamw",
  "adamax",
  "nadam",
  "lion",
] as const);

/**
 * The maximal update parametrization (µP) of a dense network for optimizers of Adam's kind: with r = baseUnits / units,
 * weights behind the first hidden layer learn at r times the rate, and those of the output layer also begin √r times
 * smaller. The first layer and all biases stay as they are: what they sum over does not grow with the width.
 *
 * Initializers that divide by √(fan in) already begin the hidden layers as µP wants them.
 *
 * @see Yang, Hu et al., "Tensor programs V: tuning large neural networks via zero-shot hyperparameter transfer", 2022, table 3
 */
export function withMaximalUpdate(
  network: Network,
  { units }: Pick<Hyperparameters, "units">,
  { baseUnits }: MaximalUpdate,
): Network {
  const ratio = baseUnits / units;
  const kernels = network.weights.filter(({ role }) => role === "kernel");
  const scaled = (spec: WeightSpec): WeightSpec => {
    if (kernels.indexOf(spec) < 1) return spec;
    return {
      ...spec,
      rate: ratio,
      ...(spec === kernels.at(-1) && { initial: smaller(spec, Math.sqrt(ratio)) }),
    };
  };
  return { ...network, weights: network.weights.map(scaled) };
}

function smaller(spec: WeightSpec, factor: number): WeightSpec["initial"] {
  return (random) => spec.initial(random).map((value) => factor * value);
}

/**
 * @throws {RangeError|TypeError} if the number of units is not one, or the network or its optimizer have other rules
 */
export function checkMaximalUpdate(
  given: MaximalUpdate,
  { architecture, optimizer }: Pick<Hyperparameters, "architecture" | "optimizer">,
): void {
  const baseUnits: unknown = (given as { readonly baseUnits?: unknown } | null)?.baseUnits;
  if (!(Number.isInteger(baseUnits) && (baseUnits as number) >= 1))
    throw new TypeError(
      `Cannot train with the option maximalUpdate = ${JSON.stringify(given)}: it must be { baseUnits } with a whole number, 1 or more, ` +
        "the units per layer of the network whose learningRate was tuned.",
    );
  if (architecture !== "dense")
    throw new RangeError(
      `Cannot train a network of architecture "${architecture}" with the option maximalUpdate: its rules here are those of dense networks. ` +
        'Choose architecture: "dense", or leave the option out.',
    );
  if (!optimizersThatFit.has(optimizer))
    throw new RangeError(
      `Cannot train by ${optimizer} with the option maximalUpdate: its rules here are those of Adam, and other optimizers need others. ` +
        `Choose one of ${[...optimizersThatFit].join(", ")}, or leave the option out.`,
    );
}
