import type { DatasetParts } from "../checksum.js";
import type { GeneratedOptions } from "./draw-splits.js";
import { functionSet } from "./function-set.js";

/** How far above the line an outlier lies: many times the noise. */
const lift = 10;

/**
 * A straight line, y = 2x + 1 + noise, on which some training targets were read off wrongly, by 10 too high: the squared error
 * is pulled up by them, the absolute error and Huber's loss are not.
 *
 * @param outliers the probability that a training target is one, [0, 1]
 * @throws {RangeError} if it is not
 */
export function line(options: GeneratedOptions, outliers: number): DatasetParts {
  if (!(outliers >= 0 && outliers <= 1))
    throw new RangeError(`Cannot draw "line": outliers is ${outliers}, it must be between 0 and 1.`);
  return functionSet(
    "line",
    (x) => 2 * x + 1,
    options,
    (y, random) => (random.uniform() < outliers ? y + lift : y),
  );
}
