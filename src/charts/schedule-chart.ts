import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { lineChart } from "./line-chart.js";
import { assertSome, thinned } from "./rows.js";
import { numberText } from "./words.js";

/** What can be chosen about {@link scheduleChart}. */
export interface ScheduleChartOptions extends Size {
  readonly title?: string;
  readonly scale?: "linear" | "log";
}

/**
 * Learning rates step by step, one line per schedule.
 *
 * @param schedules name → the learning rate of every step, the first step's first
 * @throws {RangeError} if there is no schedule, or one has no step
 * @example
 * await show(scheduleChart({ cosine: rates, constant: steady }));
 */
export function scheduleChart(
  schedules: Readonly<Record<string, readonly number[]>>,
  options: ScheduleChartOptions = {},
): Chart {
  const entries = Object.entries(schedules);
  assertSome(entries, "schedules");
  for (const [name, rates] of entries) assertSome(rates, `the schedule ${name}`);
  const rows = entries.flatMap(([schedule, rates]) =>
    thinned(
      rates.map((rate, index) => ({ schedule, step: index + 1, rate })),
      200,
    ),
  );
  const parts = entries.map(([name, rates]) => {
    const top = Math.max(...rates);
    const ends = `${numberText(rates[0]!)} at first, ${numberText(rates.at(-1)!)} at last`;
    return `${name}: ${ends}, largest ${numberText(top)} at step ${rates.indexOf(top) + 1}`;
  });
  const title = options.title ?? "Learning rate by step";
  return lineChart(rows, {
    title,
    x: { field: "step", title: "Step" },
    y: { field: "rate", title: "Learning rate", scale: options.scale ?? "linear" },
    series: "schedule",
    points: false,
    summary: `${title}: ${parts.join("; ")}.`,
    ...(options.width === undefined ? {} : { width: options.width }),
    ...(options.height === undefined ? {} : { height: options.height }),
  });
}
