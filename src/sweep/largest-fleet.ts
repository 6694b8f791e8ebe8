import type { Network } from "../models/network.js";

// From 16 runs on, a run's step gets no cheaper (64-64 dense network on digits, two cores: 0.140 ms alone, 0.063 with 8,
// 0.059 with 16), while memory, compilation and the wait for an interrupt grow with every run.
const mostRuns = 32;
/** Numbers that all weights of a fleet and their copies may have: half a gibibyte. */
const mostNumbers = 2 ** 27;
/** A weight, its gradient, up to two memories of the optimizer, and the new values of these while a step is computed. */
const copies = 7;

/** Most runs of a network that train as one fleet: 32, and fewer where the weights are many. */
export function largestFleet({ weights }: Network): number {
  const numbers = weights.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  return Math.max(1, Math.min(mostRuns, Math.floor(mostNumbers / (copies * Math.max(1, numbers)))));
}
