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

  it("validates the last epoch of each run, also where another run of the fleet goes on, and with Infinity only that", async () => {
    const lengths = [5, 12].map((epochs) => ({
      hyperparameters: { ...linear, learningRate: 0.01, epochs },
      seed: 1,
    }));
    for (const [validateEvery, expected] of [
      [
        4,
        [
          [4, 5],
          [4, 8, 12],
        ],
      ],
      [Infinity, [[5], [12]]],
    ] as const) {
      const runs = await trainFleet(numbers, lengths, { validateEvery });
      expect(runs.map(({ history }) => history.map(({ epoch }) => epoch))).to.deep.equal(expected);
      expect(runs.map(({ stepLosses }) => stepLosses.length)).to.deep.equal(
        lengths.map(({ hyperparameters }) => hyperparameters.epochs),
      );
    }
  });

  it("changes nothing else", async () => {
    const [every] = await trainFleet(numbers, members.slice(0, 1));
    const [last] = await trainFleet(numbers, members.slice(0, 1), { validateEvery: Infinity });
    const bare = (run: typeof every) => ({ ...run!.history.at(-1)!, seconds: 0 });
    expect(bare(last)).to.deep.equal(bare(every));
    expect(last!.stepLosses).to.deep.equal(every!.stepLosses);
  });

  it("refuses what is no number of epochs", async () => {
    for (const validateEvery of [0, -1, 1.5, NaN, "2" as never]) {
      const reason: unknown = await trainFleet(numbers, members, { validateEvery }).catch(
        (error: unknown) => error,
      );
      expect(reason)
        .to.be.instanceOf(RangeError)
        .with.property("message")
        .that.includes("Cannot call trainFleet with validateEvery");
    }
  });
});
