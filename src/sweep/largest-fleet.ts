import type { Network } from "../models/network.js";

// From 16 runs on, a run's step gets no cheaper (64-64 dense network on digits, two cores: 0.140 ms alone, 0.063 with 8,
// 0.059 with 16), while memory, compilation and the wait for an interrupt grow with every run.
const mostRuns = 32;
/** Numbers that a fleet may keep in memory: half a gibibyte. */
const mostNumbers = 2 ** 27;
/** A weight, its gradient, up to two memories of the optimizer, and the new values of these while a step is computed. */
const copiesOfWeights = 7;
/** A signal on its way forwards, and its gradient on the way back. */
const copiesOfSignals = 2;

/** Most runs of a network that train as one fleet: 32, and fewer where weights or the signals of a batch are many. */
export function largestFleet({ weights, signals }: Network, batchSize: number): number {
  const numbers = weights.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  const perRun = copiesOfWeights * numbers + copiesOfSignals * batchSize * signals;
  return Math.max(1, Math.min(mostRuns, Math.floor(mostNumbers / perRun)));
}
