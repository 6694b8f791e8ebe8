import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** A lower triangular matrix, row by row: row i has i + 1 numbers and begins at i (i + 1) / 2. */
export interface Triangular {
  readonly size: number;
  readonly values: Float64Array;
}

/** The Cholesky factor L of a symmetric matrix, A = L Lᵀ; `undefined` if it is not positive definite. */
export function choleskyFactor(matrix: readonly Float64Array[]): Triangular | undefined {
  const decomposition = new CholeskyDecomposition(new Matrix([...matrix]));
  if (!decomposition.isPositiveDefinite()) return undefined;
  const lower = decomposition.lowerTriangularMatrix;
  const values = new Float64Array((lower.rows * (lower.rows + 1)) / 2);
  for (let i = 0, at = 0; i < lower.rows; i++) for (let j = 0; j <= i; j++) values[at++] = lower.get(i, j);
  return { size: lower.rows, values };
}

/** L⁻¹, by forward substitution. */
export function inverseOf({ size, values }: Triangular): Triangular {
  const inverse = new Float64Array(values.length);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      const row = (i * (i + 1)) / 2;
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= values[row + k]! * column[k]!;
      column[i] = sum / values[row + i]!;
      inverse[row + j] = column[i]!;
    }
  }
  return { size, values: inverse };
}

/** L · x. */
export function multiply({ size, values }: Triangular, x: Float64Array): Float64Array {
  const product = new Float64Array(size);
  for (let i = 0, at = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += values[at++]! * x[j]!;
    product[i] = sum;
  }
  return product;
}

/** Lᵀ · x. */
export function multiplyTransposed({ size, values }: Triangular, x: Float64Array): Float64Array {
  const product = new Float64Array(size);
  for (let i = 0, at = 0; i < size; i++) {
    const factor = x[i]!;
    for (let j = 0; j <= i; j++) product[j]! += values[at++]! * factor;
  }
  return product;
}

/** log det(L Lᵀ). */
export function logDeterminant({ size, values }: Triangular): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += 2 * Math.log(values[(i * (i + 3)) / 2]!);
  return sum;
}
