import { checkOptionNames } from "../../runtime/nearest-name.js";
import { checkBetween, checkWhole } from "../options.js";
import type { StudyStorage } from "../storage/storage.js";
import { errorAttribute } from "../storage/trial-table.js";
import { diedName, queuedParams, type TrialRecord } from "../trial/trial-record.js";

/** Which trials count as dead, and what happens to them. */
export interface DeadTrialOptions {
  /** Seconds, ≥ 0, since a trial began after which it counts as dead whatever runs it. Default: never. */
  readonly silentFor?: number;
  /** How often a trial whose process died is tried again with the same values, ≥ 0. Default 0. */
  readonly retries?: number;
}

/**
 * As noted by Optuna's `RetryHeartbeatStaleTrialCallback`: the first trial with these values, and all earlier retries.
 */
const [firstNote, historyNote] = ["failed_trial", "retry_history"];

/** Fails the running trials whose process has died, and queues them again as often as `retries` says. */
export function failDeadTrials(storage: StudyStorage, options: DeadTrialOptions): TrialRecord[] {
  checkOptionNames("fail dead trials", options, ["silentFor", "retries"]);
  const { silentFor = Number.POSITIVE_INFINITY, retries = 0 } = options;
  checkBetween("fail dead trials", "silentFor", silentFor, 0, Number.POSITIVE_INFINITY);
  checkWhole("fail dead trials", "retries", retries, 0);
  const dead = new Set(storage.life?.dead());
  const failed = storage
    .trials()
    .filter(
      (trial) => dead.has(trial.number) || (trial.state === "running" && secondsSince(trial) > silentFor),
    )
    .filter(({ number }) => fail(storage, number));
  for (const trial of failed) retry(storage, trial, retries);
  return failed.map(({ number }) => storage.trials()[number]!);
}

function secondsSince({ started }: TrialRecord): number {
  return (Date.now() - (started?.getTime() ?? 0)) / 1000;
}

/** Whether it was this process that failed the trial: another may have seen it at the same time. */
function fail(storage: StudyStorage, number: number): boolean {
  const message = "The process that ran the trial ended before it reported a result.";
  try {
    storage.setAttribute(number, "user", errorAttribute, { name: diedName, message });
    storage.finish(number, "failed", []);
    return true;
  } catch (error) {
    if (storage.trials()[number]!.state !== "running") return false;
    throw error;
  }
}

function retry(
  storage: StudyStorage,
  { number, params, systemAttributes }: TrialRecord,
  retries: number,
): void {
  const before = (systemAttributes[historyNote] ?? []) as readonly number[];
  const history = [...before, number];
  if (history.length > retries) return;
  const values = { ...(systemAttributes[queuedParams] as object | undefined), ...params };
  const notes = { [queuedParams]: values, [firstNote]: history[0], [historyNote]: history };
  storage.create({ state: "waiting", systemAttributes: notes });
}
