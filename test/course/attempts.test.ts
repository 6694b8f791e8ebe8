import { expect } from "chai";
import { learningCurves } from "../../src/charts/learning-curves.js";
import { forgetAttempts, remember } from "../../src/course/remember.js";
import { exampleRun } from "../charts/example-runs.js";

describe("remember", () => {
  beforeEach(() => {
    forgetAttempts();
  });

  it("keeps earlier attempts, labelled by what differs, the newest youngest", () => {
    remember("rate", exampleRun({ learningRate: 0.1 }));
    const attempts = remember("rate", exampleRun({ learningRate: 0.01 }));
    expect(attempts.map(({ label, age }) => [label, age])).to.deep.equal([
      ["learning rate 0.1", 1],
      ["learning rate 0.01", 0],
    ]);
    expect(learningCurves(attempts).summary)
      .to.contain("learning rate 0.1:")
      .and.contain("learning rate 0.01:");
  });

  it("replaces an attempt that is run again unchanged, and makes it the newest", () => {
    for (const learningRate of [0.1, 0.01, 0.1]) remember("rate", exampleRun({ learningRate }));
    const attempts = remember("rate", exampleRun({ learningRate: 0.1 }));
    expect(attempts.map((attempt) => attempt.label)).to.deep.equal([
      "learning rate 0.01",
      "learning rate 0.1",
    ]);
  });

  it("keeps the last eight, and other charts apart", () => {
    for (let units = 1; units <= 12; units++) remember("width", exampleRun({ units }));
    const attempts = remember("width", exampleRun({ units: 13 }));
    expect(attempts.map((attempt) => attempt.label)).to.deep.equal(
      [6, 7, 8, 9, 10, 11, 12, 13].map((n) => `units ${n}`),
    );
    expect(remember("depth", exampleRun())).to.have.length(1);
    forgetAttempts("width");
    expect(remember("width", exampleRun())).to.have.length(1);
  });

  it("holds records only, never what belongs to TensorFlow", () => {
    const run = { ...exampleRun(), predict: () => new Float32Array(), dispose: () => undefined };
    expect(remember("rate", run)[0]!.runs[0]).to.not.have.any.keys("predict", "dispose");
  });
});
