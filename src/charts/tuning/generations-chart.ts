import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { lineChart } from "../line-chart.js";
import { assertSome } from "../layers/columns.js";
import { spread } from "../spread.js";
import { capitalised, counted, measuredText } from "../words.js";

/** Options for {@link generationsChart}. */
export interface GenerationsChartOptions extends Size {
  readonly title?: string;
  readonly valueTitle?: string;
  readonly scale?: "linear" | "log";
}

/**
 * How a population improves: median of each generation in a band from its best to its worst member.
 *
 * @param generations the values of each generation's members, the first generation first
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` compares the first generation with the last
 * @throws {RangeError} if there is no generation, or one has no member
 * @example
 * generationsChart([[3, 5, 4], [2, 3, 2.5]]);
 */
export function generationsChart(
  generations: readonly (readonly number[])[],
  options: GenerationsChartOptions = {},
): Chart {
  checkOptionNames("call generationsChart", options, ["title", "valueTitle", "scale", "width", "height"]);
  assertSome(generations, "generations");
  const rows = generations.map((values, index) => {
    const { median, low, high } = spread(values);
    return { generation: index + 1, median, low, high };
  });
  const {
    title = "Generation by generation",
    valueTitle = "objective value",
    scale = "linear",
    ...size
  } = options;
  const text = (row: (typeof rows)[number]): string =>
    `${measuredText(row.median)} (${measuredText(row.low)} to ${measuredText(row.high)})`;
  return lineChart(rows, {
    ...size,
    title,
    subtitle: "line: median of a generation; band: lowest to highest member",
    x: { field: "generation", title: "Generation" },
    y: { field: "median", title: capitalised(valueTitle), scale },
    band: ["low", "high"],
    summary: `${title}: median from ${text(rows[0]!)} to ${text(rows.at(-1)!)} in ${counted(rows.length, "generation")}.`,
  });
}
