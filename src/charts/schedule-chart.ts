import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { extentOf } from "../runtime/extent.js";
import { assertSome } from "./layers/columns.js";
import { lineChart } from "./line-chart.js";
import { numberText } from "./words.js";

/** Options for {@link scheduleChart}. */
export interface ScheduleChartOptions extends Size {
  readonly title?: string;
  readonly scale?: "linear" | "log";
}

/**
 * Learning rates step by step, one line per schedule.
 *
 * @param schedules name → the learning rate of every step, the first step's first
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` gives the first, last and largest rate of each schedule
 * @throws {RangeError} if there is no schedule, or one has no step
 * @example
 * scheduleChart({ halving: [0.1, 0.05, 0.025], constant: [0.05, 0.05, 0.05] });
 */
export function scheduleChart(
  schedules: Readonly<Record<string, readonly number[]>>,
  options: ScheduleChartOptions = {},
): Chart {
  checkOptionNames("call scheduleChart", options, ["title", "scale", "width", "height"]);
  const entries = Object.entries(schedules);
  assertSome(entries, "schedules");
  for (const [name, rates] of entries) assertSome(rates, `the schedule ${name}`);
  const rows = entries.flatMap(([schedule, rates]) =>
    rates.map((rate, index) => ({ schedule, step: index + 1, rate })),
  );
  const { title = "Learning rate by step", scale = "linear", ...size } = options;
  return lineChart(rows, {
    ...size,
    title,
    x: { field: "step", title: "Step" },
    y: { field: "rate", title: "Learning rate", scale },
    series: "schedule",
    points: false,
    summary: `${title}: ${entries.map(scheduleText).join("; ")}.`,
  });
}

function scheduleText([name, rates]: [string, readonly number[]]): string {
  const [, top] = extentOf(rates);
  const ends = `${numberText(rates[0]!)} at first, ${numberText(rates.at(-1)!)} at last`;
  return `${name}: ${ends}, largest ${numberText(top)} at step ${rates.indexOf(top) + 1}`;
}
