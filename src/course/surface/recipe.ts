import { presets } from "../../hyperparameters/presets.js";

/** A logarithmic axis: the exponents of its ends, and how many values each decade has. */
const exponents = (from: number, count: number, perDecade: number): number[] =>
  Array.from({ length: count }, (_, index) => Number((10 ** (from + index / perDecade)).toPrecision(4)));

/** What was trained to measure the surface; `datasets/rebuild/search-surface.mjs` trains it again. */
export const surfaceRecipe = {
  data: { name: "mnist1d", options: { examples: 500 } },
  base: { ...presets.baseline, layers: 2, units: 32, batchSize: 50, epochs: 20, optimizer: "adamw" },
  axes: { learningRate: exponents(-4, 22, 6), weightDecay: exponents(-2.5, 20, 6) },
  seeds: [1, 2, 3, 4, 5, 6, 7, 8],
} as const;
