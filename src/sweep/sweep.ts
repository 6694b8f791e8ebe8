import { cacheFolder, trimRunCache } from "./cache/cache-folder.js";
import type { DataFrame } from "danfojs-node";
import { fittingBatchSize } from "../data/batches.js";
import type { DataSource } from "../data/data-source.js";
import { toDataset } from "../data/to-dataset.js";
import { hyperparameters, type Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { checkOptionNames } from "../runtime/nearest-name.js";
import { structureOf } from "../hyperparameters/structure.js";
import { codeVersion } from "../training/records/code-version.js";
import { openRunCache } from "./cache/run-cache.js";
import { openRunClaims } from "./cache/run-claims.js";
import { largestFleet } from "./fleets.js";
import { groupIntoMixedFleets } from "./mixed-fleets.js";
import type { SweepValues } from "./plan.js";
import { buildNetwork } from "../models/build-network.js";
import { checkTraining } from "../training/check-training.js";
import { executorFor } from "./executor.js";
import { runSweeps, type SweepOptions, type SweepRequest } from "./run-sweep.js";
import type { SweepResult } from "./sweep-result.js";
import { toDataFrame } from "./rows.js";

/** A sweep's runs, and a way to turn them into a table. */
export interface Sweep extends SweepResult {
  /** The runs as a danfo.js DataFrame, one row each. */
  toDataFrame(): DataFrame;
}

/** The most bytes the cache of runs may hold: about ten thousand runs of a chapter. */
const cacheBytes = 256 * 2 ** 20;

/**
 * Trains a network with every combination of the given values and every seed.
 *
 * Runs that differ only in numbers (learning rate, momentum, penalties, seed …) are trained together as one fleet; the
 * others one after the other, with worker processes to help once that pays off; with `mix: true` dense networks of different units,
 * layers, activations and optimizers train together, too, where that is faster. A run's result is the same as `train` gives for it
 * alone, to 1e-5; rates near divergence amplify the difference. Earlier runs are taken from the cache. Interrupting (the
 * notebook's stop button, Ctrl-C, or `signal`) ends the sweep early and keeps what is trained.
 *
 * @param data a data set, or x and y, or a DataFrame and the column to predict
 * @param base what all runs share; what it leaves out takes the table's default
 * @param values at least one value for each hyperparameter to vary
 * @param options seeds (5 means 1 to 5), signal, cache, workers, mix, validateEvery; `on` the address of a cluster (docs/cluster.md)
 * @returns the runs in stable order: values in the order given, the last name fastest, then seeds
 * @throws {TypeError|RangeError} before anything trains, if a name is unknown, a list is empty or has a value twice, a
 *   combination is invalid, or `on` is not an address; the message names it
 * @throws {Error} if the cluster cannot be reached, or a run failed there
 * @example
 * const result = await sweep(digits, presets.baseline, { learningRate: [0.0001, 0.001, 0.01, 0.1] }, { seeds: 5 });
 * bestValue(result).values; // { learningRate: 0.1 }
 */
export async function sweep(
  data: DataSource,
  base: Partial<Hyperparameters>,
  values: SweepValues,
  options: SweepOptions = {},
): Promise<Sweep> {
  const [result] = await sweepTogether(data, [{ base, values }], options);
  return { ...result!, toDataFrame: () => toDataFrame(result!) };
}

/**
 * Several sweeps on the same data with the same options, one result each. Runs of equal structure train in the same fleets, whichever sweep
 * they belong to: fewer graphs than one sweep after the other. The sweeps of a comparison are such.
 */
export async function sweepTogether(
  data: DataSource,
  requests: readonly SweepRequest[],
  options: SweepOptions = {},
): Promise<SweepResult[]> {
  checkOptionNames("sweep", options, ["seeds", "signal", "cache", "workers", "mix", "on", "validateEvery"]);
  const folder = options.cache === false ? undefined : cacheFolder();
  const dataset = toDataset(data);
  const results = await runSweeps(dataset, requests, options, {
    complete: hyperparameters,
    check: (choice) => {
      checkTraining(dataset, [{ hyperparameters: choice, seed: 1 }]);
      buildNetwork(choice, dataset);
    },
    fleetKey: structureOf,
    largestFleet: (choice) => {
      const batchSize = fittingBatchSize(dataset.train.count, choice.batchSize);
      return largestFleet(buildNetwork({ ...choice, batchSize }, dataset), batchSize);
    },
    mixedFleets: (runs) => groupIntoMixedFleets(runs, dataset),
    executor: executorFor,
    cache: folder === undefined ? undefined : openRunCache(folder),
    claims: folder === undefined ? undefined : () => openRunClaims(folder),
    version: codeVersion,
  });
  if (folder !== undefined) await trimRunCache(folder, cacheBytes);
  return results;
}
