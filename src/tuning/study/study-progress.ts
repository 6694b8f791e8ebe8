import { randomUUID } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import type { TrialRecord } from "../trial/trial-record.js";

/** Where trainings and sweeps, too, announce how far they are; the notebook listens and draws. */
const progressChannel = channel("tunebook:progress");

/** Announces how far a study has come, after each trial and at the end. */
export function studyProgress(
  name: string,
  trials: number | undefined,
): { advance(record: TrialRecord): void; end(): void } {
  const id = randomUUID();
  const begun = performance.now();
  let done = 0;
  const publish = (finished: boolean, record?: TrialRecord): void => {
    if (!progressChannel.hasSubscribers) return;
    const seconds = (performance.now() - begun) / 1000;
    const total = finished ? done : (trials ?? done + 1);
    const secondsLeft = done > 0 && trials !== undefined ? (seconds / done) * (trials - done) : undefined;
    progressChannel.publish({
      id,
      kind: "study",
      title: name,
      done,
      total,
      seconds,
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(record !== undefined && { trial: record }),
      finished,
    });
  };
  return {
    advance: (record) => {
      done++;
      publish(false, record);
    },
    end: () => {
      publish(true);
    },
  };
}
