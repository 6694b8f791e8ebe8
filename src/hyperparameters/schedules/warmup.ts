import type { Schedule } from "./schedule.js";

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
