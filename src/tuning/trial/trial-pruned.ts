/**
 * Thrown by an objective to end its trial early, because it is not promising. The trial's state becomes `pruned`, its
 * value the last one reported.
 *
 * @example
 * trial.report(loss, epoch);
 * if (trial.shouldPrune()) throw new TrialPruned();
 */
export class TrialPruned extends Error {
  override readonly name = "TrialPruned";

  constructor(message = "The trial was pruned.") {
    super(message);
  }
}
