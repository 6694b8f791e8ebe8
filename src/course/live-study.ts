import { subscribe } from "node:diagnostics_channel";
import type { Chart } from "../charts/chart.js";
import { dashboard } from "../charts/dashboard.js";
import { importanceChart } from "../charts/tuning/importance-chart.js";
import { optimizationHistory } from "../charts/tuning/optimization-history.js";
import { parallelCoordinates } from "../charts/tuning/parallel-coordinates.js";
import { paretoChart } from "../charts/tuning/pareto-chart.js";
import { completeTrials, paramsText } from "../charts/tuning/trials.js";
import { counted } from "../charts/words.js";
import { parameterImportance, watchChannel, type WatchedStudy } from "../tuning/index.js";
import { isFinished, type StudyView, type TrialRecord } from "../tuning/trial/trial-record.js";
import { currentHost, newDisplayId, volatile } from "./host.js";
import { displayMethod, type MimeBundle } from "./mime-bundle.js";
import { summaryTable } from "./table.js";

/** The displays of one watched study: its charts, and below them its running trials. */
interface Drawing {
  readonly charts: string;
  readonly running: string;
  /** How many trials were over when the charts were drawn. */
  finished: number;
}

/**
 * A listener that draws watched studies in the notebook. The charts hold finished trials only, and are left as they are
 * while none is added: a report of a running trial changes the table alone.
 */
export function studyDrawer(): (message: unknown) => void {
  const drawings = new Map<string, Drawing>();
  return (message) => {
    const { id, study, finished } = message as WatchedStudy;
    const known = drawings.get(id);
    const drawing = known ?? { charts: newDisplayId(), running: newDisplayId(), finished: -1 };
    const host = currentHost();
    const draw = (displayId: string, bundle: MimeBundle): void => {
      host.display(bundle, { displayId, update: known !== undefined, metadata: volatile });
    };
    const over = study.trials.filter(isFinished).length;
    if (over !== drawing.finished) draw(drawing.charts, chartsBundle(study));
    draw(drawing.running, runningBundle(study, finished));
    drawing.finished = over;
    if (finished) drawings.delete(id);
    else drawings.set(id, drawing);
  };
}

/** The charts as Vega-Lite and in words. No SVG, since it is soon replaced. */
function chartsBundle(study: StudyView): MimeBundle {
  if (completeTrials(study).length === 0) return { "text/plain": `${study.name}: no trial is complete yet.` };
  const { spec, summary } = studyCharts(study);
  return { "application/vnd.vegalite.v5+json": spec, "text/plain": summary };
}

/** What is shown of a study with at least one complete trial: each chart for which there are trials enough. */
export function studyCharts(study: StudyView): Chart {
  const title = `Study ${study.name}`;
  const first =
    study.directions.length === 2 ? paretoChart(study) : optimizationHistory(study, { width: 400 });
  const above = [first, ...importance(study)];
  const below = parallelCoordinates(study);
  const summary = [...above, below].map((chart) => chart.summary).join(" ");
  return dashboard([above, [below]], { title, summary });
}

/** Nothing where importance cannot be measured yet: all trials have the same value. */
function importance(study: StudyView): Chart[] {
  if (completeTrials(study).length < 2) return [];
  const shares = parameterImportance(study);
  const isMeasured = Object.values(shares).some((share) => share > 0);
  return isMeasured ? [importanceChart(shares, { width: 220 })] : [];
}

function runningBundle({ trials }: StudyView, finished: boolean): MimeBundle {
  const states = (["complete", "pruned", "failed", "waiting"] as const).flatMap((state) => {
    const count = trials.filter((trial) => trial.state === state).length;
    return count > 0 ? [`${count} ${state}`] : [];
  });
  const running = trials.filter(({ state }) => state === "running");
  const counts = [...states, `${running.length} running`].join(", ");
  const caption = `${counted(trials.length, "trial")}: ${counts}${finished ? "; no longer updated" : ""}`;
  if (running.length === 0) return { "text/html": `<p>${caption}</p>`, "text/plain": caption };
  return summaryTable(running.map(runningRow), { caption })[displayMethod]() as MimeBundle;
}

function runningRow(trial: TrialRecord): Record<string, unknown> {
  const last = trial.intermediateValues.at(-1);
  return {
    trial: trial.number,
    since: trial.started?.toTimeString().slice(0, 8),
    step: last?.step,
    "reported value": last?.value,
    parameters: paramsText(trial),
  };
}

if (currentHost().kind !== "console") subscribe(watchChannel.name, studyDrawer());
