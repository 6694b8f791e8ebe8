import { hyperparameters, type Hyperparameters } from "../src/hyperparameters/hyperparameters.js";
import type { DatasetName } from "../src/data/index.js";
import { stream } from "../src/random/stream.js";

/** Libraries that are measured. */
export type PeerName = "tunebook" | "tfjs" | "keras" | "jax";

/** A target of the project: this library's cost against a peer's, per training step of one run. */
export interface Target {
  readonly against: PeerName;
  /** The peer must take at least this many times as long (below 1: it may be that much faster). */
  readonly factor: number;
}

/** One thing to train, by every library. */
export interface Comparison {
  readonly name: string;
  readonly dataset: DatasetName;
  /** How many training examples; all there are if left out. */
  readonly examples?: number;
  readonly hyperparameters: Hyperparameters;
  readonly learningRates: readonly number[];
  readonly seeds: readonly number[];
  /** What a search trains instead of every learning rate with every seed. */
  readonly trials?: readonly Hyperparameters[];
  readonly peers: readonly PeerName[];
  /** Whether tracing, compilation and everything else before the first step count: each round in a new process. */
  readonly cold: boolean;
  /** How many rounds each library runs. */
  readonly rounds: number;
  readonly targets: readonly Target[];
}

const all = ["tunebook", "tfjs", "keras", "jax"] as const;
const oneRun = { learningRates: [0.01], seeds: [1], peers: all, cold: false, rounds: 7 } as const;
const fleet = {
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
  seeds: [1, 2, 3, 4, 5],
  cold: false,
  rounds: 5,
} as const;

const small = hyperparameters({ layers: 2, units: 16, batchSize: 32, epochs: 5 });
const mnist = hyperparameters({ layers: 2, units: 128, batchSize: 32, epochs: 2 });
const conv = { architecture: "convolutional", layers: 1, units: 16, kernelSize: 3, pooling: "max" } as const;
const gru = { architecture: "gru", layers: 1, units: 32 } as const;

/** The trials of a random search in which networks differ in shape. */
function randomTrials(count: number): Hyperparameters[] {
  const random = stream(2021, "mixed search");
  const oneOf = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)]!;
  return Array.from({ length: count }, () =>
    hyperparameters({
      ...{ layers: random.integer(1, 3), units: random.integer(16, 128), batchSize: oneOf([16, 32, 64]) },
      ...{ activation: oneOf(["relu", "tanh"] as const), learningRate: 10 ** (-4 + 4 * random.uniform()) },
      epochs: 20,
    }),
  );
}

const search = {
  dataset: "digits",
  hyperparameters: hyperparameters({ epochs: 20 }),
  learningRates: [],
  seeds: [1],
  peers: ["tunebook", "keras", "jax"],
  cold: true,
  // The goals, set before anything was measured.
  targets: [
    { against: "keras", factor: 100 },
    { against: "jax", factor: 20 },
  ],
} as const;

/** Everything that is compared. */
export const comparisons: readonly Comparison[] = [
  {
    ...oneRun,
    name: "small dense, 1 run",
    dataset: "moons",
    examples: 4000,
    hyperparameters: small,
    targets: [
      { against: "keras", factor: 5 },
      { against: "jax", factor: 1 / 1.5 },
    ],
  },
  {
    ...oneRun,
    name: "MNIST dense, 1 run",
    dataset: "mnist",
    hyperparameters: mnist,
    targets: [
      { against: "keras", factor: 5 },
      { against: "jax", factor: 1 / 1.5 },
    ],
  },
  {
    ...oneRun,
    name: "small conv, 1 run",
    dataset: "mnist",
    hyperparameters: hyperparameters({ ...conv, batchSize: 64, epochs: 2 }),
    rounds: 5,
    targets: [
      { against: "keras", factor: 1.1 },
      { against: "jax", factor: 1 / 1.5 },
    ],
  },
  {
    ...oneRun,
    name: "GRU, 1 run",
    dataset: "mnist1d",
    hyperparameters: hyperparameters({ ...gru, batchSize: 64, epochs: 2 }),
    targets: [{ against: "jax", factor: 1 / 1.5 }],
  },
  {
    ...fleet,
    name: "small dense, 25 runs",
    dataset: "moons",
    examples: 4000,
    hyperparameters: small,
    peers: ["tunebook", "jax"],
    targets: [{ against: "jax", factor: 1 / 1.5 }],
  },
  {
    ...fleet,
    name: "MNIST dense, 25 runs",
    dataset: "mnist",
    hyperparameters: mnist,
    peers: ["tunebook", "jax"],
    targets: [{ against: "jax", factor: 1 / 1.5 }],
  },
  {
    name: "digits sweep, 25 runs, everything included",
    dataset: "digits",
    hyperparameters: hyperparameters({ layers: 2, units: 64, batchSize: 32, epochs: 20 }),
    learningRates: [0.0001, 0.001, 0.01, 0.1, 1],
    seeds: [1, 2, 3, 4, 5],
    peers: all,
    cold: true,
    rounds: 3,
    targets: [{ against: "keras", factor: 50 }],
  },
  { ...search, name: "mixed search, 30 trials, everything included", trials: randomTrials(30), rounds: 3 },
  { ...search, name: "mixed search, 100 trials, everything included", trials: randomTrials(100), rounds: 1 },
];
