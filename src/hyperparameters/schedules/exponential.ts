import type { DecayOptions } from "./decay-options.js";
import type { Schedule } from "./schedule.js";

/**
 * Exponential decay: the rate falls by the same factor in every step.
 *
 * α·γ^(t/d)
 *
 * @example
 * exponentialSchedule({ rate: 0.1, decayRate: 0.25, decaySteps: 100 })(50); // 0.05
 */
export function exponentialSchedule({ rate, decayRate, decaySteps }: DecayOptions): Schedule {
  return (step) => rate * decayRate ** (step / decaySteps);
}
