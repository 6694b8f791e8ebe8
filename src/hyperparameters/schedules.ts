import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Hyperparameters } from "./hyperparameters.js";

/**
 * How a hyperparameter changes over time: a pure function of the number of the step, 0 for the first.
 *
 * @see Babuschkin et al., "The DeepMind JAX ecosystem", 2020 (Optax, where schedules are such functions)
 */
export type Schedule = (step: number) => number;

/** What the decays without an end need to know. */
export interface DecayOptions {
  /** The first rate. */
  readonly rate: number;
  /** γ, (0, 1]. */
  readonly decayRate: number;
  /** Steps over which one decay happens, above 0. */
  readonly decaySteps: number;
}

/** The same rate at every step. */
export function constantSchedule(rate: number): Schedule {
  return () => rate;
}

/**
 * Step decay: the rate stays, then falls at once.
 *
 * α·γ^⌊t/d⌋
 *
 * @example
 * stepSchedule({ rate: 0.1, decayRate: 0.5, decaySteps: 100 })(250); // 0.025
 */
export function stepSchedule(options: DecayOptions): Schedule {
  checkOptionNames("call stepSchedule", options, ["rate", "decayRate", "decaySteps"]);
  const { rate, decayRate, decaySteps } = options;
  return (step) => rate * decayRate ** Math.floor(step / decaySteps);
}

/**
 * Exponential decay: the rate falls by the same factor in every step.
 *
 * α·γ^(t/d)
 *
 * @example
 * exponentialSchedule({ rate: 0.1, decayRate: 0.25, decaySteps: 100 })(50); // 0.05
 */
export function exponentialSchedule(options: DecayOptions): Schedule {
  checkOptionNames("call exponentialSchedule", options, ["rate", "decayRate", "decaySteps"]);
  const { rate, decayRate, decaySteps } = options;
  return (step) => rate * decayRate ** (step / decaySteps);
}

/**
 * Inverse-time decay: falls quickly at first, then more and more slowly; its sum has no bound but that of its squares does,
 * which is what Robbins and Monro's theorem asks for.
 *
 * α / (1 + γ·t/d)
 *
 * @see Robbins and Monro, "A stochastic approximation method", 1951
 * @example
 * inverseTimeSchedule({ rate: 0.1, decayRate: 1, decaySteps: 100 })(100); // 0.05
 */
export function inverseTimeSchedule(options: DecayOptions): Schedule {
  checkOptionNames("call inverseTimeSchedule", options, ["rate", "decayRate", "decaySteps"]);
  const { rate, decayRate, decaySteps } = options;
  return (step) => rate / (1 + (decayRate * step) / decaySteps);
}

/** What decays with an end need to know. */
export interface EndingOptions {
  /** The first rate. */
  readonly rate: number;
  /** The rate at step `steps` and ever after. */
  readonly finalRate: number;
  /** Steps until the end, above 0. */
  readonly steps: number;
}

/**
 * Polynomial decay to a final rate, which it keeps.
 *
 * (α − α_T)·(1 − t/T)^p + α_T
 *
 * @param options `power` p, above 0: 1 is a straight line
 * @example
 * polynomialSchedule({ rate: 0.1, finalRate: 0, steps: 100, power: 1 })(75); // 0.025
 */
export function polynomialSchedule(options: EndingOptions & { readonly power: number }): Schedule {
  checkOptionNames("call polynomialSchedule", options, ["rate", "finalRate", "steps", "power"]);
  const { rate, finalRate, steps, power } = options;
  return (step) => (rate - finalRate) * (1 - Math.min(step, steps) / steps) ** power + finalRate;
}

/**
 * Cosine decay to a final rate, which it keeps: slow, fast, slow.
 *
 * α_T + (α − α_T)·(1 + cos(π·t/T)) / 2
 *
 * @see Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017
 * @example
 * cosineSchedule({ rate: 0.1, finalRate: 0, steps: 100 })(50); // 0.05
 */
export function cosineSchedule(options: EndingOptions): Schedule {
  checkOptionNames("call cosineSchedule", options, ["rate", "finalRate", "steps"]);
  const { rate, finalRate, steps } = options;
  return (step) =>
    finalRate + ((rate - finalRate) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}

/**
 * Puts a warm-up before a schedule: the rate rises in a straight line from 0 to the schedule's first rate; only then
 * does the schedule begin.
 *
 * @param steps steps of the warm-up; 0 is none
 * @see Goyal et al., "Accurate, large minibatch SGD", 2017
 * @example
 * withWarmup(constantSchedule(0.1), 10)(5); // 0.05
 */
export function withWarmup(schedule: Schedule, steps: number): Schedule {
  return (step) => (step < steps ? (schedule(0) * step) / steps : schedule(step - steps));
}

/** What the one-cycle policy needs to know. */
export interface OneCycleOptions {
  /** The largest rate. */
  readonly rate: number;
  /** Steps of the whole cycle, above 0. */
  readonly steps: number;
  /** Fraction of the cycle in which the rate rises, (0, 1). */
  readonly rise?: number;
  /** The largest rate over the first, above 1. */
  readonly startDivisor?: number;
  /** The first rate over the last, above 1. */
  readonly endDivisor?: number;
}

/**
 * One cycle: from a small rate up to a large one and down to a tiny one, each along half a cosine.
 *
 * @see Smith and Topin, "Super-convergence", 2018; defaults as in PyTorch's OneCycleLR
 * @example
 * oneCycleSchedule({ rate: 1, steps: 100 })(30); // 1, the top
 */
export function oneCycleSchedule(options: OneCycleOptions): Schedule {
  checkOptionNames("call oneCycleSchedule", options, ["rate", "steps", "rise", "startDivisor", "endDivisor"]);
  const { rate, steps, rise = 0.3, startDivisor = 25, endDivisor = 1e4 } = options;
  const top = rise * steps;
  const first = rate / startDivisor;
  const up = cosineSchedule({ rate: first, finalRate: rate, steps: top });
  const down = cosineSchedule({ rate, finalRate: first / endDivisor, steps: steps - top });
  return (step) => (step < top ? up(step) : down(step - top));
}

/** What reduce-on-plateau remembers from epoch to epoch. */
export interface PlateauState {
  /** What the learning rate is to be multiplied by. */
  readonly factor: number;
  readonly best: number;
  /** Epochs since the best, or since the last reduction. */
  readonly waited: number;
}

/** How reduce-on-plateau reacts: the hyperparameters of the same names, the patience being `decayEpochs`. */
export type PlateauOptions = Pick<
  Hyperparameters,
  "decayRate" | "decayEpochs" | "minDelta" | "finalFraction"
>;

/** Before the first epoch. */
export const plateauStart: PlateauState = Object.freeze({ factor: 1, best: Infinity, waited: 0 });

/**
 * One epoch of reduce-on-plateau, as a pure function from state to state: when the validation loss has not fallen by
 * more than `minDelta` for `decayEpochs` epochs, the factor is multiplied by `decayRate`, down to `finalFraction`.
 *
 * @example
 * const losses = [1, 1, 1];
 * const options = { decayRate: 0.5, decayEpochs: 2, minDelta: 0, finalFraction: 0 };
 * losses.reduce((state, loss) => reduceOnPlateau(state, loss, options), plateauStart).factor; // 0.5
 */
export function reduceOnPlateau(state: PlateauState, loss: number, options: PlateauOptions): PlateauState {
  checkOptionNames("call reduceOnPlateau", options, [
    "decayRate",
    "decayEpochs",
    "finalFraction",
    "minDelta",
  ]);
  if (loss < state.best - options.minDelta) return { ...state, best: loss, waited: 0 };
  const waited = state.waited + 1;
  if (waited < options.decayEpochs) return { ...state, waited };
  return { ...state, factor: Math.max(state.factor * options.decayRate, options.finalFraction), waited: 0 };
}

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
