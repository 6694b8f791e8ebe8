import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { groupBy } from "../runtime/collections.js";
import type { PlannedRun } from "./plan.js";

/** Runs with the same key can be trained together in one graph. */
export type FleetKey = (hyperparameters: Hyperparameters) => string;

/**
 * Sorts runs into fleets: runs whose key agrees train together, at most `largest` at a time.
 *
 * The bound keeps memory and the wait for an interrupt small; a group that exceeds it is cut into fleets of nearly
 * the same size, since a fleet of one beside a fleet of thirty would cost nearly as much as the thirty.
 *
 * @param runs in the order of the result; fleets come in the order of their first run
 * @param key which runs can share a graph
 * @param largest most runs in one fleet, from 1 on, for networks like this run's
 * @example
 * groupIntoFleets(runs, (hyperparameters) => String(hyperparameters.units), () => 32);
 */
export function groupIntoFleets(
  runs: readonly PlannedRun[],
  key: FleetKey,
  largest: (hyperparameters: Hyperparameters) => number,
): PlannedRun[][] {
  const groups = groupBy(runs, (run) => key(run.hyperparameters));
  return [...groups.values()].flatMap((group) => cutEvenly(group, largest(group[0]!.hyperparameters)));
}

function cutEvenly<Item>(items: readonly Item[], largest: number): Item[][] {
  const parts = Math.ceil(items.length / largest);
  return Array.from({ length: parts }, (_, part) =>
    items.slice(Math.round((part * items.length) / parts), Math.round(((part + 1) * items.length) / parts)),
  );
}
