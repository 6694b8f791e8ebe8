import type { Chart, VegaLiteSpec } from "./chart.js";
import { renderSvg } from "./render-svg.js";

/** A chart in every format: interactive where there is Vega, a picture elsewhere, a sentence for screen readers. */
export interface ChartBundle {
  readonly "application/vnd.vegalite.v5+json": VegaLiteSpec;
  readonly "image/svg+xml": string;
  readonly "text/plain": string;
}

/** The same chart as Vega-Lite, SVG and text. */
export async function chartBundle(chart: Chart): Promise<ChartBundle> {
  return {
    "application/vnd.vegalite.v5+json": chart.spec,
    "image/svg+xml": await renderSvg(chart),
    "text/plain": chart.summary,
  };
}
