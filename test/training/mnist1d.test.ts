import { expect } from "chai";
import { loadDataset } from "../../src/data/load-dataset.js";
import { presets } from "../../src/hyperparameters/presets.js";
import { train } from "../../src/training/train.js";

/** Accuracies from the paper; a run of ours may miss them by the spread between seeds, and may well be better. */
const published = {
  mnist1dLogistic: 0.32,
  mnist1dDense: 0.68,
  mnist1dConvolutional: 0.94,
  mnist1dGru: 0.91,
} as const;

/** Between seeds the test accuracy on 1000 examples varies by about 0.015 (twice that for the less accurate). */
const SPREAD = 0.03;

describe("MNIST-1D", () => {
  for (const [name, accuracy] of Object.entries(published) as [keyof typeof published, number][])
    it(`${name} is as accurate as published`, async function () {
      this.timeout(240_000);
      const run = await train(await loadDataset("mnist1d"), presets[name], { seed: 1 });
      const reached = run.evaluate((await loadDataset("mnist1d")).test).accuracy;
      run.dispose();
      expect(run.ending).to.equal("complete");
      expect(reached).to.be.above(accuracy - SPREAD);
      if (name === "mnist1dLogistic") expect(reached).to.be.below(accuracy + SPREAD);
    });
});
