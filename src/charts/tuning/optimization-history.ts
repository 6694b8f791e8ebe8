import { checkStudyChart } from "./trials.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Chart } from "../chart.js";
import type { Size } from "../compose.js";
import { extentOf } from "../../runtime/extent.js";
import { chart } from "../layers/chart.js";
import { line, points } from "../layers/marks.js";
import { robustLimit } from "../limit.js";
import { alarm, palette } from "../theme.js";
import { capitalised, counted, numberText } from "../words.js";
import { bestTrial, paramsText, someTrials, type Valued } from "./trials.js";

/** Options for charts of a study. */
export interface StudyChartOptions extends Size {
  readonly title?: string;
  /** What the objective measures; `"Objective value"` by default. */
  readonly valueTitle?: string;
  /** Which objective, if there are several; the first by default. */
  readonly objective?: number;
  readonly scale?: "linear" | "log";
}

/**
 * The value of every trial in order, and the best so far as a line: how a search improves.
 *
 * Pruned trials are diamonds at the last value they reported, failed ones triangles at the edge.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` counts the trials by their state and names the best
 * @throws {RangeError} if no trial is complete
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => trial.suggestFloat("x", 0, 1), { trials: 4 });
 * optimizationHistory(study);
 */
export function optimizationHistory(study: StudyView, options: StudyChartOptions = {}): Chart {
  checkStudyChart("optimizationHistory", options);
  const { objective = 0, valueTitle = "objective value", scale = "linear", ...size } = options;
  const complete = someTrials(study, "the history", objective);
  const reached = bestTrial(study, objective);
  const minimize = study.directions[objective] !== "maximize";
  const { limit } = minimize ? robustLimit(complete.map(({ value }) => value)) : { limit: Infinity };
  const trials = trialRows(study, complete, objective, limit);
  const steps = bestSoFar(complete, minimize).map((row) => ({ ...row, value: Math.min(row.value, limit) }));
  const title = options.title ?? `Search history of ${study.name}`;
  const states = (Object.keys(looks) as State[]).filter((state) => trials.some((row) => row.state === state));
  const seen = { trial: "trial", state: "state", value: "value", params: "params" } as const;
  const style = { interpolate: "step-after", clip: false };
  const place = { x: "trial", y: "value" } as const;
  const best = line(steps, {
    ...place,
    color: palette[1],
    style,
    tooltip: { trial: "trial", "best so far": "value" },
  });
  return chart(
    [
      points(trials, {
        ...place,
        series: "state",
        opacity: 0.7,
        style: { size: 40, clip: false },
        tooltip: seen,
      }),
      { ...best, perSeries: stepsDrawn },
    ],
    {
      ...size,
      title,
      subtitle: Number.isFinite(reached.value)
        ? "line: the best so far"
        : `line: the best so far of the finite values; trial ${reached.trial.number} is ${numberText(reached.value)}`,
      summary: `${title}: ${historyText(study, reached, objective)}.`,
      x: { title: "Trial", room: true },
      y: { title: capitalised(valueTitle), scale, room: true, cut: false },
      series: {
        labels: states,
        colors: states.map((state) => looks[state].color),
        shapes: states.map((state) => looks[state].shape),
      },
      zoom: false,
    },
  );
}

const looks = {
  complete: { color: palette[0], shape: "circle" },
  pruned: { color: palette[4], shape: "diamond" },
  failed: { color: alarm, shape: "triangle-up" },
} as const;
type State = keyof typeof looks;

/** A step of the best value must not be thinned away. */
const stepsDrawn = 3000;

interface TrialRow {
  readonly trial: number;
  readonly value: number;
  readonly state: string;
  readonly params: string;
}

/** Where each trial is drawn: pruned ones at their last reported value, failed ones at the worse edge. */
function trialRows(
  study: StudyView,
  complete: readonly Valued[],
  objective: number,
  limit: number,
): TrialRow[] {
  const [low, high] = extentOf(complete.map(({ value }) => Math.min(value, limit)));
  const edge = study.directions[objective] === "maximize" ? low : high;
  return study.trials.flatMap((trial) => {
    const value = trial.values[objective];
    const state = trial.state;
    if (state === "running" || state === "waiting" || (state === "pruned" && value === undefined)) return [];
    const drawn = state === "failed" || value === undefined ? edge : Math.min(value, limit);
    if (!Number.isFinite(drawn)) return [];
    return [{ trial: trial.number, value: drawn, state, params: paramsText(trial) }];
  });
}

/** The best value after each complete trial. */
function bestSoFar(complete: readonly Valued[], minimize: boolean): { trial: number; value: number }[] {
  let best = minimize ? Infinity : -Infinity;
  return complete.map(({ trial, value }) => {
    best = minimize ? Math.min(best, value) : Math.max(best, value);
    return { trial: trial.number, value: best };
  });
}

function historyText(study: StudyView, best: Valued, objective: number): string {
  const count = (state: string): number => study.trials.filter((trial) => trial.state === state).length;
  const word = study.directions[objective] === "maximize" ? "highest" : "lowest";
  const others = (["pruned", "failed"] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${state}`);
  const states = [counted(count("complete"), "complete trial"), ...others].join(", ");
  return `${states}; ${word} value ${numberText(best.value)} in trial ${best.trial.number} (${paramsText(best.trial)})`;
}
