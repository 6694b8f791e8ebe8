import type { AutoTuneReport } from "../automl/report/report.js";
import { chartBundle } from "../charts/chart-bundle.js";
import type { Chart } from "../charts/chart.js";
import { escapeXml } from "../charts/escape.js";
import { optimizationHistory } from "../charts/tuning/optimization-history.js";
import { bestOf, completeTrials } from "../charts/tuning/trials.js";
import { counted, nameText, numberText } from "../charts/words.js";
import { displayMethod, type MimeBundle } from "./mime-bundle.js";
import { summaryTable, type TableRow } from "./table.js";

/** How many of the best trials are listed. */
const listed = 5;

/** The report of `autoTune` as a page: how well each model predicts, what was chosen, what was tried, and warnings. */
export async function autoTuneDisplay(report: AutoTuneReport): Promise<MimeBundle> {
  const all = [scoreTable, modelTable, choiceTable, columnTable, trialTable].map((make) => make(report));
  const tables = await Promise.all(
    all
      .filter(([, rows]) => rows.length > 0)
      .map(async ([caption, rows]) => summaryTable(rows, { caption })[displayMethod]()),
  );
  const chart = historyChart(report);
  const { "image/svg+xml": svg, "text/plain": history } = await chartBundle(chart);
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  const remarks = report.remarks.map((remark) => `<li>${escapeXml(remark)}</li>`).join("");
  const html = [
    `<p><strong>${escapeXml(headline(report))}</strong></p>`,
    ...tables.map((table) => String(table["text/html"])),
    `<p><img src="${picture}" alt="${escapeXml(history)}"></p>`,
    `<ul>${remarks}</ul>`,
  ].join("\n");
  const text = [
    headline(report),
    ...tables.map((table) => String(table["text/plain"])),
    history,
    report.remarks.map((remark) => `• ${remark}`).join("\n"),
  ].join("\n\n");
  return { "text/html": html, "text/plain": text };
}

function headline({ data, study, ending, testInterval }: AutoTuneReport): string {
  const states = (state: string): number => study.trials.filter((trial) => trial.state === state).length;
  const begun = study.trials.length - states("waiting");
  const tried = `${counted(begun, "trial")} (${states("complete")} complete, ${states("pruned")} pruned)`;
  const ends = { complete: "", timeout: ", until time was up", interrupted: ", then interrupted" }[ending];
  const often = data.repeats > 1 ? `, ${data.repeats} times` : "";
  const splits =
    data.folds > 1
      ? `${data.train + data.validation} rows to train and choose by ${data.folds}-fold validation${often}, ${data.test} to judge`
      : `${data.train} rows to train, ${data.validation} to choose, ${data.test} to judge`;
  const accuracy = testInterval
    ? ` Test accuracy: 95 % interval ${numberText(testInterval[0])} to ${numberText(testInterval[1])}.`
    : "";
  return `Tuned on ${data.name}: ${tried}${ends}; ${splits}.${accuracy}`;
}

type Captioned = readonly [caption: string, rows: readonly TableRow[]];

function scoreTable({ scores }: AutoTuneReport): Captioned {
  const rows = scores.map(({ predictor, validation, test, interval }) => ({
    predictor,
    ...named("validation", validation),
    ...named("test", test),
    [`${Object.keys(test)[0]!}, 95 % interval`]: interval.map((end) => numberText(end)).join(" to "),
  }));
  return ["How well each predicts", rows];
}

function named(split: string, figures: Readonly<Record<string, number>>): TableRow {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${name}, ${split}`, value]));
}

/** Models that are averaged; a single one is seen in the next table. */
function modelTable({ models }: AutoTuneReport): Captioned {
  const rows = models.map(({ model, weight, trial }) => ({
    model,
    share: `${numberText(100 * weight, 2)} %`,
    trial,
  }));
  return ["The models whose mean is the result", rows.length > 1 ? rows : []];
}

/** Columns that are listed, at most. */
const listedColumns = 8;

function columnTable({ columns, data, scores }: AutoTuneReport): Captioned {
  const measure = data.task === "classification" ? "loss" : Object.keys(scores[0]!.test)[0]!;
  const rows = columns.slice(0, listedColumns).map(({ column, rise, deviation }) => ({
    column,
    [`${measure} rises by`]: rise,
    "± deviation": deviation,
  }));
  return ["What matters: the test error if a column is shuffled", rows];
}

function choiceTable({ chosen, baseline, importance }: AutoTuneReport): Captioned {
  const rows = Object.entries(chosen).map(([name, value]) => ({
    hyperparameter: nameText(name),
    baseline: baseline[name],
    chosen: value,
    ...(importance && { importance: `${numberText(100 * (importance[name] ?? 0), 2)} %` }),
  }));
  return ["What was chosen", rows];
}

function trialTable({ study }: AutoTuneReport): Captioned {
  const sorted = [...completeTrials(study)].sort((a, b) => a.value - b.value).slice(0, listed);
  const rows = sorted.map(({ trial, value }) => ({
    trial: trial.number,
    "validation loss": value,
    ...Object.fromEntries(Object.entries(trial.params).map(([name, param]) => [nameText(name), param])),
  }));
  return [`The best ${counted(rows.length, "trial")}`, rows];
}

function historyChart({ study, data }: AutoTuneReport): Chart {
  const best = bestOf(completeTrials(study), study);
  return optimizationHistory(study, {
    title: `What was tried on ${data.name}`,
    valueTitle: "validation loss",
    scale: best.value > 0 ? "log" : "linear",
  });
}
