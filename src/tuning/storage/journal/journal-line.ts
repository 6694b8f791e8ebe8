import type { TrialState } from "../../trial/trial-record.js";

/** The operations of Optuna's journal. */
export const operation = {
  createStudy: 0,
  deleteStudy: 1,
  setStudyUserAttribute: 2,
  setStudySystemAttribute: 3,
  createTrial: 4,
  setParam: 5,
  setState: 6,
  report: 7,
  setUserAttribute: 8,
  setSystemAttribute: 9,
  discardTrials: 10,
} as const;

/** One line. Which fields it has depends on the operation. */
export interface JournalLine {
  readonly op_code: number;
  readonly worker_id: string;
  readonly study_name?: string;
  readonly directions?: readonly number[];
  readonly study_id?: number;
  readonly trial_id?: number;
  readonly datetime_start?: string | null;
  readonly datetime_complete?: string;
  readonly param_name?: string;
  readonly param_value_internal?: number;
  readonly distribution?: string;
  readonly state?: number;
  readonly value?: number | null;
  readonly values?: readonly number[] | null;
  readonly step?: number;
  readonly intermediate_value?: number;
  readonly user_attr?: Readonly<Record<string, unknown>>;
  readonly system_attr?: Readonly<Record<string, unknown>>;
  // Only where a trial was added as a whole:
  readonly params?: Readonly<Record<string, number>>;
  readonly distributions?: Readonly<Record<string, string>>;
  readonly user_attrs?: Readonly<Record<string, unknown>>;
  readonly system_attrs?: Readonly<Record<string, unknown>>;
  readonly intermediate_values?: Readonly<Record<string, number>>;
}

/** The states in the order of their numbers. */
export const states: readonly TrialState[] = ["running", "complete", "pruned", "failed", "waiting"];

/** A time as Optuna writes it: microseconds, and the offset from UTC in full. */
export function printTime(date: Date): string {
  return date.toISOString().replace("Z", "000+00:00");
}

/** A file that cannot be read as a journal, or cannot be locked. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}
