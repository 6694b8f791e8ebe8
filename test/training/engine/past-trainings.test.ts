import { expect } from "chai";
import { engineFor } from "../../../src/training/engine/past-trainings.js";
import { train } from "../../../src/training/train.js";
import type { Engine } from "../../../src/training/training-run.js";
import { smallData } from "../support.js";

const said = (again: boolean): Engine => ({ path: "graph", xla: again, reason: `again: ${again}` });

describe("engineFor", () => {
  it("says whether a graph was trained before, with other numbers", () => {
    expect(engineFor("graph A", "seed 1", said).xla).to.equal(false);
    expect(engineFor("graph A", "seed 2", said).xla).to.equal(true);
    expect(engineFor("graph B", "seed 1", said).xla).to.equal(false);
  });

  it("gives a training the engine it had", () => {
    const first = engineFor("graph C", "seed 1", said);
    engineFor("graph C", "seed 2", said);
    expect(engineFor("graph C", "seed 1", said)).to.equal(first);
  });

  it("compiles for the second of two long trainings that differ, and repeats the first as it was", async () => {
    const data = smallData([5], "classification");
    const long = { layers: 1, units: 4, batchSize: 2, epochs: 60 };
    const first = await train(data, long, { seed: 1 });
    const second = await train(data, long, { seed: 2 });
    const repeated = await train(data, long, { seed: 1 });
    expect([first, second, repeated].map(({ engine }) => engine.xla)).to.deep.equal([false, true, false]);
    expect(repeated.stepLosses).to.deep.equal(first.stepLosses);
  });
});
