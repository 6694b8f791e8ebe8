import { inWords } from "../../runtime/in-words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import {
  type CategoricalDomain,
  type Choice,
  type Domain,
  type FloatDomain,
  type IntDomain,
  SpaceError,
} from "./domain.js";

/** How the values between the bounds are spaced. */
export interface NumericOptions {
  /** Whether to search on a logarithmic scale; needs `low` > 0. Default `false`. */
  readonly log?: boolean;
  /** Distance between neighbouring values, > 0; not together with `log`. */
  readonly step?: number;
}

/**
 * A float domain, checked. A `high` that no whole number of steps reaches is lowered to the last value reached.
 *
 * @throws {SpaceError} if a bound is not finite, `low` > `high`, `step` ≤ 0, `log` with `low` ≤ 0 or with `step`
 */
export function floatDomain(
  name: string,
  low: number,
  high: number,
  options: NumericOptions = {},
): FloatDomain {
  checkOptionNames(`suggest "${name}"`, options, ["log", "step"]);
  const { log = false, step } = options;
  checkBounds(name, low, high, log, step);
  return { kind: "float", low, high: lastReached(low, high, step), log, step };
}

/**
 * An int domain, checked. A `high` that no whole number of steps reaches is lowered to the last value reached.
 *
 * @throws {SpaceError} as for floats, and if a bound or the step is not a whole number
 */
export function intDomain(name: string, low: number, high: number, options: NumericOptions = {}): IntDomain {
  checkOptionNames(`suggest "${name}"`, options, ["log", "step"]);
  const { log = false, step } = options;
  for (const [what, value] of Object.entries({ low, high, step: step ?? 1 }))
    if (!Number.isSafeInteger(value))
      throw refusal(
        name,
        `${what} is ${value}`,
        "it must be a whole number",
        "Use suggestFloat for real numbers.",
      );
  checkBounds(name, low, high, log, step === 1 ? undefined : step);
  return { kind: "int", low, high: lastReached(low, high, step), log, step: step ?? 1 };
}

function checkBounds(name: string, low: number, high: number, log: boolean, step?: number): void {
  if (!Number.isFinite(low) || !Number.isFinite(high))
    throw refusal(
      name,
      `the bounds are ${low} and ${high}`,
      "both must be finite numbers",
      "Give finite bounds.",
    );
  if (low > high)
    throw refusal(
      name,
      `low is ${low} and high is ${high}`,
      "low must not be above high",
      "Swap the two bounds.",
    );
  if (log && low <= 0)
    throw refusal(
      name,
      `low is ${low} and log is true`,
      "a log scale needs low > 0",
      "Raise low or drop log.",
    );
  if (step === undefined) return;
  if (!(step > 0) || !Number.isFinite(step))
    throw refusal(name, `step is ${step}`, "it must be a finite number above 0", "Give a positive step.");
  if (log)
    throw refusal(
      name,
      `log is true and step is ${step}`,
      "a log scale has no steps",
      "Drop one of the two.",
    );
}

/** The last of low, low + step, … that is not above high; with a small tolerance because 0.3 / 0.1 is 2.999…. */
function lastReached(low: number, high: number, step?: number): number {
  if (step === undefined) return high;
  return Math.min(high, afterSteps(low, Math.floor((high - low) / step + 1e-9), step));
}

/** `low` + `count` · `step`, with 0.1 + 0.2 as 0.3: the last digit is noise, except in whole numbers, which are exact. */
export function afterSteps(low: number, count: number, step: number): number {
  const value = low + count * step;
  return Number.isInteger(low) && Number.isInteger(step) ? value : Number(value.toPrecision(15));
}

/** A domain in words, to follow "must be". */
export function rangeInWords(domain: Domain): string {
  if (domain.kind === "categorical") return `one of ${domain.choices.map(inWords).join(", ")}`;
  const { kind, low, high, step } = domain;
  const what = kind === "int" ? "a whole number" : "a number";
  const steps = step === undefined || (kind === "int" && step === 1) ? "" : ` in steps of ${step}`;
  return `${what} from ${low} to ${high}${steps}`;
}

function refusal(name: string, found: string, rule: string, remedy: string): SpaceError {
  return new SpaceError(`Cannot suggest "${name}": ${found}, but ${rule}. ${remedy}`);
}

/**
 * A categorical domain, checked.
 *
 * @throws {SpaceError} if there are no choices, one appears twice, or one is not a string, finite number, boolean or null
 */
export function categoricalDomain(name: string, choices: readonly Choice[]): CategoricalDomain {
  if (!isList(choices) || choices.length === 0)
    throw new SpaceError(
      `Cannot suggest "${name}": there are no choices. Give a list of at least one value.`,
    );
  if (new Set(choices).size < choices.length)
    throw new SpaceError(
      `Cannot suggest "${name}": ${JSON.stringify(choices)} names a choice twice, but choices must differ. Remove one.`,
    );
  const misfits: readonly unknown[] = choices.filter((choice) => !isChoice(choice));
  if (misfits.length > 0)
    throw new SpaceError(
      `Cannot suggest "${name}": a choice is ${String(misfits[0])} (${typeof misfits[0]}), but choices must be strings, finite ` +
        `numbers, booleans or null, so that they can be stored. Suggest a name and look the value up.`,
    );
  return { kind: "categorical", choices: [...choices] };
}

/** JavaScript may pass anything. */
function isList(value: unknown): boolean {
  return Array.isArray(value);
}

/** Whether a parameter can have this value at all. */
export function isChoice(value: unknown): value is Choice {
  return value === null || ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
}
