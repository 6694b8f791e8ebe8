import { expect } from "chai";
import { engineFor } from "../../../src/training/engine.js";
import { train } from "../../../src/training/train.js";
import type { Engine } from "../../../src/training/training-run.js";
import { smallData } from "../support.js";

const said = (stepsBefore: number): Engine => ({
  path: "graph",
  xla: stepsBefore > 0,
  reason: `after ${stepsBefore} steps`,
});

const training = (graph: string, numbers: string) => ({ graph, numbers, steps: 10 });

describe("engineFor", () => {
  it("says for how many steps a graph was trained before, with other numbers", () => {
    expect(engineFor(training("A", "seed 1"), said).reason).to.equal("after 0 steps");
    expect(engineFor(training("A", "seed 2"), said).reason).to.equal("after 10 steps");
    expect(engineFor(training("A", "seed 3"), said).reason).to.equal("after 20 steps");
    expect(engineFor(training("B", "seed 1"), said).reason).to.equal("after 0 steps");
  });

  it("gives a training the engine it had", () => {
    const first = engineFor(training("C", "seed 1"), said);
    engineFor(training("C", "seed 2"), said);
    expect(engineFor(training("C", "seed 1"), said)).to.equal(first);
  });

  it("compiles for the second of two long trainings that differ, and repeats the first as it was", async () => {
    const data = smallData([5], "classification");
    const long = { layers: 1, units: 4, batchSize: 2, epochs: 300 };
    const first = await train(data, long, { seed: 1 });
    const second = await train(data, long, { seed: 2 });
    const repeated = await train(data, long, { seed: 1 });
    expect([first, second, repeated].map(({ engine }) => engine.xla)).to.deep.equal([false, true, false]);
    expect(repeated.stepLosses).to.deep.equal(first.stepLosses);
  });
});
