import { chartBundle } from "../charts/chart-bundle.js";
import type { Chart } from "../charts/chart.js";
import { learningCurves } from "../charts/learning-curves.js";
import { isRun, isSweep } from "../charts/run-groups.js";
import { sweepCurve } from "../charts/sweep-curve.js";
import { optimizationHistory } from "../charts/tuning/optimization-history.js";
import { paretoChart } from "../charts/tuning/pareto-chart.js";
import { completeTrials } from "../charts/tuning/trials.js";
import type { AutoTuneReport } from "../automl/report/report.js";
import { isFrame, type FrameLike } from "../data/table/frame.js";
import type { Dataset } from "../data/dataset.js";
import { autoTuneDisplay } from "./auto-tune-report.js";
import { datasetTable } from "./dataset-table.js";
import type { StudyView } from "../tuning/trial/trial-record.js";
import { displayMethod, isDisplayable, isObject, type Displayable, type MimeBundle } from "./mime-bundle.js";
import { sweepTable } from "./sweep-table.js";
import { summaryTable, type TableRow } from "./table.js";

/**
 * How a notebook shows a value, or `undefined` if there is nothing better than its text.
 *
 * Objects that describe themselves come first, then this library's results, then DataFrames and rows of a table.
 */
export async function describe(thing: unknown): Promise<MimeBundle | undefined> {
  if (isDisplayable(thing)) return await thing[displayMethod]();
  if (!isObject(thing)) return undefined;
  const result = await describeResult(thing);
  if (result) return result;
  if (isFrame(thing)) return frameTable(thing)[displayMethod]();
  return isRows(thing) ? summaryTable(thing)[displayMethod]() : undefined;
}

/**
 * How a notebook shows this library's results: charts, runs, sweeps, studies, reports, data sets; `undefined` for all else.
 *
 * tunebook's kernel calls it with the last expression of a cell, so that results need not know about notebooks.
 */
export async function describeResult(thing: unknown): Promise<MimeBundle | undefined> {
  if (!isObject(thing)) return undefined;
  const report = autoTuneReport(thing);
  if (report) return autoTuneDisplay(report);
  if (isDataset(thing)) return datasetTable(thing)[displayMethod]();
  if (isSweep(thing) && (thing.names.length > 2 || thing.runs.length === 0))
    return sweepTable(thing)[displayMethod]();
  const chart = chartOf(thing);
  return chart && { ...(await chartBundle(chart)) };
}

function chartOf(thing: object): Chart | undefined {
  if (isChart(thing)) return thing;
  if (isRun(thing)) return learningCurves(thing);
  if (isSweep(thing)) return sweepCurve(thing);
  if (isStudy(thing)) return thing.directions.length === 2 ? paretoChart(thing) : optimizationHistory(thing);
  return undefined;
}

/** The report of `autoTune`, also inside its result. */
function autoTuneReport(value: object): AutoTuneReport | undefined {
  const candidate: unknown = "report" in value ? value.report : value;
  const isReport = isObject(candidate) && candidate["kind"] === "autoTuneReport";
  return isReport ? (candidate as unknown as AutoTuneReport) : undefined;
}

function isChart(value: object): value is Chart {
  return "spec" in value && "summary" in value;
}

/** A study with something to draw. */
function isStudy(value: object): value is StudyView {
  if (!("directions" in value && "trials" in value && Array.isArray(value.trials))) return false;
  return completeTrials(value as StudyView).length > 0;
}

function isDataset(value: object): value is Dataset {
  return "train" in value && "validation" in value && "checksum" in value;
}

function frameTable(frame: FrameLike): Displayable {
  const { columns, values } = frame;
  const rows: TableRow[] = values.map((row) =>
    Object.fromEntries(columns.map((name, index) => [name, (row as readonly unknown[])[index]])),
  );
  return summaryTable(rows, { caption: `${values.length} rows × ${columns.length} columns`, limit: 10 });
}

function isRows(value: object): value is readonly TableRow[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((row) => isObject(row) && !Array.isArray(row))
  );
}
