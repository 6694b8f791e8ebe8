import { expect } from "chai";
import type { Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { hyperparameterTable } from "../../../src/hyperparameters/table.js";
import { train } from "../../../src/training/train.js";
import { trainFleet } from "../../../src/training/train-fleet.js";
import { distance, smallData } from "../support.js";

const rows = smallData([5], "classification");
const numbers = smallData([5], "regression");
const images = smallData([6, 6, 1], "classification");
const series = smallData([8, 2], "classification");

/** Every value a named hyperparameter may have, so that a new one is tested without being listed here. */
const choicesOf = <Name extends keyof Hyperparameters>(name: Name): Hyperparameters[Name][] => {
  const { domain } = hyperparameterTable[name];
  if (domain.kind !== "categorical") throw new Error(`the domain of ${name} lists no values`);
  return [...domain.choices] as Hyperparameters[Name][];
};

const dataFor = (choice: Partial<Hyperparameters>) => {
  if (choice.architecture === "convolutional") return images;
  if (choice.architecture !== undefined && choice.architecture !== "dense") return series;
  const crossEntropy = choice.loss === undefined || choice.loss === "auto" || choice.loss.endsWith("entropy");
  return crossEntropy ? rows : numbers;
};

const cases: Partial<Hyperparameters>[] = [
  ...choicesOf("optimizer").map((optimizer) => ({ optimizer })),
  ...choicesOf("loss").map((loss) => ({ loss })),
  ...choicesOf("architecture").map((architecture) => ({ architecture, units: 4 })),
  ...choicesOf("activation").map((activation) => ({ activation })),
  ...choicesOf("pooling").map((pooling) => ({ architecture: "convolutional" as const, units: 3, pooling })),
  ...choicesOf("batchSelection").map((batchSelection) => ({
    batchSelection,
    optimizer: "momentum" as const,
  })),
  ...choicesOf("augmentation").map((augmentation) => ({
    architecture: "convolutional" as const,
    units: 3,
    augmentation,
    augmentationStrength: 0.2,
  })),
  { batchNorm: true },
  { architecture: "convolutional", units: 3, batchNorm: true, residual: true },
  { residual: true, layers: 3 },
  { layers: 0 },
  { dropout: 0.4 },
  { architecture: "gru", units: 4, dropout: 0.3 },
  { inputNoise: 0.2 },
  { l1: 0.01, l2: 0.02 },
  { optimizer: "adamw", weightDecay: 0.1 },
  { clipNorm: 0.1 },
  { labelSmoothing: 0.1, classWeights: "balanced" },
];

describe("a run is the same alone, in a fleet, one operation at a time and as a compiled graph", () => {
  for (const choice of cases)
    it(JSON.stringify(choice), async () => {
      const base = { layers: 1, units: 6, activation: "tanh", batchSize: 8, epochs: 2, ...choice } as const;
      const data = dataFor(choice);
      const members = [
        { hyperparameters: { ...base, learningRate: 0.05 }, seed: 1 },
        { hyperparameters: { ...base, learningRate: 0.01 }, seed: 2 },
      ];
      const engine = choice.architecture === "convolutional" ? "graph" : "xla";
      const fleet = await trainFleet(data, members, { engine });
      for (const [index, { hyperparameters, seed }] of members.entries()) {
        const alone = await train(data, hyperparameters, { seed, engine: "eager" });
        expect(fleet[index]!.engine).to.include({ path: "graph", xla: engine === "xla" });
        expect(alone.engine.path).to.equal("eager");
        expect(alone.stepLosses.length).to.equal(8);
        // Exponentials of scores enlarge differences in the last digit.
        expect(distance(fleet[index]!, alone)).to.be.below(
          choice.architecture === "selfAttention" ? 5e-5 : 1e-5,
        );
      }
    });

  it("five runs of three convolutional layers, whose gradients leave one operation by five outputs", async () => {
    const base = { architecture: "convolutional", layers: 3, units: 4, batchSize: 8, epochs: 2 } as const;
    const seeds = [1, 2, 3, 4, 5];
    const fleet = await trainFleet(
      images,
      seeds.map((seed) => ({ hyperparameters: base, seed })),
      { engine: "graph" },
    );
    for (const [index, seed] of seeds.entries()) {
      const alone = await train(images, base, { seed, engine: "eager" });
      expect(distance(fleet[index]!, alone)).to.be.below(1e-5);
    }
  });
});
