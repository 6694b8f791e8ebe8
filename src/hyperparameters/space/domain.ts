/** A value of a categorical parameter: any JSON scalar. */
export type Choice = string | number | boolean | null;

/** Real numbers from `low` to `high`, both included. */
export interface FloatDomain {
  readonly kind: "float";
  readonly low: number;
  readonly high: number;
  /** Whether equal *ratios* are equally likely: right for rates, penalties and anything that spans orders of magnitude. */
  readonly log: boolean;
  /** Distance between neighbouring values; `undefined` where every real number counts. */
  readonly step: number | undefined;
}

/** Whole numbers from `low` to `high`, both included. */
export interface IntDomain {
  readonly kind: "int";
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number;
}

/** One of a few values that have no order. */
export interface CategoricalDomain<Value extends Choice = Choice> {
  readonly kind: "categorical";
  readonly choices: readonly Value[];
}

/** The set that a parameter's value comes from. */
export type Domain = FloatDomain | IntDomain | CategoricalDomain;

/** Parameter name → domain, in the order in which the parameters were first suggested. */
export type Space = Readonly<Record<string, Domain>>;

/** Parameter name → value. */
export type Params = Readonly<Record<string, Choice>>;

/**
 * A search space that contradicts itself: bounds reversed, a logarithm of zero, no choices, or a parameter that is
 * another kind of thing than in an earlier trial. It is a mistake in the program and not an unlucky trial, so
 * `study.optimize` ends with it instead of failing trial after trial.
 */
export class SpaceError extends RangeError {
  override readonly name = "SpaceError";
}

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
