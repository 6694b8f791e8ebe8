import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { groupBy } from "./group-by.js";
import type { SweepResult, SweepRun } from "./sweep-result.js";

/**
 * The runs of a sweep by the value of one varied hyperparameter, values and runs in the sweep's order.
 *
 * @param result a sweep
 * @param name a hyperparameter that the sweep varied
 * @throws {RangeError} if the sweep did not vary it
 * @example
 * runsBy(result, "learningRate").get(0.01); // the runs with a learning rate of 0.01, one per seed
 */
export function runsBy<Name extends keyof Hyperparameters>(
  result: SweepResult,
  name: Name,
): Map<Hyperparameters[Name], SweepRun[]> {
  checkVaried(result, name);
  return groupBy(result.runs, ({ values }) => values[name]!);
}

/** Throws if the sweep did not vary a hyperparameter. */
export function checkVaried(result: SweepResult, name: keyof Hyperparameters): void {
  if (!result.names.includes(name))
    throw new RangeError(
      `Cannot group the runs by ${name}: the sweep varied ${result.names.join(", ") || "nothing but seeds"}. ` +
        `Name one of those.`,
    );
}
