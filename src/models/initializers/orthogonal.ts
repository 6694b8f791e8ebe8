import { Matrix, QrDecomposition } from "ml-matrix";
import { sizeOf, type Initializer } from "./initializer.js";

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
