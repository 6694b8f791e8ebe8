import { join } from "node:path";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import type { SweepParts } from "../../src/sweep/run-sweep.js";
import { thisMachine, type Workshop } from "../../src/sweep/this-machine.js";
import { fakeTrainer } from "./fake-trainer.js";

/** Parts of a sweep that needs no TensorFlow: fleets by `units`, fake runs, no cache unless given. */
export function fakeParts({
  trainer = fakeTrainer().trainer,
  workerModule = join(__dirname, "fake-worker.js"),
  ...changes
}: Partial<SweepParts & Workshop> = {}): SweepParts {
  return {
    complete: (chosen) => chosen as Hyperparameters,
    check: () => undefined,
    fleetKey: ({ units, epochs }) => `${units}/${epochs}`,
    largestFleet: () => 32,
    mixedFleets: (runs) => [[...runs]],
    executor: ({ workers }) => thisMachine({ trainer, workerModule, workers }),
    cache: undefined,
    version: () => "test",
    ...changes,
  };
}
