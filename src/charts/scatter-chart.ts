import { axisOf, quantitative, type AxisChoice } from "./axis.js";
import type { Chart } from "./chart.js";
import { compose, legendPick, pickedOpacity, zoom, type Size } from "./compose.js";
import { referenceLayers, type Reference } from "./references.js";
import { assertSome, numberAt, textAt, type Row } from "./rows.js";
import { seriesColor, seriesShape } from "./series.js";
import { counted, numberText } from "./words.js";

/** What can be chosen about {@link scatterChart}. */
export interface ScatterChartOptions extends Size {
  readonly title: string;
  readonly subtitle?: string;
  readonly x: AxisChoice;
  readonly y: AxisChoice;
  /** The column that tells groups of points apart. */
  readonly series?: string;
  readonly references?: readonly Reference[];
  /** Further columns for the tooltip. */
  readonly details?: readonly string[];
  readonly summary?: string;
}

/**
 * Points, told apart by colour and shape. Rows without two finite numbers are left out and counted in the summary.
 *
 * @param rows one object per point
 * @throws {RangeError} if no row can be drawn
 * @example
 * scatterChart(trials, { title: "Nine trials", x: { field: "learningRate", scale: "log" }, y: "loss", series: "sampler" });
 */
export function scatterChart(rows: readonly Row[], options: ScatterChartOptions): Chart {
  const x = axisOf(options.x);
  const y = axisOf(options.y);
  const fits = (value: number, scale: string): boolean =>
    Number.isFinite(value) && (scale === "linear" || value > 0);
  const usable = rows.filter(
    (row) => fits(numberAt(row, x.field), x.scale) && fits(numberAt(row, y.field), y.scale),
  );
  assertSome(usable, "a scatter chart");
  const labelled = usable.map((row) => ({
    ...row,
    series: options.series ? textAt(row, options.series) : "all",
  }));
  const labels = [...new Set(labelled.map((row) => row.series))];
  const column = (field: string): number[] => usable.map((row) => numberAt(row, field));
  const range = (field: string): string => {
    const values = column(field);
    return `${numberText(Math.min(...values))} to ${numberText(Math.max(...values))}`;
  };
  const missing = rows.length - usable.length;
  const left = missing > 0 ? `; ${counted(missing, "row")} without two finite numbers left out` : "";
  const summary =
    options.summary ??
    `${options.title}: ${counted(usable.length, "point")}, ${x.title} ${range(x.field)}, ${y.title} ${range(y.field)}${left}.`;
  const fields = [options.series ? "series" : "", x.field, y.field, ...(options.details ?? [])].filter(
    Boolean,
  );
  const points = {
    params: [legendPick("series"), zoom],
    mark: { type: "point", filled: true, size: 48, clip: true },
    encoding: {
      x: quantitative(x, column(x.field), { room: true }),
      y: quantitative(y, column(y.field), { room: true }),
      color: seriesColor(labels),
      shape: seriesShape(labels),
      opacity: pickedOpacity(0.8),
      tooltip: fields.map((field) => ({ field })),
    },
  };
  const subtitle = options.subtitle === undefined ? {} : { subtitle: options.subtitle };
  return compose(
    { title: options.title, summary, ...subtitle },
    {
      data: { values: labelled },
      width: options.width ?? 420,
      height: options.height ?? 280,
      layer: [points, ...referenceLayers(options.references ?? [], x, y)],
    },
  );
}
