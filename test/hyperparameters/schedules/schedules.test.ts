import {
  learningRateSchedule,
  oneCycleSchedule,
  plateauStart,
  reduceOnPlateau,
} from "../../../src/hyperparameters/schedules.js";
import { expect } from "chai";
import { hyperparameters, type Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { readFixture } from "../../fixtures/keras/read-fixture.js";

type Stored = Record<string, number[]> & { steps: number[] };
const stored = readFixture("schedules") as Stored;
const plateau = stored["reduceOnPlateau"] as unknown as { losses: number[]; factors: number[] };

/** 10 epochs of 10 steps: decays every 3 epochs (30 steps) by 0.6, polynomial of power 2, end at 0.05. */
const choices: Record<string, Partial<Hyperparameters>> = {
  step: { schedule: "step" },
  exponential: { schedule: "exponential" },
  inverseTime: { schedule: "inverseTime" },
  polynomial: { schedule: "polynomial" },
  cosine: { schedule: "cosine" },
  warmupCosine: { schedule: "cosine", warmup: 0.2 },
};
const scheduleOf = (choice: Partial<Hyperparameters>, stepsPerEpoch = 10): ((step: number) => number) => {
  const shared = { learningRate: 0.1, epochs: 10, decayRate: 0.6, decayEpochs: 3 };
  const ends = { decayPower: 2, finalFraction: 0.05 };
  return learningRateSchedule(hyperparameters({ ...shared, ...ends, ...choice }), stepsPerEpoch);
};

describe("schedules", () => {
  for (const [name, choice] of Object.entries(choices))
    it(`agree with Keras on ${name}`, () => {
      const schedule = scheduleOf(choice);
      stored.steps.forEach((step, index) => {
        if (step <= 100) expect(schedule(step), `step ${step}`).to.be.closeTo(stored[name]![index]!, 1e-7);
      });
    });

  it("agree with Keras on when a plateau is one, and how far it goes down", () => {
    const options = { decayRate: 0.5, decayEpochs: 3, minDelta: 0.001, finalFraction: 0.2 };
    let state = plateauStart;
    const factors = plateau.losses.map((loss) => (state = reduceOnPlateau(state, loss, options)).factor);
    factors.forEach((factor, epoch) => {
      expect(factor, `epoch ${epoch}`).to.be.closeTo(plateau.factors[epoch]!, 1e-6);
    });
  });

  it("take a loss that is NaN for no improvement", () => {
    const options = { decayRate: 0.5, decayEpochs: 1, minDelta: 0, finalFraction: 0 };
    expect(reduceOnPlateau(plateauStart, NaN, options).factor).to.equal(0.5);
  });

  it("stay where they are when nothing is to change", () => {
    for (const schedule of ["constant", "reduceOnPlateau"] as const)
      for (const step of [0, 50, 99, 1000]) expect(scheduleOf({ schedule })(step)).to.equal(0.1);
  });

  for (const name of [
    "constant",
    "step",
    "exponential",
    "inverseTime",
    "polynomial",
    "cosine",
    "oneCycle",
  ] as const)
    it(`${name} keeps its last value past the end and is never negative`, () => {
      const schedule = scheduleOf({ schedule: name, warmup: 0.1, finalFraction: 0 });
      expect(schedule(101)).to.equal(schedule(100));
      expect(schedule(1e6)).to.equal(schedule(100));
      for (let step = 0; step <= 100; step++) expect(schedule(step)).to.be.within(0, 0.1 + 1e-12);
    });

  it("rise in a straight line from 0 while warming up", () => {
    const schedule = scheduleOf({ schedule: "constant", warmup: 0.5 });
    expect([0, 10, 25, 50, 99].map(schedule)).to.deep.equal([0, 0.02, 0.05, 0.1, 0.1]);
  });

  it("go up and down once in one cycle: PyTorch's figures", () => {
    const schedule = oneCycleSchedule({ rate: 1, steps: 100 });
    expect(schedule(0)).to.be.closeTo(1 / 25, 1e-12);
    expect(schedule(15)).to.be.closeTo((1 + 1 / 25) / 2, 1e-12);
    expect(schedule(30)).to.equal(1);
    expect(schedule(65)).to.be.closeTo((1 + 4e-6) / 2, 1e-9);
    expect(schedule(100)).to.be.closeTo(4e-6, 1e-12);
    expect(scheduleOf({ schedule: "oneCycle", warmup: 0.6 })(60)).to.equal(0.1);
  });

  it("work for a run of a single step", () => {
    for (const schedule of [
      "constant",
      "step",
      "exponential",
      "inverseTime",
      "polynomial",
      "cosine",
      "oneCycle",
    ] as const)
      expect(scheduleOf({ schedule, epochs: 1, warmup: 0.9 }, 1)(0)).to.be.within(0, 0.1);
  });

  it("refuse a number of steps per epoch that is none", () => {
    for (const steps of [0, -1, 2.5, NaN])
      expect(() => scheduleOf({}, steps)).to.throw(RangeError, `${steps}`);
  });
});
