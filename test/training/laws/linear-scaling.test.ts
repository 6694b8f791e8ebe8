import { expect } from "chai";
import { stream } from "../../../src/random/stream.js";
import { train } from "../../../src/training/train.js";
import { dataset, normals } from "./support.js";

describe("the linear scaling rule", () => {
  // Goyal et al., "Accurate, large minibatch SGD", 2017, arXiv 1706.02677, section 2.1, equations 3 and 4: k steps of rate α over
  // batches of B and one step of k·α over all k·B examples agree to first order in α; what is left is of the order α².
  const random = stream(4, "linear scaling");
  const rows = Array.from({ length: 22 }, () => normals(5, random));
  const data = dataset(
    "classification",
    rows,
    rows.map((_, at) => at % 3),
    16,
  );

  const after = async (batchSize: number, learningRate: number): Promise<number[]> => {
    const smooth = {
      layers: 1,
      units: 8,
      activation: "tanh",
      batchSelection: "sequential",
      epochs: 1,
    } as const;
    const run = await train(data, { ...smooth, batchSize, learningRate }, { silent: true });
    return [...run.weights().values()].flatMap(({ values }) => [...values]);
  };
  const gap = async (rate: number, factor: number): Promise<number> => {
    const [steps, leap] = [await after(4, rate), await after(16, factor * rate)];
    return Math.hypot(...steps.map((weight, at) => weight - leap[at]!));
  };

  it("is off by O(α²): half the rate, a quarter of the gap", async () => {
    expect((await gap(0.2, 4)) / (await gap(0.1, 4))).to.be.closeTo(4, 0.4);
    expect((await gap(0.1, 4)) / (await gap(0.05, 4))).to.be.closeTo(4, 0.2);
  });

  it("is the only factor like that: with the square root of k, or one more, the gap only halves", async () => {
    for (const factor of [2, 3, 5])
      expect((await gap(0.05, factor)) / (await gap(0.025, factor)), `${factor}`).to.be.closeTo(2, 0.2);
  });
});
