import { checkOptionNames } from "../runtime/nearest-name.js";
import type { VegaLiteSpec } from "./chart.js";
import { extentOf } from "../runtime/extent.js";
import { titleOf } from "./layers/columns.js";

/** Options for an axis. */
export interface AxisOptions {
  /** What is measured; the column's name in words by default. */
  readonly title?: string;
  /** The unit, shown after the title; none for a pure number. */
  readonly unit?: string;
  readonly scale?: "linear" | "log";
  /** The values at its ends; by default chosen to cover the data. */
  readonly domain?: readonly [number, number];
}

/** An axis of a chart of rows: the name of a column, alone or with a title, a unit and a scale. */
export type AxisChoice = string | (AxisOptions & { readonly field: string });

/** The column of an axis, and its other options. */
export function columnAndAxis(choice: AxisChoice): [column: string, axis: AxisOptions] {
  if (typeof choice === "string") return [choice, {}];
  checkOptionNames("choose an axis", choice, ["field", "title", "unit", "scale", "domain"]);
  const { field, ...axis } = choice;
  return [field, axis];
}

/** The title of an axis with its unit; the name of the column in words if no title was chosen. */
export function axisTitle({ title, unit }: AxisOptions, column: string): string {
  const words = title ?? titleOf(column);
  return unit ? `${words} (${unit})` : words;
}

/** How an axis is fitted to its values. */
export interface Fit {
  /** Whether the axis must reach zero (bars); a logarithmic one never does. */
  readonly zero?: boolean;
  /** Whether to leave room left of the smallest value too, even if that is 0: points would be cut in half. */
  readonly room?: boolean;
}

/** The scale and the ticks of a quantitative axis that holds `values` with a little room at its ends. */
export function quantitative(
  { scale, domain }: AxisOptions,
  values: readonly number[] = [],
  fit: Fit = {},
): VegaLiteSpec {
  const ends = domain ? [...domain] : fittedDomain(values, scale ?? "linear", fit);
  const type = "quantitative";
  if (scale !== "log") {
    const linear = ends ? { domain: ends, nice: false, zero: false } : { zero: fit.zero ?? false };
    return { type, scale: linear, axis: { tickCount: 6 } };
  }
  const ticks = ends ? { values: logTicks(values, ends[0]!, ends[1]!) } : {};
  const log = ends ? { type: "log", domain: ends, nice: false } : { type: "log" };
  return { type, scale: log, axis: { ...ticks, labelExpr: tidyNumber } };
}

function fittedDomain(
  values: readonly number[],
  scale: "linear" | "log",
  fit: Fit,
): [number, number] | undefined {
  const usable = values.filter((value) => Number.isFinite(value) && (scale === "linear" || value > 0));
  if (usable.length === 0) return undefined;
  const place = scale === "log" ? Math.log : (value: number): number => value;
  const back = scale === "log" ? Math.exp : (value: number): number => value;
  const [low, high] = extentOf(usable);
  const reach = place(high) - place(low);
  const room = seen(0.04 * reach) || seen(0.5 * Math.abs(place(high))) || 0.5;
  const top = fit.zero && high <= 0 ? 0 : back(place(high) + room);
  const bottom = fit.zero && low >= 0 ? 0 : back(place(low) - room);
  const crossesZero = scale === "linear" && low >= 0 && bottom < 0 && !fit.room;
  // Four digits, or as many as it takes to tell the ends apart (seconds since 1970).
  const tidy = tidyTo(scale === "linear" && reach > 0 ? Math.abs(top) / reach : 1);
  const ends: [number, number] = [tidy(crossesZero ? 0 : bottom), tidy(top)];
  const least = 1e-9 * Math.abs(high);
  return ends[0] < ends[1] ? ends : [low - least, high + least];
}

/** A length that Vega can divide into ticks; 0 for one that is below the rounding error of doubles. */
const seen = (length: number): number => (length > 1e-290 ? length : 0);

function tidyTo(ratio: number): (value: number) => number {
  const digits = Math.min(15, 4 + Math.max(0, Math.floor(Math.log10(ratio))));
  return (value) => Number(value.toPrecision(digits));
}

/** The values themselves if there are few, with few digits; else powers of ten, with 2 and 5 in between if there is room. */
function logTicks(values: readonly number[], low: number, high: number): number[] {
  const distinct = [...new Set(values)].filter((value) => value > 0).sort((a, b) => a - b);
  const [tightest] = extentOf(distinct.slice(1).map((value, index) => value / distinct[index]!));
  const areChosen =
    distinct.length >= 3 && distinct.length <= 9 && distinct.every((value) => tidyTo(1)(value) === value);
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

/** A Vega expression: 0.0001 as 0.0001, 1e-8 as 1e-8; never 1µ or 100k. */
const tidyNumber =
  "datum.value >= 1e6 || datum.value < 1e-5 ? replace(format(datum.value, '~e'), '+', '') : format(datum.value, '~r')";
