import type { StudyView } from "../../tuning/study/study-view.js";
import { axisOf, quantitative, type AxisChoice } from "../axis.js";
import type { Chart } from "../chart.js";
import { compose, type Size } from "../compose.js";
import { seriesColor, seriesShape } from "../series.js";
import { palette } from "../theme.js";
import { counted, numberText } from "../words.js";
import { paramsText, someTrials } from "./trials.js";

/** What can be chosen about {@link paretoChart}. */
export interface ParetoChartOptions extends Size {
  readonly title?: string;
  /** The axes of the first and the second objective: title, unit, scale. */
  readonly axes?: readonly [
    Omit<Exclude<AxisChoice, string>, "field">,
    Omit<Exclude<AxisChoice, string>, "field">,
  ];
}

const front = "front";
const dominated = "dominated";

/**
 * Two objectives against each other, with the front of trials that no other beats in both.
 *
 * @throws {RangeError} if the study has not two objectives or no complete trial
 * @example
 * await show(paretoChart(study, { axes: [{ title: "Accuracy" }, { title: "Training time", unit: "s" }] }));
 */
export function paretoChart(study: StudyView, options: ParetoChartOptions = {}): Chart {
  if (study.directions.length !== 2) {
    throw new RangeError(
      `Cannot draw the front of ${study.name}: it has ${counted(study.directions.length, "objective")}, it takes two.`,
    );
  }
  const complete = someTrials(study, "the front").filter(({ trial }) => Number.isFinite(trial.values[1]));
  const signs = study.directions.map((direction) => (direction === "maximize" ? -1 : 1));
  const points = complete.map(({ trial }) => trial.values.map((value, index) => signs[index]! * value));
  const rows = complete.map(({ trial }, index) => ({
    first: trial.values[0]!,
    second: trial.values[1]!,
    trial: trial.number,
    group: points.some((other) => dominates(other, points[index]!)) ? dominated : front,
    params: paramsText(trial),
  }));
  const best = rows.filter((row) => row.group === front).sort((a, b) => a.first - b.first);
  const title = options.title ?? `The front of ${study.name}`;
  const x = axisOf({ field: "first", title: "First objective", ...options.axes?.[0] });
  const y = axisOf({ field: "second", title: "Second objective", ...options.axes?.[1] });
  const ends = [best[0]!, best.at(-1)!].map(
    (row) => `${numberText(row.first)} with ${numberText(row.second)}`,
  );
  const encoding = {
    x: quantitative(
      x,
      rows.map((row) => row.first),
      { room: true },
    ),
    y: quantitative(
      y,
      rows.map((row) => row.second),
      { room: true },
    ),
  };
  const labels = [dominated, front];
  const tooltip = ["trial", "first", "second", "params"].map((field) => ({ field }));
  return compose(
    {
      title,
      subtitle: "line: trials that no other beats in both",
      summary: `${title}: ${best.length} of ${counted(rows.length, "trial")} on it, ${x.title} and ${y.title} from ${ends.join(" to ")}.`,
    },
    {
      width: options.width ?? 420,
      height: options.height ?? 280,
      layer: [
        {
          data: { values: best },
          mark: { type: "line", color: palette[1], strokeWidth: 1.5, interpolate: "step-after" },
          encoding,
        },
        {
          data: { values: rows },
          mark: { type: "point", filled: true, size: 48, opacity: 0.85 },
          encoding: {
            ...encoding,
            color: seriesColor(labels, "group"),
            shape: seriesShape(labels, "group"),
            tooltip,
          },
        },
      ],
    },
  );
}

/** Whether `a` is at least as small everywhere and smaller somewhere. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value <= b[index]!) && a.some((value, index) => value < b[index]!);
}
