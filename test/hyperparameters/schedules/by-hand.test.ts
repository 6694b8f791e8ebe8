import { expect } from "chai";
import {
  constantSchedule,
  cosineSchedule,
  exponentialSchedule,
  inverseTimeSchedule,
  polynomialSchedule,
  stepSchedule,
  withWarmup,
  type Schedule,
} from "../../../src/entry-points/training.js";

const decay = { rate: 0.1, decaySteps: 100 };
const ending = { rate: 0.1, finalRate: 0.02, steps: 100 };

/** Schedule, step, rate computed by hand from the formula. */
const cases: Readonly<Record<string, readonly [Schedule, number, number][]>> = {
  constant: [[constantSchedule(0.3), 7, 0.3]],
  step: [
    [stepSchedule({ ...decay, decayRate: 0.5 }), 99, 0.1],
    [stepSchedule({ ...decay, decayRate: 0.5 }), 250, 0.1 / 4],
  ],
  exponential: [[exponentialSchedule({ ...decay, decayRate: 0.25 }), 50, 0.1 / 2]],
  "inverse time": [[inverseTimeSchedule({ ...decay, decayRate: 2 }), 150, 0.1 / 4]],
  polynomial: [
    [polynomialSchedule({ ...ending, power: 2 }), 50, 0.02 + 0.08 / 4],
    [polynomialSchedule({ ...ending, power: 2 }), 500, 0.02],
  ],
  cosine: [
    [cosineSchedule(ending), 25, 0.02 + 0.04 * (1 + Math.SQRT1_2)],
    [cosineSchedule(ending), 100, 0.02],
  ],
  "warm-up": [
    [withWarmup(constantSchedule(0.1), 10), 5, 0.05],
    [withWarmup(constantSchedule(0.1), 10), 10, 0.1],
  ],
};

describe("schedules by hand", () => {
  for (const [name, each] of Object.entries(cases))
    it(name, () => {
      for (const [schedule, step, rate] of each) expect(schedule(step)).to.be.closeTo(rate, 1e-15);
    });
});
