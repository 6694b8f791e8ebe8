/**
 * What was measured at the epoch whose weights a run kept, or undefined for a run that ended before its first epoch
 * did.
 *
 * @example
 * keptRecord(run)?.valLoss; // the validation loss of the network that the run returned
 */
export function keptRecord<Epoch extends { readonly epoch: number }>(run: {
  readonly history: readonly Epoch[];
  readonly keptEpoch: number;
}): Epoch | undefined {
  return run.history.find(({ epoch }) => epoch === run.keptEpoch) ?? run.history.at(-1);
}
