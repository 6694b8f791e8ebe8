import type { VegaLiteSpec } from "./chart.js";
import { extentOf } from "../runtime/extent.js";
import { textOf } from "./layers/columns.js";

/**
 * The x axis for the values of a hyperparameter: their own ticks while they are few, logarithmic where they are
 * spaced by ratios (0.001, 0.01, 0.1 or 16, 32, 64; a 0 before them is placed as far away as a doubling), one
 * position each for words.
 */
export function valueAxis(values: readonly (string | number)[], title: string): VegaLiteSpec {
  const distinct = [...new Set(values)];
  const base = { title };
  if (!distinct.every((value) => typeof value === "number")) {
    return {
      ...base,
      type: "ordinal",
      sort: null,
      scale: { domain: distinct.map(textOf) },
      axis: { labelAngle: 0, labelLimit: 110 },
    };
  }
  const ticks = distinct.length <= 12 ? { values: distinct } : {};
  return {
    ...base,
    type: "quantitative",
    scale: { ...spacing(distinct), nice: false, padding: 24 },
    // Vega rounds ticks to the digits their spacing seems to need: 0, 0.5, 0.9, 0.99 would end in 1.0.
    axis: { ...ticks, grid: false, labelExpr: "format(datum.value, '~r')" },
  };
}

function spacing(values: readonly number[]): VegaLiteSpec {
  if (isLogSpaced(values)) return { type: "log" };
  const positive = values.filter((value) => value !== 0);
  if (positive.length < values.length && isLogSpaced(positive))
    return { type: "symlog", constant: extentOf(positive)[0] };
  return { zero: false };
}

/** Whether numbers are spaced by ratios rather than differences: all positive, with more evenly spaced logarithms. */
export function isLogSpaced(values: readonly number[]): boolean {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length < 3) return sorted.length === 2 && sorted[0]! > 0 && sorted[1]! / sorted[0]! >= 10;
  if (sorted[0]! <= 0) return false;
  return unevenness(sorted.map(Math.log)) < unevenness(sorted) && sorted.at(-1)! / sorted[0]! >= 4;
}

/** Largest step over smallest step. */
function unevenness(sorted: readonly number[]): number {
  const steps = sorted.slice(1).map((value, index) => value - sorted[index]!);
  const [least, most] = extentOf(steps);
  return most / Math.max(least, Number.MIN_VALUE);
}
