import type { StudyView } from "../../tuning/trial/trial-record.js";
import { axisOf, quantitative } from "../axis.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose, type Size } from "../compose.js";
import { robustLimit } from "../limit.js";
import { alarm, palette } from "../theme.js";
import { capitalised, counted, numberText } from "../words.js";
import { bestOf, paramsText, someTrials } from "./trials.js";

/** What can be chosen about charts of a study. */
export interface StudyChartOptions extends Size {
  readonly title?: string;
  /** What the objective measures; `"Objective value"` unless told otherwise. */
  readonly valueTitle?: string;
  /** Which objective of several; the first unless told otherwise. */
  readonly objective?: number;
  readonly scale?: "linear" | "log";
}

/**
 * The value of every trial in order, and the best so far as a line: how a search gets better.
 *
 * Pruned trials are diamonds at the last value they reported, failed ones triangles at the edge.
 *
 * @param study a study, or anything with its name, directions and trials
 * @throws {RangeError} if no trial is complete
 * @example
 * await show(optimizationHistory(study));
 */
export function optimizationHistory(study: StudyView, options: StudyChartOptions = {}): Chart {
  const objective = options.objective ?? 0;
  const complete = someTrials(study, "the history", objective);
  const best = bestOf(complete, study, objective);
  const minimize = study.directions[objective] !== "maximize";
  const { limit } = minimize ? robustLimit(complete.map(({ value }) => value)) : { limit: Infinity };
  const finite = complete.map(({ value }) => Math.min(value, limit));
  const edge = minimize ? Math.max(...finite) : Math.min(...finite);
  const points = study.trials.flatMap((trial) => {
    const value = trial.values[objective];
    const state = trial.state;
    if (state === "running" || state === "waiting" || (state === "pruned" && value === undefined)) return [];
    const drawn = state === "failed" || value === undefined ? edge : Math.min(value, limit);
    if (!Number.isFinite(drawn)) return [];
    return [{ trial: trial.number, value: tidy(drawn), state, params: paramsText(trial) }];
  });
  const line = bestSoFar(complete, minimize).map((row) => ({
    ...row,
    value: tidy(Math.min(row.value, limit)),
  }));
  const title = options.title ?? `Search history of ${study.name}`;
  return compose(
    {
      title,
      subtitle: "line: the best so far",
      summary: `${title}: ${historyText(study, best, objective)}.`,
    },
    { width: options.width ?? 480, height: options.height ?? 260, layer: layers(points, line, options) },
  );
}

function tidy(value: number): number {
  return Number(value.toPrecision(5));
}

/** The best value after each complete trial. */
function bestSoFar(
  complete: readonly { readonly trial: { readonly number: number }; readonly value: number }[],
  minimize: boolean,
): { trial: number; value: number }[] {
  let best = minimize ? Infinity : -Infinity;
  return complete.map(({ trial, value }) => {
    best = minimize ? Math.min(best, value) : Math.max(best, value);
    return { trial: trial.number, value: best };
  });
}

interface Point {
  readonly trial: number;
  readonly value: number;
  readonly state: string;
}

function layers(
  points: readonly Point[],
  line: readonly { trial: number; value: number }[],
  options: StudyChartOptions,
): VegaLiteSpec[] {
  const x = axisOf({ field: "trial", title: "Trial" });
  const y = axisOf({
    field: "value",
    title: capitalised(options.valueTitle ?? "objective value"),
    scale: options.scale ?? "linear",
  });
  const encoding = {
    x: quantitative(
      x,
      points.map((point) => point.trial),
      { room: true },
    ),
    y: quantitative(
      y,
      points.map((point) => point.value),
      { room: true },
    ),
  };
  const domain = ["complete", "pruned", "failed"].filter((state) =>
    points.some((point) => point.state === state),
  );
  const looks = {
    complete: [palette[0], "circle"],
    pruned: [palette[4], "diamond"],
    failed: [alarm, "triangle-up"],
  } as const;
  const range = (index: 0 | 1): string[] => domain.map((state) => looks[state as keyof typeof looks][index]);
  const legend = domain.length > 1 ? { orient: "bottom", title: null } : null;
  const state = (index: 0 | 1): VegaLiteSpec => ({
    field: "state",
    type: "nominal",
    scale: { domain, range: range(index) },
    legend,
  });
  const tooltip = ["trial", "state", "value", "params"].map((field) => ({ field }));
  return [
    {
      data: { values: points },
      mark: { type: "point", filled: true, size: 40, opacity: 0.7 },
      encoding: { ...encoding, color: state(0), shape: state(1), tooltip },
    },
    {
      data: { values: line },
      mark: { type: "line", interpolate: "step-after", color: palette[1] },
      encoding: { ...encoding, tooltip: [{ field: "trial" }, { field: "value", title: "best so far" }] },
    },
  ];
}

function historyText(study: StudyView, best: ReturnType<typeof bestOf>, objective: number): string {
  const count = (state: string): number => study.trials.filter((trial) => trial.state === state).length;
  const word = study.directions[objective] === "maximize" ? "highest" : "lowest";
  const others = (["pruned", "failed"] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${state}`);
  const states = [counted(count("complete"), "complete trial"), ...others].join(", ");
  return `${states}; ${word} value ${numberText(best.value)} in trial ${best.trial.number} (${paramsText(best.trial)})`;
}
