import { expect } from "chai";
import { toDataset } from "../../../src/data/to-dataset.js";
import { presets } from "../../../src/hyperparameters/presets.js";
import { train } from "../../../src/training/train.js";

describe("training with mixup", () => {
  it("blends the targets too: what cannot be known of two classes costs ½ nat", async () => {
    // Two examples in one batch, each the other's partner. The blend's input tells its share s, so the best a network can do is to
    // answer s, and its loss is the entropy −s ln s − (1 − s) ln(1 − s): ½ on average over s uniform in [0, 1).
    const points = { x: [[-1], [1]], y: ["left", "right"] };
    const data = toDataset({ ...points, validation: points, test: points });
    const choice = { ...presets.baseline, layers: 1, units: 16, optimizer: "adam", epochs: 600 } as const;
    const settings = { ...choice, learningRate: 0.03, augmentation: "mixup" } as const;
    const run = await train(data, { ...settings, augmentationStrength: 1 }, { seed: 1, validateEvery: 600 });
    const late = run.stepLosses.slice(-400);
    expect(late.reduce((sum, loss) => sum + loss / late.length, 0)).to.be.closeTo(0.5, 0.04);
    const plain = await train(
      data,
      { ...settings, augmentationStrength: 0 },
      { seed: 1, validateEvery: 600 },
    );
    expect(plain.stepLosses.at(-1)).to.be.lessThan(0.01);
  });
});
