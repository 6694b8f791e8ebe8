import { expect } from "chai";
import { chooseEngine, isSmallStep, type Work } from "../../../src/training/engine.js";

const small: Work = {
  kind: "dense",
  runs: 1,
  parameters: 9000,
  arrays: 6,
  batchSize: 32,
  timeSteps: 1,
  steps: 680,
  stepsBefore: 0,
};

describe("isSmallStep", () => {
  it("is true of one small network, and false of many or large ones", () => {
    expect(isSmallStep(small)).to.equal(true);
    expect(isSmallStep({ ...small, runs: 25 })).to.equal(false);
    expect(isSmallStep({ ...small, parameters: 120_000 })).to.equal(false);
    expect(isSmallStep({ ...small, timeSteps: 40 })).to.equal(false);
  });
});

describe("chooseEngine", () => {
  it("does not compile for a short training", () => {
    expect(chooseEngine(small)).to.include({ path: "graph", xla: false });
  });

  it("compiles when a training is long, wide, or recurrent enough", () => {
    expect(chooseEngine({ ...small, steps: 20_000 }).xla).to.equal(true);
    expect(chooseEngine({ ...small, runs: 25, steps: 1800 }).xla).to.equal(true);
    expect(chooseEngine({ ...small, kind: "recurrent", timeSteps: 40, steps: 5000 }).xla).to.equal(true);
  });

  it("compiles once it would have paid in the trainings there were", () => {
    expect(chooseEngine({ ...small, stepsBefore: 1000 }).xla).to.equal(false);
    expect(chooseEngine({ ...small, stepsBefore: 20_000 }).xla).to.equal(true);
  });

  it("leaves convolutions to oneDNN however long they train", () => {
    expect(chooseEngine({ ...small, kind: "convolutional", steps: 1e6 })).to.include({
      path: "graph",
      xla: false,
    });
  });

  it("leaves self-attention to TensorFlow's own kernels, which are faster at it", () => {
    expect(chooseEngine({ ...small, kind: "attention", steps: 1e6 }).xla).to.equal(false);
  });

  it("does as it is told, and always says why", () => {
    expect(chooseEngine(small, "eager")).to.include({ path: "eager", xla: false });
    expect(chooseEngine(small, "xla")).to.include({ path: "graph", xla: true });
    expect(chooseEngine({ ...small, steps: 1e6 }, "graph").xla).to.equal(false);
    expect(chooseEngine(small).reason).to.match(/^Trained .*\.$/);
  });
});
