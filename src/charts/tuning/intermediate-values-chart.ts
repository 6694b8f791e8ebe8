import { checkStudyChart } from "./trials.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { TrialRecord } from "../../tuning/trial/trial-record.js";
import type { Chart } from "../chart.js";
import { chart } from "../layers/chart.js";
import { assertSome, thinned } from "../layers/columns.js";
import { line, points } from "../layers/marks.js";
import { capitalised, counted } from "../words.js";
import type { StudyChartOptions } from "./optimization-history.js";

/**
 * What each trial reported while it ran, one line per trial: which ones a pruner stopped, and how early.
 *
 * Pruned trials are dashed and end in a diamond.
 *
 * @param study a study, or anything with its name, directions and trials
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` counts the reports, and those of pruned trials
 * @throws {RangeError} if no trial has reported a value
 * @example
 * const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
 * await study.optimize((trial) => {
 *   const x = trial.suggestFloat("x", 0, 1);
 *   for (const step of [1, 2, 3]) trial.report(x / step, step);
 *   return x;
 * }, { trials: 4 });
 * intermediateValuesChart(study);
 */
export function intermediateValuesChart(study: StudyView, options: StudyChartOptions = {}): Chart {
  checkStudyChart("intermediateValuesChart", options);
  const reporting = study.trials.filter((trial) => trial.intermediateValues.length > 0);
  assertSome(reporting, `what the trials of ${study.name} reported (no trial called report)`);
  const pruned = reporting.filter((trial) => trial.state === "pruned");
  const {
    title = `What the trials of ${study.name} reported`,
    valueTitle = "reported value",
    scale = "linear",
  } = options;
  const text = `${counted(reporting.length, "trial")}, ${pruned.length} of them pruned; ${reports(reporting)} reports in all, ${reports(pruned)} by pruned trials`;
  const rows = reportRows(thinned(reporting, trialsDrawn));
  const missing = reporting.length - trialsDrawn;
  const place = { x: "step", y: "value", series: "state", tooltip: seen } as const;
  const ends = rows.filter((row) => row.last && row.state === "pruned");
  const dash = { condition: { test: "datum.series == 'pruned'", value: [4, 3] }, value: [1, 0] };
  const lines = line(rows, {
    ...place,
    detail: "trial",
    dashes: false,
    encoding: { strokeDash: dash },
    style: { strokeWidth: 1.3 },
    opacity: 0.7,
  });
  const diamond = { shape: "diamond", size: 34, clip: false };
  const diamonds =
    ends.length === 0
      ? []
      : [{ ...points(ends, { ...place, opacity: 0.9, style: diamond }), differ: ["color"] as const }];
  return chart([lines, diamonds], {
    width: options.width,
    height: options.height,
    title,
    subtitle: `one line per trial${missing > 0 ? `, ${trialsDrawn} of ${reporting.length} trials drawn` : ""}; dashed with a diamond at its end: pruned`,
    summary: `${title}: ${text}.`,
    x: { title: "Step", room: false },
    y: { title: capitalised(valueTitle), scale, room: false },
    series: { labels: [...new Set(rows.map((row) => row.state))].sort(), title: "state", room: undefined },
    zoom: false,
  });
}

/** More lines than this cannot be told apart, and more points make a notebook slow. */
const trialsDrawn = 300;
const reportsDrawn = 6000;

const seen = { trial: "trial", step: "step", value: "value", state: "state" } as const;

const reports = (trials: readonly TrialRecord[]): number =>
  trials.reduce((sum, trial) => sum + trial.intermediateValues.length, 0);

interface ReportRow {
  readonly trial: number;
  readonly step: number;
  readonly value: number;
  readonly state: string;
  readonly last: boolean;
}

function reportRows(trials: readonly TrialRecord[]): ReportRow[] {
  const each = Math.min(60, Math.ceil(reportsDrawn / trials.length));
  return trials.flatMap((trial) => {
    const measured = trial.intermediateValues.filter(({ value }) => !Number.isNaN(value));
    const drawn = thinned(measured, each);
    return drawn.map(({ step, value }, index) => ({
      trial: trial.number,
      step,
      value,
      state: trial.state,
      last: index === drawn.length - 1,
    }));
  });
}
