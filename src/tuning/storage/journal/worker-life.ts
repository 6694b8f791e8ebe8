import { randomUUID } from "node:crypto";
import { isAlive, thisMachine } from "../../../runtime/processes.js";
import type { TrialRecord } from "../../trial/trial-record.js";

/** The system attribute with a running trial's last heartbeat and the interval between heartbeats. */
export const heartbeatNote = "heartbeat";

/**
 * What the lines of this process are signed with: Optuna asks only that it differs from process to process; ours says
 * which process of which machine, so that others there can see whether it is alive.
 */
export function workerName(): string {
  return `${randomUUID()}-${process.pid}@${thisMachine()}`;
}

/** Whether a trial is marked as running, but its process is known to have ended or has been silent for too long. */
export function isDead({ state, systemAttributes }: TrialRecord, worker: string, now = Date.now()): boolean {
  if (state !== "running") return false;
  const [, pid, host] = /-(\d+)@(.+)$/.exec(worker) ?? [];
  if (host === thisMachine()) return !isAlive(Number(pid));
  const { at, every } = (systemAttributes[heartbeatNote] ?? {}) as { at?: string; every?: number };
  return now - Date.parse(at ?? "") > 2000 * Number(every);
}
