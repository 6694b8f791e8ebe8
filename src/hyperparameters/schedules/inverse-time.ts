import type { DecayOptions } from "./decay-options.js";
import type { Schedule } from "./schedule.js";

/**
 * Inverse-time decay: falls quickly at first, then ever more slowly; its sum has no bound but that of its squares does,
 * which is what Robbins and Monro's theorem asks for.
 *
 * α / (1 + γ·t/d)
 *
 * @see Robbins and Monro, "A stochastic approximation method", 1951
 * @example
 * inverseTimeSchedule({ rate: 0.1, decayRate: 1, decaySteps: 100 })(100); // 0.05
 */
export function inverseTimeSchedule({ rate, decayRate, decaySteps }: DecayOptions): Schedule {
  return (step) => rate / (1 + (decayRate * step) / decaySteps);
}
