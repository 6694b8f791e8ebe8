import type { Chart } from "./chart.js";
import type { ChartBundle } from "./chart-bundle.js";

/** The chart as Vega-Lite and in words: a page draws with the Vega it has, and needs no picture beside it. */
export const chartBundle = (chart: Chart): Promise<Omit<ChartBundle, "image/svg+xml">> =>
  Promise.resolve({ "application/vnd.vegalite.v5+json": chart.spec, "text/plain": chart.summary });
