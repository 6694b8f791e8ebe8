import { axisOf, quantitative, type Axis, type AxisChoice } from "./axis.js";
import { bandBetween } from "./band.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, legendPick, pickedOpacity, zoom, type Size } from "./compose.js";
import { robustLimit } from "./limit.js";
import { referenceLayers, type Reference } from "./references.js";
import { assertSome, numberAt, textAt, thinned, type Row } from "./rows.js";
import { seriesColor, seriesDash, seriesShape } from "./series.js";
import { groupBy } from "../runtime/collections.js";
import { counted, numberText } from "./words.js";

/** What can be chosen about {@link lineChart}. */
export interface LineChartOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** The column that tells lines apart. */
  readonly series?: string;
  /** Columns with the lower and upper edge of a band around each line. */
  readonly band?: readonly [string, string];
  /** Lines across the chart to compare with: a theory, a threshold. */
  readonly references?: readonly Reference[];
  /** Whether every row gets a point; lines of up to 12 rows do unless told otherwise. */
  readonly points?: boolean;
  /** One sentence for the screen reader; computed from the data unless given. */
  readonly summary?: string;
}

/** More points than this per line are more than a screen shows. */
const most = 240;

/**
 * Lines of numbers against numbers, one per series, told apart by colour and dash.
 *
 * A value that explodes (more than 100 times the 90th percentile) is cut off at the upper edge, and the subtitle says so.
 *
 * @param rows one object per point, in any order
 * @throws {RangeError} if there is no row, or no finite value
 * @example
 * lineChart(rows, { title: "Gradient noise", x: { field: "batchSize", scale: "log" }, y: "noise", series: "data set" });
 */
export function lineChart(rows: readonly Row[], options: LineChartOptions): Chart {
  assertSome(rows, "a line chart");
  const x = axisOf(options.x);
  const y = axisOf(options.y);
  const groups = groupBy(rows, (row) => (options.series ? textAt(row, options.series) : "all"));
  const drawnFields = [y.field, ...(options.band ?? [])];
  const { limit } = robustLimit(
    rows.flatMap((row) => drawnFields.map((field) => numberAt(row, field))),
    y.scale,
  );
  const beyond = rows.filter((row) => !(numberAt(row, y.field) <= limit)).length;
  const cut = beyond > 0 ? `${counted(beyond, "value")} beyond the upper edge or not finite` : undefined;
  const subtitle = [options.subtitle, cut].filter((line) => line !== undefined);
  const summary = options.summary ?? lineSummary(options.title, groups, x, y, cut);
  const caption = { title: options.title, summary, ...(subtitle.length > 0 ? { subtitle } : {}) };
  const values = [...groups].flatMap(([series, members]) => drawn(series, members, [x, y], limit, options));
  return compose(caption, {
    data: { values },
    width: options.width ?? 480,
    height: options.height ?? 260,
    layer: layers(values, [...groups.keys()], x, y, options),
  });
}

/** The rows of one line as they are drawn: sorted, thinned, cut at the limit, with nothing in them that is not drawn. */
function drawn(
  series: string,
  rows: readonly Row[],
  axes: [Axis, Axis],
  limit: number,
  options: LineChartOptions,
): Row[] {
  const [x, y] = axes;
  const fits = (axis: Axis, row: Row): boolean => {
    const value = numberAt(row, axis.field);
    return !Number.isNaN(value) && (axis.scale === "linear" || value > 0);
  };
  const usable = rows.filter(
    (row) => fits(x, row) && fits(y, row) && Number.isFinite(numberAt(row, x.field)),
  );
  const sorted = usable.sort((a, b) => numberAt(a, x.field) - numberAt(b, x.field));
  const tidy = (value: number): number => Number(Math.min(value, limit).toPrecision(5));
  return thinned(sorted, most).map((row) => ({
    series,
    [x.field]: Number(numberAt(row, x.field).toPrecision(6)),
    [y.field]: tidy(numberAt(row, y.field)),
    ...(options.band
      ? { low: tidy(numberAt(row, options.band[0])), high: tidy(numberAt(row, options.band[1])) }
      : {}),
  }));
}

function layers(
  values: readonly Row[],
  labels: string[],
  x: Axis,
  y: Axis,
  options: LineChartOptions,
): VegaLiteSpec[] {
  const column = (field: string): number[] =>
    values.map((row) => numberAt(row, field)).filter(Number.isFinite);
  const color = seriesColor(labels, "series", options.width);
  const heights = options.band ? [...column(y.field), ...column("low"), ...column("high")] : column(y.field);
  const shared = { x: quantitative(x, column(x.field)), color, opacity: pickedOpacity(1) };
  const up = quantitative(y, [...heights, ...levels(options.references ?? [])]);
  const named = labels.length > 1 ? [{ field: "series", title: "line" }] : [];
  const tooltip = [...named, { field: x.field, title: x.title }, { field: y.field, title: y.title }];
  const band = {
    mark: { type: "area", clip: true },
    encoding: { ...shared, ...bandBetween(shared.x, up), opacity: pickedOpacity(0.16) },
  };
  const pointed = options.points ?? values.length / labels.length <= 12;
  const dash = pointed ? {} : { strokeDash: seriesDash(labels, "series", options.width) };
  const line = {
    params: [legendPick("series"), zoom],
    mark: { type: "line", clip: true },
    encoding: { ...shared, y: up, ...dash, tooltip },
  };
  const points = {
    mark: { type: "point", filled: true, size: 44, clip: true },
    encoding: { ...shared, y: up, shape: seriesShape(labels, "series", options.width), tooltip },
  };
  const rules = referenceLayers(options.references ?? [], x, y);
  return [...(options.band ? [band] : []), line, ...(pointed ? [points] : []), ...rules];
}

/** The heights of level references, which the axis must reach. */
function levels(references: readonly Reference[]): number[] {
  return references.flatMap((reference) => ("y" in reference ? [reference.y] : []));
}

function lineSummary(
  title: string,
  groups: ReadonlyMap<string, readonly Row[]>,
  x: Axis,
  y: Axis,
  cut: string | undefined,
): string {
  const parts = [...groups].slice(0, 8).map(([series, rows]) => {
    const finite = rows.filter((row) => Number.isFinite(numberAt(row, y.field)));
    if (finite.length === 0) return `${series}: no finite value`;
    const sorted = [...finite].sort((a, b) => numberAt(a, x.field) - numberAt(b, x.field));
    const values = sorted.map((row) => numberAt(row, y.field));
    const at = (index: number): string => numberText(numberAt(sorted[index]!, x.field));
    const low = values.indexOf(Math.min(...values));
    const ends = `from ${numberText(values[0]!)} to ${numberText(values.at(-1)!)}, lowest ${numberText(values[low]!)} at ${at(low)}`;
    return groups.size > 1 ? `${series}: ${ends}` : ends;
  });
  return `${title}: ${y.title} against ${x.title}: ${[...parts, ...(cut ? [cut] : [])].join("; ")}.`;
}
