import type { Schedule } from "./schedule.js";

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
  const { rate, finalRate, steps, power } = options;
  return (step) => (rate - finalRate) * (1 - Math.min(step, steps) / steps) ** power + finalRate;
}
