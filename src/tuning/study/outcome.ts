import type { TrialFailure, TrialRecord } from "../trial/trial-record.js";

/** A trial's outcome: its value, one value per objective, or that it has none. */
export type Outcome = number | readonly number[] | "pruned" | "failed";

export interface Verdict {
  readonly state: "complete" | "pruned" | "failed";
  readonly values: readonly number[];
  readonly error?: TrialFailure;
}

/**
 * How a trial ends, given its outcome.
 *
 * @throws {TypeError} if the outcome is neither numbers nor a known word
 * @throws {RangeError} if there are not as many values as objectives
 */
export function judge(record: TrialRecord, objectives: number, outcome: Outcome, error?: unknown): Verdict {
  if (outcome === "failed")
    return { state: "failed", values: [], ...(error !== undefined && { error: describe(error) }) };
  if (outcome === "pruned") return { state: "pruned", values: lastReported(record) };
  const values: readonly number[] = typeof outcome === "number" ? [outcome] : outcome;
  if (!isNumbers(values))
    throw new TypeError(
      `Cannot end trial ${record.number} with ${JSON.stringify(outcome)}: an objective must return a number, or a list of ` +
        `numbers, one per objective.`,
    );
  if (values.length !== objectives)
    throw new RangeError(
      `Cannot end trial ${record.number} with ${values.length} values: the study has ${objectives} objective(s), and needs ` +
        `exactly one value for each.`,
    );
  if (!values.some(Number.isNaN)) return { state: "complete", values: [...values] };
  const message = `The objective returned ${values.join(", ")}; a value must be a number other than NaN.`;
  return { state: "failed", values: [], error: { name: "RangeError", message } };
}

/** The name and message of anything that was thrown. */
export function describe(thrown: unknown): TrialFailure {
  if (!(thrown instanceof Error)) return { name: typeof thrown, message: String(thrown) };
  const { name, message, stack } = thrown;
  return { name, message, ...(stack !== undefined && { stack }) };
}

/** JavaScript objectives may return anything. */
function isNumbers(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === "number");
}

function lastReported(record: TrialRecord): readonly number[] {
  const last = record.intermediateValues.at(-1)?.value;
  return last === undefined || Number.isNaN(last) ? [] : [last];
}
