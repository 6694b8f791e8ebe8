import type { StudyView } from "../../tuning/trial/trial-record.js";
import { axisOf, quantitative, type Axis, type AxisChoice } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
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
  const rows = trialRows(study);
  const best = rows.filter((row) => row.group === front).sort((a, b) => a.first - b.first);
  const title = options.title ?? `The front of ${study.name}`;
  const x = axisOf({ field: "first", title: "First objective", ...options.axes?.[0] });
  const y = axisOf({ field: "second", title: "Second objective", ...options.axes?.[1] });
  const ends = [best[0]!, best.at(-1)!].map(
    (row) => `${numberText(row.first)} with ${numberText(row.second)}`,
  );
  const share = `${best.length} of ${counted(rows.length, "trial")} on it`;
  const summary = `${title}: ${share}, ${x.title} and ${y.title} from ${ends.join(" to ")}.`;
  return compose(
    { title, subtitle: "line: trials that no other beats in both", summary },
    { width: options.width ?? 420, height: options.height ?? 280, layer: layers(rows, best, x, y) },
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

function layers(rows: readonly FrontRow[], best: readonly FrontRow[], x: Axis, y: Axis): VegaLiteSpec[] {
  const first = rows.map((row) => row.first);
  const second = rows.map((row) => row.second);
  const encoding = { x: quantitative(x, first, { room: true }), y: quantitative(y, second, { room: true }) };
  const labels = [dominated, front];
  const tooltip = ["trial", "first", "second", "params"].map((field) => ({ field }));
  const looks = { color: seriesColor(labels, "group"), shape: seriesShape(labels, "group"), tooltip };
  const line = { type: "line", color: palette[1], strokeWidth: 1.5, interpolate: "step-after" };
  const point = { type: "point", filled: true, size: 48, opacity: 0.85 };
  return [
    { data: { values: best }, mark: line, encoding },
    { data: { values: rows }, mark: point, encoding: { ...encoding, ...looks } },
  ];
}

/** Whether `a` is at least as small everywhere and smaller somewhere. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value <= b[index]!) && a.some((value, index) => value < b[index]!);
}
