import type { Chart } from "../chart.js";
import { compose, type Size } from "../compose.js";
import { assertSome } from "../rows.js";
import { ink, palette } from "../theme.js";
import { nameText, numberText } from "../words.js";

/**
 * How much of the objective's variation each parameter explains, the most important first.
 *
 * @param importances parameter → importance, 0 to 1
 * @throws {RangeError} if there is no parameter
 * @example
 * await show(importanceChart({ learningRate: 0.81, momentum: 0.15, units: 0.04 }));
 */
export function importanceChart(
  importances: Readonly<Record<string, number>>,
  options: Size & { readonly title?: string } = {},
): Chart {
  const sorted = Object.entries(importances).sort(([, a], [, b]) => b - a);
  assertSome(sorted, "importances");
  const values = sorted.map(([name, share]) => ({
    parameter: nameText(name),
    share,
    text: `${numberText(100 * share)} %`,
  }));
  const title = options.title ?? "Importance of the parameters";
  const y = {
    field: "parameter",
    type: "ordinal",
    sort: null,
    title: null,
    axis: { domain: false, ticks: false, labelPadding: 8, grid: false },
  };
  const x = {
    field: "share",
    type: "quantitative",
    title: "Share of the variation",
    axis: { format: "%", tickCount: 5 },
    scale: { domainMin: 0 },
  };
  return compose(
    { title, summary: `${title}: ${values.map((value) => `${value.parameter} ${value.text}`).join(", ")}.` },
    {
      data: { values },
      width: options.width ?? 380,
      height: options.height ?? Math.max(60, 30 * values.length),
      encoding: { x, y },
      layer: [
        {
          mark: { type: "bar", color: palette[0], cornerRadiusEnd: 2, opacity: 0.85, height: { band: 0.7 } },
        },
        { mark: { type: "text", align: "left", dx: 5, fill: ink }, encoding: { text: { field: "text" } } },
      ],
    },
  );
}
