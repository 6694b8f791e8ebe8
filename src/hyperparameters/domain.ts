import type { CategoricalDomain, Choice, FloatDomain, IntDomain } from "./space/domain.js";

/** Real numbers, each end of which belongs to the domain or not. */
export interface NumberDomain<Auto extends boolean = boolean> extends FloatDomain {
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
  /** Whether `"auto"` is allowed too: the value that fits the other hyperparameters. */
  readonly auto: Auto;
}

/** The set of values that a hyperparameter may take. */
export type ValueDomain = NumberDomain | IntDomain | CategoricalDomain;

/** The TypeScript type of the values of a domain. */
export type ValueOf<D extends ValueDomain> =
  D extends CategoricalDomain<infer Value>
    ? Value
    : D extends { readonly auto: true }
      ? number | "auto"
      : number;

const real = { kind: "float", log: false, step: undefined, auto: false } as const;

/** Every number above 0, up to and including `high` if there is one. */
export function positive(high = Infinity): NumberDomain<false> {
  return { ...real, low: 0, lowOpen: true, high, highOpen: high === Infinity };
}

/** 0 and every number above. */
export function nonNegative(): NumberDomain<false> {
  return { ...real, low: 0, lowOpen: false, high: Infinity, highOpen: true };
}

/** Numbers from 0, included, to 1, included only if `closed` says so. */
export function fraction(closed: "closed" | "open" = "open"): NumberDomain<false> {
  return { ...real, low: 0, lowOpen: false, high: 1, highOpen: closed === "open" };
}

/** Whole numbers from `low` upwards. */
export function wholeFrom(low: number): IntDomain {
  return { kind: "int", low, high: Number.MAX_SAFE_INTEGER, log: false, step: 1 };
}

/** One of the names given. */
export function oneOf<Name extends string>(...choices: Name[]): CategoricalDomain<Name> {
  return { kind: "categorical", choices };
}

/** True or false. */
export function yesNo(): CategoricalDomain<boolean> {
  return { kind: "categorical", choices: [false, true] };
}

/** A number of the given domain, or `"auto"`. */
export function orAuto(domain: NumberDomain): NumberDomain<true> {
  return { ...domain, auto: true };
}

/** Whether the value has the JavaScript type of the domain, whatever its size. */
export function hasTypeOf(domain: ValueDomain, value: unknown): boolean {
  if (domain.kind === "categorical") return domain.choices.some((choice) => typeof choice === typeof value);
  return typeof value === "number" || (domain.kind === "float" && domain.auto && value === "auto");
}

/** Whether the value belongs to the domain. */
export function contains(domain: ValueDomain, value: unknown): boolean {
  if (!hasTypeOf(domain, value)) return false;
  if (domain.kind === "categorical") return domain.choices.includes(value as Choice);
  if (typeof value !== "number") return true;
  if (domain.kind === "int")
    return Number.isSafeInteger(value) && value >= domain.low && value <= domain.high;
  return Number.isFinite(value) && withinEnds(domain, value);
}

function withinEnds(domain: NumberDomain, value: number): boolean {
  const aboveLow = domain.lowOpen ? value > domain.low : value >= domain.low;
  return aboveLow && (domain.highOpen ? value < domain.high : value <= domain.high);
}

/** The domain in words, to follow "must be". */
export function describeDomain(domain: ValueDomain): string {
  switch (domain.kind) {
    case "categorical":
      return domain.choices.includes(true)
        ? "true or false"
        : `one of ${domain.choices.map((choice) => JSON.stringify(choice)).join(", ")}`;
    case "int":
      return domain.high === Number.MAX_SAFE_INTEGER
        ? `a whole number, ${domain.low} or more`
        : `a whole number from ${domain.low} to ${domain.high}`;
    case "float":
      return domain.auto ? `"auto" or ${describeEnds(domain)}` : describeEnds(domain);
  }
}

function describeEnds(domain: NumberDomain): string {
  const low = domain.lowOpen ? `above ${domain.low}` : `${domain.low} or more`;
  if (domain.high === Infinity) return `a finite number, ${low}`;
  return `a number, ${low} and ${domain.highOpen ? "below" : "at most"} ${domain.high}`;
}
