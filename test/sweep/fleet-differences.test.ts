import { expect } from "chai";
import { loadDataset } from "../../src/data/index.js";
import type { Dataset } from "../../src/data/dataset.js";
import { hyperparameterTable } from "../../src/hyperparameters/table.js";
import type { HyperparameterName, Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { sweep } from "../../src/sweep/sweep.js";
import { train } from "../../src/training/train.js";
import { expectSameRun } from "./same-run.js";

interface Difference {
  /** What the runs have in common, so that the difference shows. */
  readonly base?: Partial<Hyperparameters>;
  readonly values: readonly [unknown, unknown, ...unknown[]];
  readonly data?: "line" | "digits";
}

/** For every hyperparameter that is not structural: values that one fleet has to keep apart. */
const differences: Readonly<Partial<Record<HyperparameterName, Difference>>> = {
  learningRate: { values: [0.01, 0.3] },
  schedule: {
    values: hyperparameterTable.schedule.domain.choices as unknown as Difference["values"],
    base: { decayEpochs: 1 },
  },
  warmup: { values: [0, 0.5] },
  decayRate: { values: [0.1, 0.9], base: { schedule: "step", decayEpochs: 1 } },
  decayEpochs: { values: [1, 2], base: { schedule: "step" } },
  decayPower: { values: [1, 2], base: { schedule: "polynomial" } },
  finalFraction: { values: [0, 0.5], base: { schedule: "cosine" } },
  batchSelection: {
    values: hyperparameterTable.batchSelection.domain.choices as unknown as Difference["values"],
  },
  epochs: { values: [1, 4] },
  earlyStopping: {
    values: ["off", "valLoss", "valAccuracy"],
    base: { patience: 0, learningRate: 2, epochs: 6 },
  },
  patience: { values: [0, 2], base: { earlyStopping: "valLoss", learningRate: 2, epochs: 6 } },
  minDelta: { values: [0, 0.2], base: { earlyStopping: "valLoss", patience: 0, epochs: 6 } },
  restoreBestWeights: { values: [false, true], base: { learningRate: 2, epochs: 6 } },
  momentum: { values: [0, 0.9], base: { optimizer: "nesterov" } },
  beta2: { values: ["auto", 0.5], base: { optimizer: "adam", learningRate: 0.01 } },
  epsilon: { values: [1e-7, 0.1], base: { optimizer: "adam", learningRate: 0.01 } },
  clipNorm: { values: [0.1, 1], base: { learningRate: 1 } },
  huberDelta: { values: [0.1, 1], base: { loss: "huber" }, data: "line" },
  labelSmoothing: { values: [0, 0.3] },
  initializer: { values: hyperparameterTable.initializer.domain.choices as unknown as Difference["values"] },
  initializerScale: { values: ["auto", 0.5], base: { initializer: "randomNormal" } },
  dropout: { values: [0.2, 0.6] },
  l1: { values: [0.001, 0.1] },
  l2: { values: [0.001, 0.1] },
  weightDecay: { values: [0.001, 0.1], base: { optimizer: "adamw" } },
  inputNoise: { values: [0.1, 1] },
  augmentationStrength: { values: [0.1, 0.4], base: { augmentation: "shift" }, data: "digits" },
};

const names = (Object.keys(hyperparameterTable) as HyperparameterName[]).filter(
  (name) => !hyperparameterTable[name].structural,
);

describe("runs of one fleet", function () {
  this.timeout(120_000);
  const small = { layers: 1, units: 8, epochs: 3, batchSize: 16 };
  const load = (which: Difference["data"]): Promise<Dataset> =>
    which === "line" || which === "digits"
      ? loadDataset(which, { examples: 100 })
      : loadDataset("moons", { examples: 100 });

  it("are tested in every hyperparameter that is not structural", () => {
    expect(Object.keys(differences).sort()).to.deep.equal([...names].sort());
  });

  for (const name of names)
    it(`may differ in ${name}, and come out as they would alone`, async () => {
      const { base, values, data: which } = differences[name]!;
      const data = await load(which);
      const result = await sweep(
        data,
        { ...small, ...base },
        { [name]: values },
        {
          cache: false,
          workers: 0,
        },
      );
      expect(result.runs).to.have.length(values.length);
      for (const { run, values: own, seed } of result.runs) {
        const alone = await train(data, { ...small, ...base, ...own }, { seed });
        expectSameRun(run, alone);
        alone.dispose();
      }
    });
});
