import { chartBundle } from "../charts/chart-bundle.js";
import type { Chart } from "../charts/chart.js";
import { learningCurves } from "../charts/learning-curves.js";
import { isRun, isSweep } from "../charts/run-groups.js";
import { sweepCurve } from "../charts/sweep-curve.js";
import type { Dataset } from "../data/dataset.js";
import { datasetTable } from "./dataset-table.js";
import { displayMethod, isDisplayable, isObject, type MimeBundle } from "./mime-bundle.js";
import { sweepTable } from "./sweep-table.js";
import { summaryTable, type TableRow } from "./table.js";

/** The part of a danfo.js DataFrame that is needed to show it. */
interface FrameLike {
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

/**
 * How a notebook shows a value, or `undefined` if there is nothing better than its text.
 *
 * What knows itself comes first, then charts, runs, sweeps, data sets, DataFrames and rows of a table.
 */
export async function describe(thing: unknown): Promise<MimeBundle | undefined> {
  if (isDisplayable(thing)) return await thing[displayMethod]();
  if (!isObject(thing)) return undefined;
  if (isChart(thing)) return { ...(await chartBundle(thing)) };
  if (isRun(thing)) return { ...(await chartBundle(learningCurves(thing))) };
  if (isSweep(thing)) {
    if (thing.names.length > 2 || thing.runs.length === 0) return sweepTable(thing)[displayMethod]();
    return { ...(await chartBundle(sweepCurve(thing))) };
  }
  if (isDataset(thing)) return datasetTable(thing)[displayMethod]();
  if (isFrame(thing))
    return summaryTable(frameRows(thing), { caption: frameCaption(thing), limit: 10 })[displayMethod]();
  if (isRows(thing)) return summaryTable(thing)[displayMethod]();
  return undefined;
}

function isChart(value: object): value is Chart {
  return "spec" in value && "summary" in value;
}

function isDataset(value: object): value is Dataset {
  return "train" in value && "validation" in value && "checksum" in value;
}

function isFrame(value: object): value is FrameLike {
  return (
    "columns" in value && Array.isArray(value.columns) && "values" in value && Array.isArray(value.values)
  );
}

function frameRows(frame: FrameLike): TableRow[] {
  return frame.values.map((row) =>
    Object.fromEntries(frame.columns.map((name, index) => [name, row[index]])),
  );
}

function frameCaption(frame: FrameLike): string {
  return `${frame.values.length} rows × ${frame.columns.length} columns`;
}

function isRows(value: object): value is readonly TableRow[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((row) => isObject(row) && !Array.isArray(row))
  );
}
