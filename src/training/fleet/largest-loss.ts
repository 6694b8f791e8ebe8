/** The largest float32: what a loss that is beyond all numbers is written down as, so that records stay plain JSON. */
const largest = 3.4028234663852886e38;

/** A loss this many times that of the first step (or of 1, if that is larger) counts as diverged. */
const divergedFactor = 1e6;

/** A loss as it is written down. */
export const saturated = (loss: number): number => (loss < largest ? loss : largest);

/**
 * The largest loss with which a run goes on; NaN, infinity and every larger one count as diverged.
 *
 * @param firstLoss loss of the run's first step; undefined in that step, when any number will do
 */
export function largestLoss(firstLoss: number | undefined): number {
  return firstLoss === undefined ? largest : saturated(Math.fround(divergedFactor * Math.max(1, firstLoss)));
}
