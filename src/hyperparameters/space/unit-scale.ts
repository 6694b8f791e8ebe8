import type { Choice, Domain } from "./domain.js";
import { afterSteps } from "./make-domain.js";

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

/**
 * How the values of a domain divide [0, 1] among them, in order: each value owns the interval of the numbers that
 * `fromUnit` turns into it.
 */
export interface Cells {
  readonly count: number;
  /** The place of the value (0 for the first) that owns a number on [0, 1]. */
  indexAt(unit: number): number;
  /** Where a value lies: what `toUnit` gives for it. */
  at(index: number): number;
  /** The two ends of a value's interval. */
  ends(index: number): readonly [low: number, high: number];
}

/** The cells of a domain, `undefined` for a continuous one. They are equal, except for whole numbers on a log scale. */
export function cellsOf(domain: Domain): Cells | undefined {
  const count = valueCount(domain);
  if (!Number.isFinite(count)) return undefined;
  if (domain.kind === "int" && domain.log) return logCells(domain, count);
  return {
    count,
    indexAt: (unit) => Math.max(0, Math.min(count - 1, Math.floor(unit * count))),
    at: (index) => (index + 0.5) / count,
    ends: (index) => [index / count, (index + 1) / count],
  };
}

/** On a log scale, the cell of k ends at the logarithms of k − ½ and k + ½. */
function logCells(domain: Exclude<Domain, { kind: "categorical" }>, count: number): Cells {
  const { start, end } = edges(domain);
  const edge = (index: number): number => (Math.log(domain.low - 0.5 + index) - start) / (end - start);
  return {
    count,
    indexAt: (unit) => (fromUnit(domain, unit) as number) - domain.low,
    at: (index) => toUnit(domain, domain.low + index),
    ends: (index) => [edge(index), edge(index + 1)],
  };
}

/** Whether a value belongs to the domain: of its type, within its bounds and on its steps. */
export function includes(domain: Domain, value: unknown): value is Choice {
  if (domain.kind === "categorical") return domain.choices.includes(value as Choice);
  if (typeof value !== "number" || !(value >= domain.low && value <= domain.high)) return false;
  if (domain.step === undefined) return true;
  const steps = (value - domain.low) / domain.step;
  return domain.kind === "int" ? Number.isInteger(steps) : Math.abs(steps - Math.round(steps)) < 1e-8;
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
  const stepped = step === undefined ? value : afterSteps(low, Math.round((value - low) / step), step);
  return Math.min(high, Math.max(low, stepped));
}
