import type { Hyperparameters } from "../hyperparameters.js";
import { constantSchedule } from "./constant.js";
import { cosineSchedule } from "./cosine.js";
import { exponentialSchedule } from "./exponential.js";
import { inverseTimeSchedule } from "./inverse-time.js";
import { oneCycleSchedule } from "./one-cycle.js";
import { polynomialSchedule } from "./polynomial.js";
import type { Schedule } from "./schedule.js";
import { stepSchedule } from "./step.js";
import { withWarmup } from "./warmup.js";

/** What decides the learning rate over time. */
export type ScheduleChoice = Pick<
  Hyperparameters,
  | "learningRate"
  | "schedule"
  | "warmup"
  | "decayRate"
  | "decayEpochs"
  | "decayPower"
  | "finalFraction"
  | "epochs"
>;

/**
 * The learning rate at every step of a run.
 *
 * With warm-up, the schedule begins where the warm-up ends and shares the rest of the run; one-cycle brings its own
 * rise, for which `warmup` is the fraction (0.3 if `warmup` is 0). Past the end of the run the last value is kept.
 * `"reduceOnPlateau"` depends on what happens while training: here it is constant, and the trainer multiplies it by
 * the factor of {@link reduceOnPlateau}.
 *
 * @param stepsPerEpoch a whole number, 1 or more
 * @returns rate at step 0, 1, …
 * @throws {RangeError} if `stepsPerEpoch` is not a whole number, 1 or more
 * @example
 * const choice = hyperparameters({ schedule: "cosine", learningRate: 0.1, epochs: 10 });
 * learningRateSchedule(choice, 100)(500); // 0.05
 */
export function learningRateSchedule(choice: ScheduleChoice, stepsPerEpoch: number): Schedule {
  if (!Number.isSafeInteger(stepsPerEpoch) || stepsPerEpoch < 1)
    throw new RangeError(
      `Cannot plan the learning rate: stepsPerEpoch is ${stepsPerEpoch}, it must be a whole number, 1 or more.`,
    );
  const steps = choice.epochs * stepsPerEpoch;
  const ownRise = choice.schedule === "oneCycle";
  const warmupSteps = ownRise ? 0 : Math.round(choice.warmup * steps);
  const schedule = withWarmup(main(choice, stepsPerEpoch, Math.max(1, steps - warmupSteps)), warmupSteps);
  return (step) => schedule(Math.min(step, steps));
}

function main(choice: ScheduleChoice, stepsPerEpoch: number, steps: number): Schedule {
  const { learningRate: rate, decayRate, decayPower: power } = choice;
  const decay = { rate, decayRate, decaySteps: choice.decayEpochs * stepsPerEpoch };
  const ending = { rate, finalRate: rate * choice.finalFraction, steps };
  switch (choice.schedule) {
    case "constant":
    case "reduceOnPlateau":
      return constantSchedule(rate);
    case "step":
      return stepSchedule(decay);
    case "exponential":
      return exponentialSchedule(decay);
    case "inverseTime":
      return inverseTimeSchedule(decay);
    case "polynomial":
      return polynomialSchedule({ ...ending, power });
    case "cosine":
      return cosineSchedule(ending);
    case "oneCycle":
      return oneCycleSchedule({ rate, steps, ...(choice.warmup > 0 ? { rise: choice.warmup } : {}) });
  }
}
