import type { DataSource } from "../data/data-source.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import type { SweepValues } from "../sweep/plan.js";
import type { SweepOptions } from "../sweep/run-sweep.js";
import { trainingPlace } from "../place/training-place.js";
import { sweep as sweepHere, type Sweep } from "../sweep/sweep.js";
import { redisAddress } from "./redis-address.js";

/** What a caller may choose about a sweep, and where it runs. */
export interface SweepAnywhereOptions extends SweepOptions {
  /** Address of a Redis or Valkey server: then the runs are trained by the workers connected to it. */
  readonly on?: string;
}

/**
 * Trains a network with every combination of the given values and every seed, on this machine or on many.
 *
 * Runs that differ in numbers only (learning rate, momentum, penalties, seed …) are trained together as one fleet; the
 * others in turn, with worker processes to help once that pays. A run's result is the same as `train` gives for it
 * alone, to 1e-5. Runs made before are taken from the cache. Interrupting (the notebook's stop button, Ctrl-C, or
 * `signal`) ends the sweep early and keeps what is trained.
 *
 * @param data a data set, or x and y, or a DataFrame and the column to predict
 * @param base what all runs share; what it leaves out has the table's default
 * @param values for each hyperparameter to vary at least one value
 * @param options seeds (5 means 1 to 5), signal, cache, workers; `on` the address of a cluster (docs/cluster.md)
 * @returns the runs in stable order: values in the order given, the last name fastest, then seeds
 * @throws {TypeError|RangeError} before anything trains, if a name is unknown, a list is empty or has a value twice, a
 *   combination is invalid, or `on` is no address; the message names it
 * @throws {Error} if the cluster cannot be reached, or a run failed there
 * @example
 * const result = await sweep(digits, presets.baseline, { learningRate: [0.0001, 0.001, 0.01, 0.1] }, { seeds: 5 });
 * bestValue(result).values; // { learningRate: 0.1 }
 */
export async function sweep(
  data: DataSource,
  base: Partial<Hyperparameters>,
  values: SweepValues,
  { on = trainingPlace(), ...options }: SweepAnywhereOptions = {},
): Promise<Sweep> {
  if (on === undefined) return sweepHere(data, base, values, options);
  redisAddress(on);
  if (options.workers !== undefined)
    throw new TypeError(
      `Cannot sweep with workers: ${options.workers} on a cluster: they are processes of this machine. Leave out workers, or on.`,
    );
  // Loaded only now: who trains on one machine does not wait for the queue's packages.
  const { fleetsOn } = await import("./fleets-on.js");
  return sweepHere(data, base, values, options, fleetsOn(on));
}
