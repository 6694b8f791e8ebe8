import type { VegaLiteSpec } from "./chart.js";
import { seriesLegend } from "./legend-labels.js";
import { palette, shapes } from "./theme.js";

/** Line patterns that go with the colours. */
const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 2],
  [1, 3],
  [10, 4],
  [6, 2, 1, 2, 1, 2],
] as const;

/** Colour by series; the legend names each one, its title what they have in common. */
export function seriesColor(labels: readonly string[], field = "series", room?: number): VegaLiteSpec {
  return nominal(labels, field, palette, room);
}

/** Shape by series, so that colour is not alone. */
export function seriesShape(labels: readonly string[], field = "series", room?: number): VegaLiteSpec {
  return nominal(labels, field, shapes, room);
}

/** Dash by series, for lines without points. */
export function seriesDash(labels: readonly string[], field = "series", room?: number): VegaLiteSpec {
  return nominal(labels, field, dashes, room);
}

/** @param room width of the legend; colour, shape and dash of one chart must name the same to share one legend */
function nominal(
  labels: readonly string[],
  field: string,
  range: readonly unknown[],
  room?: number,
): VegaLiteSpec {
  const scale = { domain: labels, range: labels.map((_, index) => range[index % range.length]) };
  return { field, type: "nominal", scale, legend: seriesLegend(labels, room) };
}
