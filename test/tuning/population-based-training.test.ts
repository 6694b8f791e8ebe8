import { expect } from "chai";
import {
  populationBasedTraining,
  type PopulationOptions,
} from "../../src/tuning/population/population-based-training.js";
import { rejection } from "./helpers/rejection.js";

/** Steep along one axis and flat along the other: the best learning rate changes while training. */
const curvatures = [1, 0.02];
const loss = (weights: readonly number[]): number =>
  curvatures.reduce((sum, c, i) => sum + c * weights[i]! ** 2, 0);

const bowl = {
  space: { learningRate: { kind: "float", low: 1e-3, high: 30, log: true, step: undefined } },
  start: () => [3, 3],
  copy: (weights) => [...weights],
  step: (weights, params) => {
    const next = weights.map((w, i) => w - Number(params["learningRate"]) * curvatures[i]! * w);
    return { state: next, score: loss(next) };
  },
  members: 10,
  rounds: 15,
  seed: 1,
} satisfies PopulationOptions<number[]>;

describe("tuning: population-based training", () => {
  it("ends far below what its first members reach with their hyperparameters kept", async () => {
    const result = await populationBasedTraining(bowl);
    expect(result.ending).to.equal("complete");
    expect(result.history).to.have.length(150);
    expect(loss(result.best.state)).to.equal(result.best.score);
    const fixed = result.history.slice(0, 10).map(({ params }) => {
      let weights = [3, 3];
      for (let round = 0; round < 15; round++)
        weights = weights.map((w, i) => w - Number(params["learningRate"]) * curvatures[i]! * w);
      return loss(weights);
    });
    expect(result.best.score).to.be.lessThan(Math.min(...fixed) / 2);
  });

  it("replaces the worst by copies of the best, with hyperparameters inside the space", async () => {
    const { history } = await populationBasedTraining(bowl);
    for (let round = 0; round < 14; round++) {
      const now = history.filter((record) => record.round === round);
      const scores = now.map(({ score }) => score).sort((a, b) => a - b);
      const replaced = now.filter(({ replacedBy }) => replacedBy !== undefined);
      expect(replaced).to.have.length(2);
      for (const { score, replacedBy } of replaced) {
        expect(score).to.be.at.least(scores[8]!);
        expect(now[replacedBy!]!.score).to.be.at.most(scores[1]!);
      }
    }
    expect(history.every(({ params }) => Number(params["learningRate"]) >= 1e-3 && Number(params["learningRate"]) <= 30)).to.equal(true); // prettier-ignore
  });

  it("gives the same population for the same seed", async () => {
    expect(await populationBasedTraining(bowl)).to.deep.equal(await populationBasedTraining(bowl));
  });

  it("trains all members together to the same end as one by one", async () => {
    const { step, ...others } = bowl;
    const together = await populationBasedTraining<number[]>({
      ...others,
      stepTogether: (members) => members.map(({ state, params }) => step(state, params)),
    });
    expect(together).to.deep.equal(await populationBasedTraining(bowl));
    const short = populationBasedTraining<number[]>({ ...others, stepTogether: () => [] });
    expect(await rejection(short))
      .to.be.instanceOf(RangeError)
      .with.property("message")
      .that.contains("0 members");
  });

  it("takes NaN for the worst score, and can maximize", async () => {
    const result = await populationBasedTraining<number>({
      space: { up: { kind: "float", low: 0, high: 1, log: false, step: undefined }, kind: { kind: "categorical", choices: ["a", "b"] } }, // prettier-ignore
      start: () => 0,
      copy: (state) => state,
      step: (state, params, { member, round }) =>
        member === 0 && round === 0 ? { state, score: Number.NaN } : { state: state + Number(params["up"]), score: state + Number(params["up"]) }, // prettier-ignore
      direction: "maximize",
      members: 5,
      rounds: 6,
    });
    expect(result.history[0]!.replacedBy).to.be.a("number");
    expect(result.best.score).to.be.greaterThan(3);
  });

  it("is interrupted by a signal, with the rounds that are done", async () => {
    const controller = new AbortController();
    const result = await populationBasedTraining({
      ...bowl,
      signal: controller.signal,
      step: (weights, params, where) => {
        if (where.round === 3) controller.abort();
        return Promise.resolve(bowl.step(weights, params));
      },
    });
    expect(result.ending).to.equal("interrupted");
    expect(result.history.length % 10).to.equal(0);
    expect(result.best.score).to.equal(loss(result.best.state));
  });

  it("refuses options out of range", async () => {
    for (const wrong of [
      { members: 1 },
      { rounds: 0 },
      { replaced: 0.6 },
      { space: {} },
      { stepTogether: () => [] },
    ])
      expect(await rejection(populationBasedTraining({ ...bowl, ...wrong }))).to.be.instanceOf(RangeError);
  });
});
