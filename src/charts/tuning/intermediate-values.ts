import type { StudyView, TrialRecord } from "../../tuning/trial/trial-record.js";
import { axisOf, quantitative } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
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
  const pruned = reporting.filter((trial) => trial.state === "pruned");
  const reports = (trials: readonly TrialRecord[]): number =>
    trials.reduce((sum, trial) => sum + trial.intermediateValues.length, 0);
  const title = options.title ?? `What the trials of ${study.name} reported`;
  const text = `${counted(reporting.length, "trial")}, ${pruned.length} of them pruned; ${reports(reporting)} reports in all, ${reports(pruned)} by pruned trials`;
  return compose(
    {
      title,
      subtitle: "one line per trial; dashed with a diamond at its end: pruned",
      summary: `${title}: ${text}.`,
    },
    {
      width: options.width ?? 480,
      height: options.height ?? 260,
      ...linesView(reportRows(reporting), options),
    },
  );
}

interface ReportRow {
  readonly trial: number;
  readonly step: number;
  readonly value: number;
  readonly state: string;
  readonly last: boolean;
}

function reportRows(trials: readonly TrialRecord[]): ReportRow[] {
  const all = trials.flatMap((trial) => trial.intermediateValues.map(({ value }) => value));
  const { limit } = robustLimit(all);
  return trials.flatMap((trial) => {
    const reports = thinned(
      trial.intermediateValues.filter(({ value }) => !Number.isNaN(value)),
      60,
    );
    return reports.map(({ step, value }, index) => ({
      trial: trial.number,
      step,
      value: Number(Math.min(value, limit).toPrecision(4)),
      state: trial.state,
      last: index === reports.length - 1,
    }));
  });
}

function linesView(rows: readonly ReportRow[], options: StudyChartOptions): VegaLiteSpec {
  const valueTitle = capitalised(options.valueTitle ?? "reported value");
  const x = axisOf({ field: "step", title: "Step" });
  const y = axisOf({ field: "value", title: valueTitle, scale: options.scale ?? "linear" });
  const dash = { condition: { test: "datum.state == 'pruned'", value: [4, 3] }, value: [1, 0] };
  const line = { type: "line", strokeWidth: 1.3, opacity: 0.7, clip: true };
  const end = { type: "point", shape: "diamond", filled: true, size: 34, opacity: 0.9 };
  return {
    data: { values: rows },
    encoding: {
      x: quantitative(
        x,
        rows.map((row) => row.step),
      ),
      y: quantitative(
        y,
        rows.map((row) => row.value),
      ),
      detail: { field: "trial" },
      color: seriesColor([...new Set(rows.map((row) => row.state))].sort(), "state"),
      tooltip: ["trial", "step", "value", "state"].map((field) => ({ field })),
    },
    layer: [
      { mark: line, encoding: { strokeDash: dash } },
      { transform: [{ filter: "datum.last && datum.state == 'pruned'" }], mark: end },
    ],
  };
}
