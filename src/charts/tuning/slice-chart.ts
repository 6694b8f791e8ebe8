import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import { axisOf, quantitative } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose } from "../compose.js";
import { robustLimit } from "../limit.js";
import { palette } from "../theme.js";
import { capitalised, counted, nameText, numberText, valueText } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";
import { bestOf, parameters, paramsText, someTrials } from "./trials.js";

/**
 * One small chart per parameter: its values against the objective. Later trials are fuller, so that one sees where the
 * search went.
 *
 * @throws {RangeError} if no trial is complete
 * @example
 * await show(sliceChart(study, { valueTitle: "validation loss" }));
 */
export function sliceChart(study: StudyView, options: StudyChartOptions = {}): Chart {
  const trials = someTrials(study, "slices", options.objective);
  const { limit } = robustLimit(trials.map(({ value }) => value));
  const rows = trials.map(({ trial, value }) => ({
    ...trial.params,
    trial: trial.number,
    "objective value": Number(Math.min(value, limit).toPrecision(5)),
  }));
  const names = parameters(trials);
  const title = options.title ?? `The objective of ${study.name} by parameter`;
  const best = bestOf(trials, study, options.objective);
  const summary = `${title}: ${counted(trials.length, "complete trial")}; best ${numberText(best.value)} with ${paramsText(best.trial)}.`;
  const panels = names.map(([name, domain]) => panel(name, domain, rows, options));
  return compose(
    { title, subtitle: "one point per trial, later ones fuller", summary },
    { data: { values: rows }, columns: 3, spacing: 24, concat: panels },
  );
}

function panel(
  name: string,
  domain: Domain,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: StudyChartOptions,
): VegaLiteSpec {
  const numbers = (field: string): number[] => rows.map((row) => Number(row[field]));
  const title = capitalised(nameText(name));
  const x =
    domain.kind === "categorical"
      ? {
          field: name,
          type: "ordinal",
          title,
          scale: { domain: domain.choices.map((choice) => (choice === null ? valueText(choice) : choice)) },
          axis: { labelAngle: 0 },
        }
      : quantitative(axisOf({ field: name, title, scale: domain.log ? "log" : "linear" }), numbers(name), {
          room: true,
        });
  const y = axisOf({
    field: "objective value",
    title: capitalised(options.valueTitle ?? "objective value"),
    scale: options.scale ?? "linear",
  });
  return {
    width: options.width ?? 180,
    height: options.height ?? 160,
    mark: { type: "point", filled: true, size: 34, color: palette[0] },
    encoding: {
      x,
      y: quantitative(y, numbers("objective value"), { room: true }),
      opacity: { field: "trial", type: "quantitative", scale: { range: [0.2, 1] }, legend: null },
      tooltip: ["trial", name, "objective value"].map((field) => ({ field })),
    },
  };
}
