import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import { axisTitle, type AxisOptions } from "../axis.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { chart } from "../layers/chart.js";
import { line, points } from "../layers/marks.js";
import { palette } from "../theme.js";
import { counted, numberText } from "../words.js";
import { paramsText, someTrials } from "./trials.js";

/** Options for {@link paretoChart}. */
export interface ParetoChartOptions extends Size {
  readonly title?: string;
  /** The axes of the first and the second objective: title, unit, scale. */
  readonly axes?: readonly [AxisOptions, AxisOptions];
}

const front = "front";
const dominated = "dominated";

/**
 * Two objectives against each other, with the Pareto front: trials that no other trial dominates (as good in both and better in one).
 *
 * @param study a study of two objectives, or anything with its name, directions and trials
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` gives both ends of the front
 * @throws {RangeError} if the study does not have two objectives or has no complete trial
 * @example
 * const study = await createStudy({ directions: ["minimize", "minimize"], sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => {
 *   const x = trial.suggestFloat("x", 0, 1);
 *   return [x, (1 - x) ** 2];
 * }, { trials: 8 });
 * paretoChart(study, { axes: [{ title: "Loss" }, { title: "Training time", unit: "s" }] });
 */
export function paretoChart(study: StudyView, options: ParetoChartOptions = {}): Chart {
  checkOptionNames("call paretoChart", options, ["title", "axes", "width", "height"]);
  if (study.directions.length !== 2) {
    throw new RangeError(
      `Cannot draw the front of ${study.name}: it has ${counted(study.directions.length, "objective")}, and it takes two.`,
    );
  }
  const rows = trialRows(study);
  const best = rows.filter((row) => row.group === front).sort((a, b) => a.first - b.first);
  const title = options.title ?? `The front of ${study.name}`;
  const [x, y] = [
    { title: "First objective", ...options.axes?.[0] },
    { title: "Second objective", ...options.axes?.[1] },
  ];
  const ends = [best[0]!, best.at(-1)!].map(
    (row) => `${numberText(row.first)} with ${numberText(row.second)}`,
  );
  const share = `${best.length} of ${counted(rows.length, "trial")} on it`;
  const seen = { trial: "trial", first: "first", second: "second", params: "params" } as const;
  const place = { x: "first", y: "second" } as const;
  const step = { strokeWidth: 1.5, interpolate: "step-after", clip: false };
  return chart(
    [
      line(best, { ...place, color: palette[1], style: step, tooltip: {} }),
      points(rows, { ...place, series: "group", opacity: 0.85, style: { clip: false }, tooltip: seen }),
    ],
    {
      title,
      subtitle: "line: trials that no other dominates",
      summary: `${title}: ${share}, ${axisTitle(x, "")} and ${axisTitle(y, "")} from ${ends.join(" to ")}.`,
      width: options.width ?? 420,
      height: options.height ?? 280,
      x: { ...x, room: true },
      y: { ...y, room: true, cut: false },
      series: { labels: [dominated, front], title: "trial", room: undefined },
      zoom: false,
    },
  );
}

interface FrontRow {
  readonly first: number;
  readonly second: number;
  readonly trial: number;
  readonly group: string;
  readonly params: string;
}

function trialRows(study: StudyView): FrontRow[] {
  const complete = someTrials(study, "the front").filter(({ trial }) => Number.isFinite(trial.values[1]));
  const signs = study.directions.map((direction) => (direction === "maximize" ? -1 : 1));
  const points = complete.map(({ trial }) => trial.values.map((value, index) => signs[index]! * value));
  return complete.map(({ trial }, index) => ({
    first: trial.values[0]!,
    second: trial.values[1]!,
    trial: trial.number,
    group: points.some((other) => dominates(other, points[index]!)) ? dominated : front,
    params: paramsText(trial),
  }));
}

/** Whether `a` is at least as small everywhere and smaller somewhere. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value <= b[index]!) && a.some((value, index) => value < b[index]!);
}
