import { expect } from "chai";
import { presets } from "../../src/hyperparameters/presets.js";
import { hyperparameters } from "../../src/hyperparameters/hyperparameters.js";

describe("presets", () => {
  it("begin with the table's defaults", () => {
    expect(presets.baseline).to.deep.equal(hyperparameters());
  });

  it("hold the convolutional network of the capstone", () => {
    expect(presets.cnn).to.include({
      architecture: "convolutional",
      learningRate: 0.001,
      batchSize: 64,
      epochs: 20,
      optimizer: "adam",
      layers: 5,
      units: 128,
      dropout: 0.3,
      activation: "relu",
    });
  });

  it("cannot be changed", () => {
    expect(presets).to.be.frozen;
    for (const preset of Object.values(presets)) expect(preset).to.be.frozen;
  });

  it("hold GPT-3's sizes as printed, and flag the rows that contradict themselves", () => {
    expect(presets.gpt3.map(({ model }) => model)).to.deep.equal([
      "Small",
      "Medium",
      "Large",
      "XL",
      "2.7B",
      "6.7B",
      "13B",
      "175B",
    ]);
    expect(presets.gpt3.map(({ learningRate }) => learningRate)).to.deep.equal([
      6e-4, 3e-4, 2.5e-4, 2e-4, 1.6e-4, 1.2e-4, 1e-4, 0.6e-4,
    ]);
    expect(presets.gpt3.map(({ batchTokens }) => batchTokens)).to.deep.equal([
      5e5, 5e5, 5e5, 1e6, 1e6, 2e6, 2e6, 3.2e6,
    ]);
    const odd = presets.gpt3.filter(({ oddity }) => oddity !== undefined);
    expect(odd.map(({ model }) => model)).to.deep.equal(["XL", "13B"]);
    expect(odd[0]!.oddity).to.contain("24 heads × 128 = 3072");
  });

  it("count GPT-3's parameters about right: 12·layers·width² plus the vocabulary", () => {
    // 50 257 tokens and 2048 positions, each a row of the width; "printed" figures are rounded.
    for (const { model, parameters, layers, modelUnits } of presets.gpt3) {
      const counted = 12 * layers * modelUnits ** 2 + (50257 + 2048) * modelUnits;
      expect(counted / parameters, model).to.be.within(0.93, 1.08);
    }
  });
});
