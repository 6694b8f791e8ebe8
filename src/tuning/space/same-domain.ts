import type { Domain } from "./domain.js";
import { SpaceError } from "./space-error.js";

/** Whether two domains have the same values on the same scale. */
export function sameDomain(a: Domain, b: Domain): boolean {
  if (a === b) return true;
  if (a.kind === "categorical")
    return (
      b.kind === "categorical" &&
      a.choices.length === b.choices.length &&
      a.choices.every((choice, index) => choice === b.choices[index])
    );
  if (a.kind !== b.kind) return false;
  return a.low === b.low && a.high === b.high && a.log === b.log && a.step === b.step;
}

/**
 * Checks that a parameter is the same kind of thing as in earlier trials. Bounds may move (that is how one zooms in),
 * but the kind, the scale and the choices may not: samplers, charts and Optuna read them as one axis.
 *
 * @throws {SpaceError} if they differ
 */
export function checkCompatible(name: string, earlier: Domain, now: Domain): void {
  const [was, is] = [axis(earlier), axis(now)];
  if (was === is) return;
  throw new SpaceError(
    `Cannot suggest "${name}" as ${is}: earlier trials of this study have it as ${was}, and the kind, the scale and the ` +
      `choices of a parameter must stay the same within a study. Use another parameter name or begin another study.`,
  );
}

function axis(domain: Domain): string {
  if (domain.kind === "categorical") return `one of ${JSON.stringify(domain.choices)}`;
  return `${domain.kind === "int" ? "a whole number" : "a real number"} on a ${domain.log ? "log" : "linear"} scale`;
}
