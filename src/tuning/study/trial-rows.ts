import { constraintsOf } from "../trial/constraints.js";
import type { StudyView, TrialRecord } from "../trial/trial-record.js";

/** One trial as a row of a table. */
export type TrialRow = Readonly<Record<string, string | number | boolean>>;

/**
 * A study as rows, one per trial, named as in Optuna's `trials_dataframe`: number, value (with several objectives
 * values_0, …), datetime_start, datetime_complete, duration in seconds, params_…, user_attrs_…, constraints_…, state.
 * Every row has the same columns; what a trial does not have is NaN.
 *
 * @example
 * trialRows(study)[0]; // { number: 0, value: 0.31, …, duration: 1.2, params_learningRate: 0.01, state: "complete" }
 */
export function trialRows(study: StudyView): TrialRow[] {
  const rows = study.trials.map((trial) => rowOf(trial, study.directions.length));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort((a, b) => rank(a) - rank(b));
  return rows.map((row) => Object.fromEntries(columns.map((name) => [name, cell(row[name])])));
}

const order = ["number", "value", "datetime_start", "datetime_complete", "duration", "params", "user", "constraints", "state"]; // prettier-ignore

/** Columns of one kind stay in the order in which trials first had them. */
function rank(column: string): number {
  return order.findIndex((kind) => column.startsWith(kind));
}

function rowOf(trial: TrialRecord, objectives: number): Record<string, unknown> {
  const { number, values, params, attributes, state, started, finished } = trial;
  const own = Array.from({ length: objectives }, (_, i): [string, unknown] => [
    objectives === 1 ? "value" : `values_${i}`,
    values[i],
  ]);
  return {
    number,
    ...Object.fromEntries<unknown>(own),
    datetime_start: started?.toISOString(),
    datetime_complete: finished?.toISOString(),
    duration: started && finished ? (finished.getTime() - started.getTime()) / 1000 : undefined,
    ...prefixed("params", params),
    ...prefixed("user_attrs", attributes),
    ...prefixed("constraints", constraintsOf(trial)),
    state,
  };
}

function prefixed(kind: string, record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${kind}_${name}`, value]));
}

function cell(value: unknown): string | number | boolean {
  if (value === undefined) return Number.NaN;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}
