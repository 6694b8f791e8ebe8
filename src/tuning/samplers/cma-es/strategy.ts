/** The constants of CMA-ES for n dimensions, named as in Hansen's tutorial (table 1, positive weights). */
export interface Strategy {
  readonly dimensions: number;
  /** λ: points per generation. */
  readonly populationSize: number;
  /** wᵢ: how much the i-th best of the μ parents counts; they sum to 1. */
  readonly weights: readonly number[];
  readonly muEff: number;
  readonly cSigma: number;
  readonly dSigma: number;
  readonly cCovariance: number;
  readonly c1: number;
  readonly cMu: number;
  /** E‖N(0, I)‖. */
  readonly expectedNorm: number;
}

export function strategyFor(n: number, populationSize = 4 + Math.floor(3 * Math.log(n))): Strategy {
  const parents = Math.floor(populationSize / 2);
  const raw = Array.from({ length: parents }, (_, i) => Math.log((populationSize + 1) / 2) - Math.log(i + 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const muEff = 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const cSigma = (muEff + 2) / (n + muEff + 5);
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  return {
    dimensions: n,
    populationSize,
    weights,
    muEff,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cCovariance: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    c1,
    cMu: Math.min(1 - c1, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff)),
    expectedNorm: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n ** 2)),
  };
}
