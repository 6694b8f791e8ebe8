import type { EndingOptions } from "./polynomial.js";
import type { Schedule } from "./schedule.js";

/**
 * Cosine decay to a final rate, which it keeps: slow, fast, slow.
 *
 * α_T + (α − α_T)·(1 + cos(π·t/T)) / 2
 *
 * @see Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017
 * @example
 * cosineSchedule({ rate: 0.1, finalRate: 0, steps: 100 })(50); // 0.05
 */
export function cosineSchedule({ rate, finalRate, steps }: EndingOptions): Schedule {
  return (step) =>
    finalRate + ((rate - finalRate) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}
