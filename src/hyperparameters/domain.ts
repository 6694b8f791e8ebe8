/** Numbers between two ends, each of which belongs to the domain or not. */
export interface NumberDomain {
  readonly kind: "number";
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/** The same, or `"auto"`: the value that fits the other hyperparameters. */
export interface NumberOrAutoDomain extends Omit<NumberDomain, "kind"> {
  readonly kind: "numberOrAuto";
}

/** Whole numbers from `low` to `high`, both included. */
export interface WholeDomain {
  readonly kind: "whole";
  readonly low: number;
  readonly high: number;
}

/** One of a few names. */
export interface ChoiceDomain<Name extends string = string> {
  readonly kind: "choice";
  readonly names: readonly Name[];
}

/** True or false. */
export interface YesNoDomain {
  readonly kind: "yesNo";
}

/** The set of values that a hyperparameter may take. */
export type Domain = NumberDomain | NumberOrAutoDomain | WholeDomain | ChoiceDomain | YesNoDomain;

/** The TypeScript type of the values of a domain. */
export type ValueOf<D extends Domain> =
  D extends ChoiceDomain<infer Name>
    ? Name
    : D extends YesNoDomain
      ? boolean
      : D extends NumberOrAutoDomain
        ? number | "auto"
        : number;

/** Every number above 0, up to and including `high` if there is one. */
export function positive(high = Infinity): NumberDomain {
  return { kind: "number", low: 0, lowOpen: true, high, highOpen: high === Infinity };
}

/** 0 and every number above. */
export function nonNegative(): NumberDomain {
  return { kind: "number", low: 0, lowOpen: false, high: Infinity, highOpen: true };
}

/** Numbers from 0, included, to 1, included only if `closed` says so. */
export function fraction(closed: "closed" | "open" = "open"): NumberDomain {
  return { kind: "number", low: 0, lowOpen: false, high: 1, highOpen: closed === "open" };
}

/** Whole numbers from `low` upwards. */
export function wholeFrom(low: number): WholeDomain {
  return { kind: "whole", low, high: Number.MAX_SAFE_INTEGER };
}

/** One of the names given. */
export function oneOf<Name extends string>(...names: Name[]): ChoiceDomain<Name> {
  return { kind: "choice", names };
}

/** True or false. */
export function yesNo(): YesNoDomain {
  return { kind: "yesNo" };
}

/** A number of the given domain, or `"auto"`. */
export function orAuto(domain: NumberDomain): NumberOrAutoDomain {
  return { ...domain, kind: "numberOrAuto" };
}

/** Whether the value has the JavaScript type of the domain, whatever its size. */
export function hasTypeOf(domain: Domain, value: unknown): boolean {
  switch (domain.kind) {
    case "yesNo":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string";
    case "numberOrAuto":
      return typeof value === "number" || value === "auto";
    default:
      return typeof value === "number";
  }
}

/** Whether the value belongs to the domain. */
export function contains(domain: Domain, value: unknown): boolean {
  if (!hasTypeOf(domain, value)) return false;
  if (domain.kind === "choice") return domain.names.includes(value as string);
  if (typeof value !== "number") return true;
  if (domain.kind === "whole")
    return Number.isSafeInteger(value) && value >= domain.low && value <= domain.high;
  return domain.kind !== "yesNo" && Number.isFinite(value) && withinEnds(domain, value);
}

function withinEnds(domain: NumberDomain | NumberOrAutoDomain, value: number): boolean {
  const aboveLow = domain.lowOpen ? value > domain.low : value >= domain.low;
  return aboveLow && (domain.highOpen ? value < domain.high : value <= domain.high);
}

/** The domain in words, to follow "must be". */
export function describeDomain(domain: Domain): string {
  switch (domain.kind) {
    case "yesNo":
      return "true or false";
    case "choice":
      return `one of ${domain.names.map((name) => JSON.stringify(name)).join(", ")}`;
    case "whole":
      return domain.high === Number.MAX_SAFE_INTEGER
        ? `a whole number, ${domain.low} or more`
        : `a whole number from ${domain.low} to ${domain.high}`;
    case "number":
      return describeEnds(domain);
    case "numberOrAuto":
      return `"auto" or ${describeEnds(domain)}`;
  }
}

function describeEnds(domain: NumberDomain | NumberOrAutoDomain): string {
  const low = domain.lowOpen ? `above ${domain.low}` : `${domain.low} or more`;
  if (domain.high === Infinity) return `a finite number, ${low}`;
  return `a number, ${low} and ${domain.highOpen ? "below" : "at most"} ${domain.high}`;
}
