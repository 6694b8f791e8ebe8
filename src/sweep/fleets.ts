import type { Network } from "../models/network.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { groupBy } from "../runtime/collections.js";
import type { PlannedRun } from "./plan.js";

/** The key of a run: runs with the same key can be trained together in one graph. */
export type FleetKey = (hyperparameters: Hyperparameters) => string;

/**
 * Groups runs into fleets: runs with the same key train together, at most `largest` at a time.
 *
 * The bound keeps memory and the wait for an interrupt small; a group that exceeds it is cut into fleets of nearly
 * the same size, since a fleet of one beside a fleet of thirty would cost nearly as much as the thirty.
 *
 * @param runs in the order of the result; fleets come in the order of their first run
 * @param key which runs can share a graph
 * @param largest most runs in one fleet, at least 1, for networks like this run's
 * @example
 * const runs = [16, 16, 32].map((units, index) => ({
 *   index,
 *   values: { units },
 *   hyperparameters: hyperparameters({ units }),
 *   seed: 1,
 * }));
 * groupIntoFleets(runs, (choice) => String(choice.units), () => 32).length; // 2
 */
export function groupIntoFleets(
  runs: readonly PlannedRun[],
  key: FleetKey,
  largest: (hyperparameters: Hyperparameters) => number,
): PlannedRun[][] {
  const groups = groupBy(runs, (run) => key(run.hyperparameters));
  return [...groups.values()].flatMap((group) => cutEvenly(group, largest(group[0]!.hyperparameters)));
}

/** Cuts a list into as few parts as possible of at most `largest` items, of nearly the same size. */
export function cutEvenly<Item>(items: readonly Item[], largest: number): Item[][] {
  const parts = Math.ceil(items.length / largest);
  return Array.from({ length: parts }, (_, part) =>
    items.slice(Math.round((part * items.length) / parts), Math.round(((part + 1) * items.length) / parts)),
  );
}

// Beyond 16 runs, a run's step gets no cheaper (64-64 dense network on digits, two cores: 0.140 ms alone, 0.063 with 8,
// 0.059 with 16), while memory, compilation and the wait for an interrupt grow with every run.
const mostRuns = 32;
/** Numbers that a fleet may keep in memory: half a gibibyte. */
const mostNumbers = 2 ** 27;
/** A weight, its gradient, up to two optimizer slots, and the new values of these while a step is computed. */
const copiesOfWeights = 7;
/** An activation of the forward pass, and its gradient in the backward pass. */
const copiesOfSignals = 2;

/** Most runs of a network that train as one fleet: 32, or fewer if it has many weights or activations per batch. */
export function largestFleet({ weights, signals }: Network, batchSize: number): number {
  const numbers = weights.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  const perRun = copiesOfWeights * numbers + copiesOfSignals * batchSize * signals;
  return Math.max(1, Math.min(mostRuns, Math.floor(mostNumbers / perRun)));
}
