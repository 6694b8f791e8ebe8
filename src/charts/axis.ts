import type { VegaLiteSpec } from "./chart.js";
import { capitalised, nameText } from "./words.js";

/** An axis: the name of a column, or that with a title, a unit and a scale. */
export type AxisChoice = string | AxisOptions;

/** What can be chosen about an axis. */
export interface AxisOptions {
  /** The column that is drawn along it. */
  readonly field: string;
  /** What is measured; the column's name in words unless told otherwise. */
  readonly title?: string;
  /** The unit, shown after the title; none for a pure number. */
  readonly unit?: string;
  readonly scale?: "linear" | "log";
  /** The values at its ends; chosen to hold the data unless told otherwise. */
  readonly domain?: readonly [number, number];
}

/** An axis with everything filled in. */
export interface Axis {
  readonly field: string;
  /** Title with unit. */
  readonly title: string;
  readonly scale: "linear" | "log";
  readonly domain: readonly [number, number] | undefined;
}

/** Fills in what was not said about an axis. */
export function axisOf(choice: AxisChoice): Axis {
  const { field, title, unit, scale, domain } = typeof choice === "string" ? { field: choice } : choice;
  const words = title ?? capitalised(nameText(field));
  return { field, title: unit ? `${words} (${unit})` : words, scale: scale ?? "linear", domain };
}

/** How an axis is fitted to its values. */
export interface Fit {
  /** Whether the axis must reach zero (bars); a logarithmic one never does. */
  readonly zero?: boolean;
  /** Whether there is room left of the smallest value too, even if that is 0: points would be cut in half. */
  readonly room?: boolean;
}

/** The Vega-Lite channel of a quantitative axis that holds `values` with a little room at its ends. */
export function quantitative(axis: Axis, values: readonly number[] = [], fit: Fit = {}): VegaLiteSpec {
  const domain = axis.domain ? [...axis.domain] : fittedDomain(values, axis.scale, fit);
  const base = { field: axis.field, type: "quantitative", title: axis.title };
  if (axis.scale === "linear") {
    const scale = domain ? { domain, nice: false, zero: false } : { zero: fit.zero ?? false };
    return { ...base, scale, axis: { tickCount: 6 } };
  }
  const ticks = domain ? { values: logTicks(values, domain[0]!, domain[1]!) } : {};
  const scale = domain ? { type: "log", domain, nice: false } : { type: "log" };
  return { ...base, scale, axis: { ...ticks, labelExpr: tidyNumber } };
}

function fittedDomain(
  values: readonly number[],
  scale: Axis["scale"],
  fit: Fit,
): [number, number] | undefined {
  const usable = values.filter((value) => Number.isFinite(value) && (scale === "linear" || value > 0));
  if (usable.length === 0) return undefined;
  const place = scale === "log" ? Math.log : (value: number): number => value;
  const back = scale === "log" ? Math.exp : (value: number): number => value;
  const low = usable.reduce((a, b) => Math.min(a, b));
  const high = usable.reduce((a, b) => Math.max(a, b));
  const room = 0.04 * (place(high) - place(low)) || 0.5 * Math.abs(place(high)) || 0.5;
  const top = fit.zero && high <= 0 ? 0 : back(place(high) + room);
  const bottom = fit.zero && low >= 0 ? 0 : back(place(low) - room);
  const crossesZero = scale === "linear" && low >= 0 && bottom < 0 && !fit.room;
  return [tidy(crossesZero ? 0 : bottom), tidy(top)];
}

/** The values themselves if they look chosen (few, of few digits); else powers of ten, with 2 and 5 between them where there is room. */
function logTicks(values: readonly number[], low: number, high: number): number[] {
  const distinct = [...new Set(values)].filter((value) => value > 0).sort((a, b) => a - b);
  const tightest = Math.min(...distinct.slice(1).map((value, index) => value / distinct[index]!));
  const areChosen =
    distinct.length >= 3 && distinct.length <= 9 && distinct.every((value) => tidy(value) === value);
  if (areChosen && Math.log(tightest) > 0.08 * Math.log(high / low)) return distinct;
  const decades = Math.log10(high / low);
  const digits = decades > 3 ? [1] : decades > 1.5 ? [1, 3] : [1, 2, 5];
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => first + index);
  const stride = Math.ceil(decades / 10);
  return powers
    .filter((power) => power % stride === 0)
    .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
    .filter((tick) => tick >= low && tick <= high);
}

function tidy(value: number): number {
  return Number(value.toPrecision(4));
}

/** A Vega expression: 0.0001 as 0.0001, 1e-8 as 1e-8; never 1µ or 100k. */
const tidyNumber =
  "datum.value >= 1e6 || datum.value < 1e-5 ? replace(format(datum.value, '~e'), '+', '') : format(datum.value, '~r')";
