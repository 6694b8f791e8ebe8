import { expect } from "chai";
import { trainFleet } from "../../src/training/train-fleet.js";
import { smallData } from "./support.js";

const numbers = smallData([5], "regression");
const linear = { layers: 0, activation: "linear", batchSize: 30, epochs: 12 } as const;

describe("validateEvery", () => {
  const members = [0.01, 1e9].map((learningRate) => ({
    hyperparameters: { ...linear, learningRate },
    seed: 1,
  }));

  it("gives a run that diverges between two validations its last record, and the others none", async () => {
    const [sound, diverged] = await trainFleet(numbers, members, { validateEvery: 6 });
    expect(sound!.history.map(({ epoch }) => epoch)).to.deep.equal([6, 12]);
    expect(diverged!.ending).to.equal("diverged");
    expect(diverged!.stepLosses.length).to.be.below(6);
    expect(diverged!.history.map(({ epoch }) => epoch)).to.deep.equal([diverged!.stepLosses.length]);
  });

  it("ends with a result where every run diverges before the first validation", async () => {
    const [alone] = await trainFleet(numbers, members.slice(1), { validateEvery: 6 });
    expect(alone!.ending).to.equal("diverged");
    expect(alone!.keptEpoch).to.equal(alone!.history.at(-1)!.epoch);
  });
});
