import type { StudyView } from "../../tuning/study/study-view.js";
import { axisOf, quantitative } from "../axis.js";
import type { Chart } from "../chart.js";
import { compose } from "../compose.js";
import { robustLimit } from "../limit.js";
import { assertSome, thinned } from "../rows.js";
import { seriesColor } from "../series.js";
import { capitalised, counted } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";

/**
 * What each trial reported while it ran, one line per trial: which ones a pruner stopped, and how early.
 *
 * Pruned trials are dashed and end in a diamond.
 *
 * @throws {RangeError} if no trial has reported a value
 * @example
 * await show(intermediateValues(study));
 */
export function intermediateValues(study: StudyView, options: StudyChartOptions = {}): Chart {
  const reporting = study.trials.filter((trial) => trial.intermediateValues.length > 0);
  assertSome(reporting, `what the trials of ${study.name} reported (no trial called report)`);
  const { limit } = robustLimit(
    reporting.flatMap((trial) => trial.intermediateValues.map(({ value }) => value)),
  );
  const rows = reporting.flatMap((trial) =>
    thinned(
      trial.intermediateValues.filter(({ value }) => !Number.isNaN(value)),
      60,
    ).map(({ step, value }, index, all) => ({
      trial: trial.number,
      step,
      value: Number(Math.min(value, limit).toPrecision(4)),
      state: trial.state,
      last: index === all.length - 1,
    })),
  );
  const states = [...new Set(rows.map((row) => row.state))].sort();
  const encoding = {
    x: quantitative(
      axisOf({ field: "step", title: "Step" }),
      rows.map((row) => row.step),
    ),
    y: quantitative(
      axisOf({
        field: "value",
        title: capitalised(options.valueTitle ?? "reported value"),
        scale: options.scale ?? "linear",
      }),
      rows.map((row) => row.value),
    ),
    detail: { field: "trial" },
    color: seriesColor(states, "state"),
    tooltip: ["trial", "step", "value", "state"].map((field) => ({ field })),
  };
  const pruned = reporting.filter((trial) => trial.state === "pruned");
  const steps = (trials: typeof reporting): number =>
    trials.reduce((sum, trial) => sum + trial.intermediateValues.length, 0);
  const title = options.title ?? `What the trials of ${study.name} reported`;
  const text = `${counted(reporting.length, "trial")}, ${pruned.length} of them pruned; ${steps(reporting)} reports in all, ${steps(pruned)} by pruned trials`;
  const dash = { condition: { test: "datum.state == 'pruned'", value: [4, 3] }, value: [1, 0] };
  return compose(
    {
      title,
      subtitle: "one line per trial; dashed with a diamond at its end: pruned",
      summary: `${title}: ${text}.`,
    },
    {
      data: { values: rows },
      width: options.width ?? 480,
      height: options.height ?? 260,
      encoding,
      layer: [
        {
          mark: { type: "line", strokeWidth: 1.3, opacity: 0.7, clip: true },
          encoding: { strokeDash: dash },
        },
        {
          transform: [{ filter: "datum.last && datum.state == 'pruned'" }],
          mark: { type: "point", shape: "diamond", filled: true, size: 34, opacity: 0.9 },
        },
      ],
    },
  );
}
