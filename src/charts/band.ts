import type { VegaLiteSpec } from "./chart.js";

/**
 * The encoding of a band between the fields `low` and `high`. Neither axis may be stacked: the Vega-Lite of JupyterLab (5.6)
 * stacks areas by series unless told otherwise, along y, or along x where y is logarithmic.
 */
export function bandBetween(x: VegaLiteSpec, y: VegaLiteSpec): VegaLiteSpec {
  return {
    x: { ...x, stack: null },
    y: { ...y, field: "low", stack: null },
    y2: { field: "high" },
  };
}
