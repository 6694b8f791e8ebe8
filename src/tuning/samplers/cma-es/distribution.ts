import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { RandomStream } from "../../../random/stream.js";

/** The constants of CMA-ES for n dimensions, named as in Hansen's tutorial (table 1). */
export interface Strategy {
  readonly dimensions: number;
  /** λ: points per generation. */
  readonly populationSize: number;
  /** wᵢ: how much the i-th best point counts. Those of the μ parents sum to 1; the worse half is negative: the distribution shrinks there. */
  readonly weights: readonly number[];
  /** μ: the points that the mean moves to. */
  readonly parents: number;
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
  const raw = Array.from(
    { length: populationSize },
    (_, i) => Math.log((populationSize + 1) / 2) - Math.log(i + 1),
  );
  const muEff = effective(raw.slice(0, parents));
  const cSigma = (muEff + 2) / (n + muEff + 5);
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  const cMu = Math.min(1 - c1, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff));
  return {
    dimensions: n,
    populationSize,
    weights: signedWeights(raw, [
      1 + c1 / cMu,
      1 + (2 * effective(raw.slice(parents))) / (muEff + 2),
      (1 - c1 - cMu) / (n * cMu),
    ]),
    parents,
    muEff,
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    cCovariance: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    c1,
    cMu,
    expectedNorm: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n ** 2)),
  };
}

/** (Σw)² / Σw². */
function effective(weights: readonly number[]): number {
  return sumOf(weights) ** 2 / sumOf(weights.map((weight) => weight ** 2));
}

/** The positive weights scaled to the sum 1, the negative ones to the least of the limits that keep the covariance sound. */
function signedWeights(raw: readonly number[], limits: readonly number[]): number[] {
  const positive = sumOf(raw.filter((weight) => weight > 0));
  const negative = -sumOf(raw.filter((weight) => weight < 0));
  return raw.map((weight) => (weight > 0 ? weight / positive : (weight * Math.min(...limits)) / negative));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The normal distribution that CMA-ES draws a generation from, N(mean, sigma² · covariance), and its state. */
export interface SearchDistribution {
  readonly generation: number;
  readonly mean: readonly number[];
  readonly sigma: number;
  readonly covariance: Matrix;
  /** p_σ, whose length tells whether steps have been too short or too long. */
  readonly stepPath: readonly number[];
  /** p_c, the direction in which the mean has been moving. */
  readonly covariancePath: readonly number[];
  /** covariance = axes · diag(lengths²) · axesᵀ. */
  readonly axes: Matrix;
  readonly lengths: readonly number[];
}

/** The starting distribution: isotropic, by default at the centre of the unit cube. */
export function initialDistribution(mean: readonly number[], sigma: number): SearchDistribution {
  const zeros = mean.map(() => 0);
  const identity = Matrix.eye(mean.length);
  const lengths = mean.map(() => 1);
  const paths = { stepPath: zeros, covariancePath: zeros };
  return { generation: 0, mean, sigma, covariance: identity, ...paths, axes: identity, lengths };
}

/** Draws tried before a point outside the cube is moved to its border. */
const attempts = 100;

/** x = m + σ B D z with z ~ N(0, I), drawn again while it lies outside the unit cube. */
export function drawPoint(from: SearchDistribution, random: RandomStream): number[] {
  let point: number[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const z = from.lengths.map((length) => length * random.normal());
    const step = times(from.axes, z);
    point = from.mean.map((mean, axis) => mean + from.sigma * step[axis]!);
    if (point.every((x) => x >= 0 && x <= 1)) return point;
  }
  return point.map((x) => Math.min(1, Math.max(0, x)));
}

/**
 * The distribution of the next generation.
 *
 * @param ranked the points of this generation, from the best to the worst
 * @see Hansen, "The CMA evolution strategy: a tutorial", 2016, figure 6 (equations 38 to 47)
 */
export function nextDistribution(
  now: SearchDistribution,
  ranked: readonly (readonly number[])[],
  strategy: Strategy,
): SearchDistribution {
  const { weights, parents, muEff, cSigma, dSigma, cCovariance, expectedNorm, dimensions: n } = strategy;
  const steps = ranked.map((point) => point.map((x, i) => (x - now.mean[i]!) / now.sigma));
  const step = now.mean.map((_, i) => sumOf(steps.slice(0, parents).map((one, k) => weights[k]! * one[i]!)));

  const whitened = whiten(now, step);
  const stepPath = decayed(now.stepPath, cSigma, muEff, whitened);
  const norm = Math.hypot(...stepPath);
  const unbiased = norm / Math.sqrt(1 - (1 - cSigma) ** (2 * (now.generation + 1)));
  const isSteady = unbiased < (1.4 + 2 / (n + 1)) * expectedNorm;
  const covariancePath = decayed(now.covariancePath, cCovariance, muEff, isSteady ? step : step.map(() => 0));

  const covariance = updateCovariance(now, covariancePath, steps, isSteady, strategy);
  const { axes, lengths } = principalAxes(covariance);
  return {
    generation: now.generation + 1,
    mean: now.mean.map((mean, i) => mean + now.sigma * step[i]!),
    sigma: now.sigma * Math.exp((cSigma / dSigma) * (norm / expectedNorm - 1)),
    covariance,
    stepPath,
    covariancePath,
    axes,
    lengths,
  };
}

function updateCovariance(
  now: SearchDistribution,
  path: readonly number[],
  steps: readonly (readonly number[])[],
  isSteady: boolean,
  { weights, c1, cMu, cCovariance }: Strategy,
): Matrix {
  const lost = isSteady ? 0 : cCovariance * (2 - cCovariance);
  const next = Matrix.mul(now.covariance, 1 + c1 * lost - c1 - cMu * sumOf(weights));
  const pathColumn = Matrix.columnVector([...path]);
  next.add(pathColumn.mmul(pathColumn.transpose()).mul(c1));
  steps.forEach((step, k) => {
    const column = Matrix.columnVector([...step]);
    const weight = weights[k]! < 0 ? weights[k]! * atUsualDistance(now, step) : weights[k]!;
    next.add(column.mmul(column.transpose()).mul(cMu * weight));
  });
  return next;
}

/** n / ‖C^−½ step‖²: however far out a bad point lies, it takes away no more than one at the usual distance, and on the mean nothing. */
function atUsualDistance(now: SearchDistribution, step: readonly number[]): number {
  return step.length / Math.max(1e-12, Math.hypot(...whiten(now, step)) ** 2);
}

/** (1 − c) · path + √(c (2 − c) μeff) · step. */
function decayed(path: readonly number[], c: number, muEff: number, step: readonly number[]): number[] {
  return path.map((value, i) => (1 - c) * value + Math.sqrt(c * (2 - c) * muEff) * step[i]!);
}

/** C^−½ · step. */
function whiten({ axes, lengths }: SearchDistribution, step: readonly number[]): number[] {
  const rotated = times(axes.transpose(), step);
  return times(
    axes,
    rotated.map((value, i) => value / lengths[i]!),
  );
}

function principalAxes(covariance: Matrix): { axes: Matrix; lengths: number[] } {
  const decomposition = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  // Rounding can make the smallest eigenvalue of a very flat distribution negative.
  const lengths = decomposition.realEigenvalues.map((value) => Math.sqrt(Math.max(value, 1e-20)));
  return { axes: decomposition.eigenvectorMatrix, lengths };
}

function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.mmul(Matrix.columnVector([...vector])).to1DArray();
}
