import { createHash } from "node:crypto";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { freshSeeds } from "../../random/stream.js";

/** What decides a run's outcome. Two runs with the same identity have the same numbers. */
export interface RunIdentity {
  /** Checksum of the data set. */
  readonly checksum: string;
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  /** Epochs from one validation to the next; every epoch is validated if left out. */
  readonly validateEvery?: number;
  /** Version of the library and of its training code. */
  readonly version: string;
}

/**
 * The name under which a run is cached: SHA-256 over its identity, in hexadecimal. The order in which hyperparameters
 * were written does not matter.
 *
 * @example
 * runKey({ checksum: digits.checksum, hyperparameters: presets.baseline, seed: 1, version: "0.1.0" });
 */
export function runKey({ checksum, hyperparameters, seed, validateEvery = 1, version }: RunIdentity): string {
  const sorted = Object.entries(hyperparameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const sparse = validateEvery === 1 ? [] : [String(validateEvery)];
  return createHash("sha256")
    .update(JSON.stringify([version + freshSeeds(), checksum, seed, sorted, ...sparse]))
    .digest("hex");
}
