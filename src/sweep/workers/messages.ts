import type { Dataset } from "../../data/dataset.js";
import type { RunRecord } from "../../training/training-run.js";
import type { FleetRun } from "../fleet-trainer.js";

/** What the sweep says to a worker process. The data goes first, once. */
export type ToWorker =
  | { readonly kind: "data"; readonly data: Dataset }
  | { readonly kind: "train"; readonly runs: readonly FleetRun[] }
  | { readonly kind: "stop" };

/** What a worker process answers: how far a fleet is, then either its records or why it failed. */
export type FromWorker =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "trained"; readonly records: readonly RunRecord[] }
  | { readonly kind: "failed"; readonly error: Error };
