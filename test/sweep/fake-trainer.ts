import { setTimeout as wait } from "node:timers/promises";
import type { Dataset } from "../../src/data/dataset.js";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { stream } from "../../src/random/stream.js";
import type { TrainerOptions, FleetRun, FleetTrainer } from "../../src/training/records/train-records.js";
import type { Ending, EpochRecord, RunRecord } from "../../src/training/training-run.js";

/** A tiny data set that no fake trainer looks at. */
export const fakeData: Dataset = {
  name: "fake",
  task: "classification",
  inputShape: [2],
  outputs: 2,
  checksum: "0".repeat(64),
  train: { count: 2, inputs: new Float32Array([1, 2, 3, 4]), targets: new Int32Array([0, 1]) },
  validation: { count: 1, inputs: new Float32Array([1, 2]), targets: new Int32Array([0]) },
  test: { count: 1, inputs: new Float32Array([3, 4]), targets: new Int32Array([1]) },
};

/** A base for sweeps of the fake trainer, which looks at a few of the hyperparameters only. */
export const fakeBase = {
  learningRate: 0.1,
  units: 8,
  epochs: 3,
  batchNorm: false,
} as unknown as Hyperparameters;

/** The record a fake run ends with: numbers that depend on hyperparameters and seed, NaN from a learning rate of 1 on. */
export function fakeRecord({ hyperparameters, seed }: FleetRun, epochs: number, ending: Ending): RunRecord {
  const random = stream(seed, JSON.stringify(Object.entries(hyperparameters).sort()));
  const diverged = hyperparameters.learningRate >= 1;
  const history = Array.from({ length: epochs }, (_, at): EpochRecord => {
    const loss = diverged ? NaN : random.uniform() / (at + 1);
    const shared = {
      epoch: at + 1,
      step: at + 1,
      seconds: 0.001 * (at + 1),
      learningRate: hyperparameters.learningRate,
    };
    return { ...shared, loss, penalty: 0, accuracy: 0.5, valLoss: loss, valAccuracy: 0.5 };
  });
  return {
    hyperparameters,
    seed,
    dataset: { name: fakeData.name, checksum: fakeData.checksum },
    parameterCount: 10,
    history,
    stepLosses: history.map(({ loss }) => loss),
    ending: diverged && ending === "complete" ? "diverged" : ending,
    endingReason: "This is a fake.",
    engine: { path: "eager", xla: false, reason: "This is a fake." },
    keptEpoch: history.length,
    seconds: 0.001 * epochs,
  };
}

/** A trainer that notes which fleets it was given. */
export interface FakeTrainer {
  readonly trainer: FleetTrainer;
  /** Every fleet it trained, in order. */
  readonly fleets: (readonly FleetRun[])[];
}

/** Makes a fake trainer; `perEpoch` runs before each epoch and may wait, throw or interrupt. */
export function fakeTrainer(
  perEpoch: (epoch: number, runs: readonly FleetRun[]) => void | Promise<void> = () => undefined,
): FakeTrainer {
  const fleets: (readonly FleetRun[])[] = [];
  const trainer = async (
    _: Dataset,
    runs: readonly FleetRun[],
    options: TrainerOptions,
  ): Promise<RunRecord[]> => {
    fleets.push(runs);
    const epochs = runs[0]!.hyperparameters.epochs;
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      await perEpoch(epoch, runs);
      await wait(1);
      if (options.signal.aborted) return runs.map((run) => fakeRecord(run, epoch, "interrupted"));
      options.onProgress((epoch + 1) / epochs);
    }
    return runs.map((run) => fakeRecord(run, epochs, "complete"));
  };
  return { trainer, fleets };
}
