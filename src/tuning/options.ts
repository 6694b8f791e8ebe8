// Checks that every sampler, pruner and study makes of its options. `attempt` follows "Cannot" in the message.
import { inWords } from "../runtime/in-words.js";

/** @throws {RangeError} if `value` is not a whole number ≥ `least` */
export function checkWhole(attempt: string, option: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  throw refusal(attempt, option, value, `a whole number of at least ${least}`);
}

/** @throws {RangeError} if `value` is not a number from `low` to `high`, both included */
export function checkBetween(
  attempt: string,
  option: string,
  value: unknown,
  low: number,
  high: number,
): void {
  if (typeof value === "number" && value >= low && value <= high) return;
  throw refusal(
    attempt,
    option,
    value,
    high === Number.POSITIVE_INFINITY ? `a number of at least ${low}` : `between ${low} and ${high}`,
  );
}

/** @throws {RangeError} if the seed is not a finite number */
export function checkSeed(attempt: string, seed: unknown): void {
  if (Number.isFinite(seed)) return;
  throw refusal(attempt, "seed", seed, "a finite number, such as 1");
}

/** The error for an option whose value is not allowed. */
export function refusal(attempt: string, option: string, value: unknown, rule: string): RangeError {
  return new RangeError(`Cannot ${attempt}: ${option} is ${inWords(value)}, it must be ${rule}.`);
}
