import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { chart } from "../layers/chart.js";
import { assertSome } from "../layers/columns.js";
import { bars, labels } from "../layers/marks.js";
import { palette } from "../theme.js";
import { nameText, numberText } from "../words.js";

/** Options for {@link importanceChart}. */
export interface ImportanceChartOptions extends Size {
  readonly title?: string;
}

/**
 * How much of the objective's variation each parameter explains, the most important first.
 *
 * @param importances parameter → importance, 0 to 1
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` lists the shares
 * @throws {RangeError} if there is no parameter
 * @example
 * importanceChart({ learningRate: 0.81, momentum: 0.15, units: 0.04 });
 */
export function importanceChart(
  importances: Readonly<Record<string, number>>,
  options: ImportanceChartOptions = {},
): Chart {
  checkOptionNames("call importanceChart", options, ["title", "width", "height"]);
  const sorted = Object.entries(importances).sort(([, a], [, b]) => b - a);
  assertSome(sorted, "importances");
  const rows = sorted.map(([name, share]) => ({
    parameter: nameText(name),
    share,
    text: `${numberText(100 * share)} %`,
  }));
  const title = options.title ?? "Importance of the parameters";
  const categories = {
    y: { sort: null, axis: { domain: false, ticks: false, labelPadding: 8, grid: false } },
  };
  const style = { color: palette[0], height: { band: 0.7 } };
  const place = { x: "share", y: "parameter" } as const;
  return chart(
    [
      { ...bars(rows, { ...place, style }), categories },
      { ...labels(rows, { ...place, text: "text", style: { align: "left", dx: 5 } }), categories },
    ],
    {
      title,
      summary: `${title}: ${rows.map((row) => `${row.parameter} ${row.text}`).join(", ")}.`,
      width: options.width ?? 380,
      height: options.height ?? Math.max(60, 30 * rows.length),
      x: {
        title: "Share of the variation",
        channel: { type: "quantitative", axis: { format: "%", tickCount: 5 }, scale: { domainMin: 0 } },
      },
      y: { channel: { type: "ordinal", title: null, ...categories.y } },
    },
  );
}
