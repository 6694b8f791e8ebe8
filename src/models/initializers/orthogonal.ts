import type { RandomStream } from "../../random/stream.js";
import { sizeOf, type Initializer } from "./initializer.js";

/**
 * A random matrix with orthonormal rows or columns (whichever are fewer), times the gain `scale`: it turns signals
 * and gradients without stretching them. Arrays of more than two axes are folded to (all but last) × last.
 *
 * Rows of a normal matrix made orthonormal by modified Gram–Schmidt, which is the Q of a QR decomposition with a
 * positive diagonal, hence drawn uniformly from all such matrices.
 *
 * @see Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
 * networks", 2014; Mezzadri, "How to generate random matrices from the classical compact groups", 2007
 */
export const orthogonal: Initializer = ({ shape, scale }, random) => {
  const columns = shape.at(-1) ?? 1;
  const rows = sizeOf(shape) / columns;
  const vectors = orthonormalVectors(Math.min(rows, columns), Math.max(rows, columns), random);
  const at = (row: number, column: number): number =>
    rows < columns ? vectors[row]![column]! : vectors[column]![row]!;
  return Float32Array.from(
    { length: rows * columns },
    (_, index) => scale * at(Math.floor(index / columns), index % columns),
  );
};

function orthonormalVectors(count: number, length: number, random: RandomStream): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const earlier of vectors) subtractProjection(vector, earlier);
    // A second pass removes what rounding left of the projections ("twice is enough", Kahan).
    for (const earlier of vectors) subtractProjection(vector, earlier);
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  return vectors;
}

function subtractProjection(vector: Float64Array, onto: Float64Array): void {
  const share = dot(vector, onto);
  for (let index = 0; index < vector.length; index++) vector[index]! -= share * onto[index]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
