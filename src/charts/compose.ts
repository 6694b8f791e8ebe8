import type { Chart, VegaLiteSpec } from "./chart.js";
import { chartBundle } from "./chart-bundle.js";
import { config, subtitleSize, titleSize } from "./theme.js";
import { viewWidth, wrapped } from "./wrapped.js";

/** The title, subtitle and summary of every chart. */
export interface Caption {
  readonly title: string;
  /** A second, smaller line: how to read the chart. */
  readonly subtitle?: string | readonly string[];
  /** One sentence with the numbers, for readers who cannot see the chart. */
  readonly summary: string;
}

/** The size of one panel, in pixels. */
export interface Size {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Finishes a chart: adds schema, theme, title and description to the given view. */
export function compose(caption: Caption, view: VegaLiteSpec): Chart {
  // The sentence stays on one line, even if names in it contain line breaks.
  const summary = caption.summary.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: titleIn(viewWidth(view), caption),
    description: summary,
    config,
    ...view,
  };
  const chart = { spec, summary };
  // A notebook draws the last expression of a cell through this method; it is hidden from JSON and comparisons.
  Object.defineProperty(chart, Symbol.for("Jupyter.display"), { value: () => chartBundle(chart) });
  return chart;
}

/** The title and the subtitle, wrapped to the width of the chart. */
function titleIn(room: number, { title, subtitle }: Caption): VegaLiteSpec {
  const whole = (lines: readonly string[]): string | readonly string[] =>
    lines.length === 1 ? lines[0]! : lines;
  const text = whole(wrapped(title, room, titleSize, true));
  if (subtitle === undefined) return { text };
  const lines = [subtitle].flat().flatMap((line) => wrapped(line, room, subtitleSize));
  return { text, subtitle: whole(lines) };
}

/** Legend clicks on `field` highlight a series; the others fade. Goes into the `params` of one view. */
export function legendPick(field: string): VegaLiteSpec {
  return { name: "pick", select: { type: "point", fields: [field] }, bind: "legend" };
}

/** Opacity under {@link legendPick}: as given if the series is picked or none is, faint otherwise. */
export function pickedOpacity(whenPicked: VegaLiteSpec | number): VegaLiteSpec {
  const given = typeof whenPicked === "number" ? { value: whenPicked } : whenPicked;
  return { condition: { param: "pick", ...given }, value: 0.08 };
}

/** Zoom and pan that do not interfere with scrolling: Shift + wheel zooms, Shift + drag pans, double click resets. */
export const zoom: VegaLiteSpec = {
  name: "zoom",
  select: {
    type: "interval",
    zoom: "wheel![event.shiftKey]",
    translate: "[mousedown[event.shiftKey], window:mouseup] > window:mousemove!",
  },
  bind: "scales",
};
