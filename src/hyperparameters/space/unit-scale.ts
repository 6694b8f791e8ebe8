import type { Choice, Domain } from "./domain.js";
import { tidy } from "./make-domain.js";

/**
 * Every domain laid out on [0, 1), so that a sampler needs to know one interval only.
 *
 * A domain with n values (steps, whole numbers, choices) is cut into n cells of which a value is the middle; a
 * uniformly drawn number thus gives every value the same chance, except on a log scale, where the chance of k is
 * log((k + ½) / (k − ½)), as for the logarithm of a real number that is then rounded.
 */
export function fromUnit(domain: Domain, unit: number): Choice {
  if (domain.kind === "categorical") {
    const index = Math.min(domain.choices.length - 1, Math.floor(unit * domain.choices.length));
    return domain.choices[Math.max(0, index)]!;
  }
  const { start, end } = edges(domain);
  const raw = start + unit * (end - start);
  return snap(domain, domain.log ? Math.exp(raw) : raw);
}

/** Where a value lies on [0, 1]; the middle of its cell for domains with cells; NaN for a value outside the domain. */
export function toUnit(domain: Domain, value: Choice): number {
  if (domain.kind === "categorical") {
    const index = domain.choices.indexOf(value);
    return index < 0 ? Number.NaN : (index + 0.5) / domain.choices.length;
  }
  if (typeof value !== "number" || value < domain.low || value > domain.high) return Number.NaN;
  const { start, end } = edges(domain);
  if (end === start) return 0.5;
  return ((domain.log ? Math.log(value) : value) - start) / (end - start);
}

/** How many values the domain has, `Infinity` for a continuous one. */
export function valueCount(domain: Domain): number {
  if (domain.kind === "categorical") return domain.choices.length;
  if (domain.low === domain.high) return 1;
  if (domain.step === undefined) return Number.POSITIVE_INFINITY;
  return Math.round((domain.high - domain.low) / domain.step) + 1;
}

/** The two ends of the scale: half a step beyond the bounds where values have cells, in logarithms on a log scale. */
function edges(domain: Exclude<Domain, { kind: "categorical" }>): { start: number; end: number } {
  const margin = domain.step === undefined ? 0 : domain.step / 2;
  const [start, end] = [domain.low - margin, domain.high + margin];
  return domain.log ? { start: Math.log(start), end: Math.log(end) } : { start, end };
}

/** The nearest value of the domain. */
function snap(domain: Exclude<Domain, { kind: "categorical" }>, value: number): number {
  const { low, high, step } = domain;
  const stepped = step === undefined ? value : tidy(low + Math.round((value - low) / step) * step);
  return Math.min(high, Math.max(low, stepped));
}
