import type { RandomStream } from "../random/stream.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { Matrix, QrDecomposition } from "ml-matrix";

/** What decides the first values of an array of weights. */
export interface InitializerInput {
  readonly shape: readonly number[];
  /** How many inputs one output sums up. */
  readonly fanIn: number;
  /** How many outputs one input reaches. */
  readonly fanOut: number;
  /** Hyperparameter `initializerScale`; only some initializers use it. */
  readonly scale: number;
}

/** Draws the first values of an array of weights, flat, last axis fastest. */
export type Initializer = (input: InitializerInput, random: RandomStream) => Float32Array;

/** How many numbers an array of this shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Fills an array of the given shape with draws. */
export function fill(shape: readonly number[], draw: () => number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, draw);
}

/** Every weight 0: all units of a layer stay equal for ever, so hidden layers learn nothing. */
export const zeros: Initializer = ({ shape }) => fill(shape, () => 0);

/** Every weight the same number: as symmetric as zeros. */
export const constant: Initializer = ({ shape, scale }) => fill(shape, () => scale);

/** Normal with mean 0 and standard deviation `scale`, whatever the size of the layer. */
export const randomNormal: Initializer = ({ shape, scale }, random) =>
  fill(shape, () => scale * random.normal());

/** Uniform between −`scale` and `scale`, whatever the size of the layer. */
export const randomUniform: Initializer = ({ shape, scale }, random) =>
  fill(shape, () => scale * (2 * random.uniform() - 1));

/** Standard deviation of a standard normal cut off at ±2: √(1 − 4·φ(2) / (2Φ(2) − 1)). */
const TRUNCATED_DEVIATION = 0.8796256610342398;

/** A standard normal number between −2 and 2: draws outside are thrown away. */
function truncatedNormal(random: RandomStream): number {
  const value = random.normal();
  return Math.abs(value) <= 2 ? value : truncatedNormal(random);
}

/**
 * Uniform with the given variance.
 *
 * w ~ U(−√(3·variance), √(3·variance))
 */
export function uniformOfVariance(variance: (input: InitializerInput) => number): Initializer {
  return (input, random) => {
    const limit = Math.sqrt(3 * variance(input));
    return fill(input.shape, () => limit * (2 * random.uniform() - 1));
  };
}

/**
 * Normal cut off at two standard deviations and widened so that the variance is the given one, as Keras does.
 *
 * w ~ σ/0.8796·N(0, 1) given |N| ≤ 2, σ² = variance
 */
export function normalOfVariance(variance: (input: InitializerInput) => number): Initializer {
  return (input, random) => {
    const deviation = Math.sqrt(variance(input)) / TRUNCATED_DEVIATION;
    return fill(input.shape, () => deviation * truncatedNormal(random));
  };
}

/**
 * Glorot (Xavier): keeps the variance of signals about the same forwards and of gradients backwards, for units that are linear around 0.
 *
 * Var(w) = 2 / (fan in + fan out)
 *
 * @see Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010, equation 12
 */
const glorotVariance = ({ fanIn, fanOut }: InitializerInput): number => 2 / (fanIn + fanOut);

/** Glorot with a uniform distribution. */
export const glorotUniform = uniformOfVariance(glorotVariance);
/** Glorot with a normal distribution cut off at two standard deviations. */
export const glorotNormal = normalOfVariance(glorotVariance);

/**
 * He (Kaiming): twice the variance of LeCun, because ReLU throws half of every signal away.
 *
 * Var(w) = 2 / fan in
 *
 * @see He et al., "Delving deep into rectifiers", 2015, equation 10
 */
const heVariance = ({ fanIn }: InitializerInput): number => 2 / fanIn;

/** He with a uniform distribution. */
export const heUniform = uniformOfVariance(heVariance);
/** He with a normal distribution cut off at two standard deviations. */
export const heNormal = normalOfVariance(heVariance);

/**
 * LeCun: a sum of fan-in terms of unit variance has unit variance. SELU needs it.
 *
 * Var(w) = 1 / fan in
 *
 * @see LeCun et al., "Efficient BackProp", 1998, equation 16; Klambauer et al., "Self-normalizing neural networks", 2017
 */
const lecunVariance = ({ fanIn }: InitializerInput): number => 1 / fanIn;

/** LeCun with a uniform distribution. */
export const lecunUniform = uniformOfVariance(lecunVariance);
/** LeCun with a normal distribution cut off at two standard deviations. */
export const lecunNormal = normalOfVariance(lecunVariance);

/**
 * A random matrix with orthonormal rows or columns (whichever are fewer), times the gain `scale`: it turns signals
 * and gradients without stretching them. Arrays of more than two axes are folded to (all but last) × last.
 *
 * The Q of a normal matrix's QR decomposition, signs chosen so that R has a positive diagonal: only then is Q drawn
 * uniformly from all such matrices.
 *
 * @see Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
 * networks", 2014; Mezzadri, "How to generate random matrices from the classical compact groups", 2007
 */
export const orthogonal: Initializer = ({ shape, scale }, random) => {
  const columns = shape.at(-1) ?? 1;
  const rows = sizeOf(shape) / columns;
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const normal = Array.from({ length: long * short }, () => random.normal());
  const decomposition = new QrDecomposition(Matrix.from1DArray(long, short, normal));
  const signs = decomposition.upperTriangularMatrix.diagonal().map((value) => (value < 0 ? -scale : scale));
  const tall = decomposition.orthogonalMatrix.mulRowVector(signs);
  const matrix = rows < columns ? tall.transpose() : tall;
  return Float32Array.from(matrix.to1DArray());
};

/** Every initializer by its name. */
export const initializers: Readonly<Record<Hyperparameters["initializer"], Initializer>> = Object.freeze({
  zeros,
  constant,
  randomNormal,
  randomUniform,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  orthogonal,
});
