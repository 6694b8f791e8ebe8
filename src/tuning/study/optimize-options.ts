import type { OptimizeOptions } from "./optimize.js";
import type { Study } from "./study.js";

/** @throws {RangeError} if an option is out of range, or nothing would ever end the loop */
export function checkOptimizeOptions(study: Study, options: OptimizeOptions): void {
  const { trials, timeout, parallel, signal } = options;
  if (trials !== undefined && (!Number.isSafeInteger(trials) || trials < 0))
    throw new RangeError(`Cannot optimize: trials is ${trials}, it must be a whole number ≥ 0.`);
  if (timeout !== undefined && !(timeout > 0))
    throw new RangeError(`Cannot optimize: timeout is ${timeout}, it must be a number of seconds > 0.`);
  if (parallel !== undefined && (!Number.isSafeInteger(parallel) || parallel < 1))
    throw new RangeError(`Cannot optimize: parallel is ${parallel}, it must be a whole number ≥ 1.`);
  const endless = trials === undefined && timeout === undefined && signal === undefined;
  if (endless && study.sampler.isExhausted === undefined)
    throw new RangeError(
      `Cannot optimize without end: give trials (how many), timeout (seconds) or signal; only a grid ends by itself.`,
    );
}
