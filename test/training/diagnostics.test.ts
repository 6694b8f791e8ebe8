import { expect } from "chai";
import { train } from "../../src/training/train.js";
import { smallData } from "./support.js";

const rows = smallData([5], "classification");

describe("diagnostics", () => {
  it("measures the first update: for SGD its norm is rate times gradient", async () => {
    const choice = { layers: 2, units: 6, batchSize: 8, epochs: 2, learningRate: 0.1 } as const;
    const run = await train(rows, choice, { diagnostics: true });
    expect(run.diagnostics!.map(({ epoch }) => epoch)).to.deep.equal([0, 1, 2]);
    const [before] = run.diagnostics!;
    for (const { gradientNorm, weightNorm, updateRatio } of before!.weights)
      if (weightNorm > 0) expect((updateRatio * weightNorm) / gradientNorm).to.be.closeTo(0.1, 1e-4);
    const whole = Math.hypot(...before!.weights.map(({ gradientNorm }) => gradientNorm));
    expect(before!.gradientNorm).to.be.closeTo(whole, 1e-5);
  });

  it("does not change the training", async () => {
    const choice = { layers: 1, units: 6, batchSize: 8, epochs: 2, dropout: 0.2 } as const;
    const [looked, not] = [await train(rows, choice, { diagnostics: true }), await train(rows, choice)];
    expect(looked.stepLosses).to.deep.equal(not.stepLosses);
    expect(not).not.to.have.property("diagnostics");
  });

  it("counts dead units and sees gradients vanish", async () => {
    const choice = { layers: 6, units: 8, batchSize: 8, epochs: 1 } as const;
    const zeros = await train(
      rows,
      { ...choice, initializer: "zeros", activation: "relu" },
      { diagnostics: true },
    );
    expect(zeros.diagnostics![0]!.activations.map(({ dead }) => dead)).to.deep.equal([1, 1, 1, 1, 1, 1]);
    const deep = await train(
      rows,
      { ...choice, activation: "sigmoid", initializer: "glorotUniform" },
      { diagnostics: true },
    );
    const kernels = deep.diagnostics![0]!.weights.filter(({ name }) => name.endsWith("kernel"));
    expect(kernels[0]!.gradientNorm).to.be.below(0.01 * kernels.at(-1)!.gradientNorm);
    expect(deep.diagnostics![0]!.activations[0]).to.include({ layer: 1, dead: 0 });
  });
});
