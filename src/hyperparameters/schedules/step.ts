import type { DecayOptions } from "./decay-options.js";
import type { Schedule } from "./schedule.js";

/**
 * Step decay: the rate stays, then falls at once.
 *
 * α·γ^⌊t/d⌋
 *
 * @example
 * stepSchedule({ rate: 0.1, decayRate: 0.5, decaySteps: 100 })(250); // 0.025
 */
export function stepSchedule({ rate, decayRate, decaySteps }: DecayOptions): Schedule {
  return (step) => rate * decayRate ** Math.floor(step / decaySteps);
}
