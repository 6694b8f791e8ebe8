import type { Tensor } from "@tensorflow/tfjs";
import type { Walk } from "../graph/index.js";
import type { RandomStream } from "../random/stream.js";

/** One array of weights: what it is for, its shape, and how its first values are drawn. */
export interface WeightSpec {
  /** Unique in the network, for example `"dense1/kernel"`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** `statistic` is set by the forward pass (batch norm's moving averages), the others by the optimizer. */
  readonly role: "kernel" | "bias" | "scale" | "statistic";
  /** What its learning rate is multiplied by; 1 if left out. */
  readonly rate?: number;
  /** The first values, flat. */
  initial(random: RandomStream): Float32Array;
}

/** What a forward pass may need beside weights and inputs. */
export interface ForwardContext {
  readonly training: boolean;
  /** Dropout rate of each run, [K]. */
  readonly dropout: Tensor;
  /** Standard deviation of the noise added to each run's inputs, [K]. */
  readonly inputNoise: Tensor;
  /** 1 for each real example and 0 for padding, [K, B]: batch norm must not average over padding. */
  readonly mask: Tensor;
  /**
   * Uniform noise in [0, 1) of shape [K, B, ...shape], the same for the same seed, step and layer (0 is the input).
   *
   * @param widths for a shape [n] where the first runs have only so many of the n units: the noise of those, [widths.length, B, n],
   *   each run's units getting the numbers that they get in a layer of that width
   */
  noise(layer: number, shape: readonly number[], widths?: readonly number[]): Tensor;
  /** How the time steps of a recurrent network are walked through. */
  readonly walk: Walk;
}

/** What a forward pass gives back. */
export interface ForwardResult {
  /** Raw outputs (logits for classification), [K, B, outputs]. */
  readonly output: Tensor;
  /** New values of the weights with role `statistic`, by name. Empty outside training. */
  readonly statistics: ReadonlyMap<string, Tensor>;
  /** Output of each hidden layer after its activation, first to last, for diagnostics. */
  readonly activations: readonly Tensor[];
}

/** The shapes a network must fit; a data set has them. */
export interface NetworkShape {
  /** Shape of one example: `[features]`, `[height, width, channels]` or `[time, features]`. */
  readonly inputShape: readonly number[];
  /** Classes, or numbers predicted. */
  readonly outputs: number;
}

/**
 * A network as a pure function of its weights. Every tensor has a leading axis of K runs: one run is K = 1, and a
 * sweep is the same code with K = 25.
 */
export interface Network extends NetworkShape {
  readonly weights: readonly WeightSpec[];
  /** Whether K > 1 shares batched operations (dense, recurrent), or is K copies in one graph (convolutional). */
  readonly batched: boolean;
  /** Roughly how many numbers one example leaves in memory on its way forwards, for bounds on how many pass at once. */
  readonly signals: number;
  /** A readable summary, one line per layer. */
  readonly summary: readonly string[];
  /**
   * The networks of the single runs, if they differ (a mixed fleet). Then this network has room for the largest of them, and an array
   * of weights has as many rows as there are runs that have it: always the first ones.
   */
  readonly own?: readonly Network[];
  forward(weights: ReadonlyMap<string, Tensor>, inputs: Tensor, context: ForwardContext): ForwardResult;
  /** Penalties on the weights that the network brings itself, of each run, [K]; missing if it brings none. */
  penalty?(weights: ReadonlyMap<string, Tensor>): Tensor;
}

/** How many of `runs` runs have an array of weights: the first ones, and all but in a mixed fleet. */
export function runsWith({ own }: Network, name: string, runs: number): number {
  if (!own) return runs;
  return own.filter(({ weights }) => weights.some((weight) => weight.name === name)).length;
}

/** The network of one run. */
export function networkOf(network: Network, run: number): Network {
  return network.own?.[run] ?? network;
}

/** The shape that an array of weights has in one run; undefined if the run does not have it. */
export function ownShape(network: Network, name: string, run: number): readonly number[] | undefined {
  return networkOf(network, run).weights.find((weight) => weight.name === name)?.shape;
}
