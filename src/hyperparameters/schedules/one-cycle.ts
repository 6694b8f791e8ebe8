import { cosineSchedule } from "./cosine.js";
import type { Schedule } from "./schedule.js";

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
  const { rate, steps, rise = 0.3, startDivisor = 25, endDivisor = 1e4 } = options;
  const top = rise * steps;
  const first = rate / startDivisor;
  const up = cosineSchedule({ rate: first, finalRate: rate, steps: top });
  const down = cosineSchedule({ rate, finalRate: first / endDivisor, steps: steps - top });
  return (step) => (step < top ? up(step) : down(step - top));
}
