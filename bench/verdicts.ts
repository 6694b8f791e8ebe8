import type { Comparison } from "./comparisons.js";
import type { PeerResult } from "./compare.js";

/** A target of the project, and whether it was met. */
export interface Verdict {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

/**
 * The verdicts on one comparison. Ratios are medians over the rounds of a peer's cost over this library's in the
 * same round.
 */
export function verdicts({ name, targets }: Comparison, results: readonly PeerResult[]): Verdict[] {
  return targets.flatMap(({ against, factor }) => {
    const peer = results.find((result) => result.name === against);
    if (!peer) return [];
    const fast = (ratio: number): string =>
      ratio >= 1
        ? `${ratio.toFixed(1)} times as fast as ${against}`
        : `${(1 / ratio).toFixed(2)} times the time of ${against}`;
    const target = factor >= 1 ? `at least ${fast(factor)}` : `at most ${fast(factor)}`;
    return [{ what: name, target, measured: fast(peer.ratio), met: peer.ratio >= factor }];
  });
}
