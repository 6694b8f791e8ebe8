import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";

/** One run of a fleet, before it is trained: hyperparameters that are complete and checked, and a seed. */
export interface FleetMember {
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
}
