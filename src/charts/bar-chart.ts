import { axisOf, quantitative, type Axis, type AxisChoice } from "./axis.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, legendPick, pickedOpacity, type Size } from "./compose.js";
import { assertSome, numberAt, textAt, type Row } from "./rows.js";
import { seriesColor } from "./series.js";
import { ink } from "./theme.js";
import { numberText } from "./words.js";

/** What can be chosen about {@link barChart}. */
export interface BarChartOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  /** The column that names the bars; they stand in the order of the rows. */
  readonly x: AxisChoice;
  /** How long they are. */
  readonly y: AxisChoice;
  /** The column that groups bars of one name side by side. */
  readonly series?: string;
  readonly summary?: string;
}

/**
 * Bars from zero, each with its value written on it, so that nobody has to read it off an axis.
 *
 * @param rows one object per bar
 * @throws {RangeError} if there is no row
 * @example
 * barChart([{ layer: "1", dead: 3 }, { layer: "2", dead: 9 }], { title: "Dead units", x: "layer", y: "dead" });
 */
export function barChart(rows: readonly Row[], options: BarChartOptions): Chart {
  assertSome(rows, "a bar chart");
  const x = axisOf(options.x);
  const y = axisOf(options.y);
  const values = rows.map((row) => ({
    bar: textAt(row, x.field),
    series: options.series ? textAt(row, options.series) : "all",
    value: numberAt(row, y.field),
    text: numberText(numberAt(row, y.field)),
  }));
  const labels = [...new Set(values.map((row) => row.series))];
  const named = values.map((row) => `${row.bar}${labels.length > 1 ? ` (${row.series})` : ""} ${row.text}`);
  const more = named.length > 12 ? `, and ${named.length - 12} more` : "";
  const summary = options.summary ?? `${options.title}: ${y.title}: ${named.slice(0, 12).join(", ")}${more}.`;
  const subtitle = options.subtitle === undefined ? {} : { subtitle: options.subtitle };
  const bars = new Set(values.map((row) => row.bar)).size;
  const width = options.width ?? Math.max(220, Math.min(640, bars * Math.max(44, labels.length * 38)));
  return compose(
    { title: options.title, summary, ...subtitle },
    {
      data: { values: values.filter((row) => Number.isFinite(row.value)) },
      width,
      height: options.height ?? 240,
      ...bodies(
        x,
        y,
        labels,
        values.map((row) => row.value),
        width,
      ),
    },
  );
}

function bodies(
  x: Axis,
  y: Axis,
  labels: readonly string[],
  heights: readonly number[],
  width: number,
): VegaLiteSpec {
  const along = {
    field: "bar",
    type: "ordinal",
    sort: null,
    title: x.title,
    scale: { paddingInner: 0.25 },
    axis: { labelAngle: 0, labelLimit: 90, grid: false },
  };
  const side = labels.length > 1 ? { xOffset: { field: "series", type: "nominal", sort: null } } : {};
  const up = { ...quantitative(y, heights, { zero: true }), field: "value" };
  const tooltip = ["bar", "series", "text"].map((field) => ({ field }));
  const bar = {
    params: [legendPick("series")],
    mark: { type: "bar", cornerRadiusEnd: 2 },
    encoding: { y: up, color: seriesColor(labels, "series", width), opacity: pickedOpacity(0.85), tooltip },
  };
  const text = {
    mark: { type: "text", dy: -7, fontSize: 10.5, fill: ink },
    encoding: { y: up, text: { field: "text" } },
  };
  return { encoding: { x: along, ...side }, layer: [bar, text] };
}
