import type { Direction, TrialRecord } from "../trial/trial-record.js";

/**
 * The complete trial with the best value, the earliest of equals.
 *
 * @throws {Error} if the study has several objectives or no complete trial
 */
export function bestTrial(trials: readonly TrialRecord[], directions: readonly Direction[]): TrialRecord {
  if (directions.length > 1)
    throw new Error(
      `Cannot name the best trial: the study has ${directions.length} objectives, and the best of one may be the worst of ` +
        `another. Use paretoFront.`,
    );
  const sign = directions[0] === "minimize" ? 1 : -1;
  let best: TrialRecord | undefined;
  for (const trial of trials)
    if (trial.state === "complete" && (best === undefined || sign * (trial.values[0]! - best.values[0]!) < 0))
      best = trial;
  if (best === undefined) throw new Error(`Cannot name the best trial: ${whyNone(trials)}`);
  return best;
}

function whyNone(trials: readonly TrialRecord[]): string {
  const failure = trials.filter((trial) => trial.error !== undefined).at(-1)?.error;
  if (failure === undefined) return `none of the ${trials.length} trials is complete. Run optimize first.`;
  return `none of the ${trials.length} trials is complete. The last failure was ${failure.name}: ${failure.message}`;
}
