import { expect } from "chai";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { toDataset } from "../../../src/data/to-dataset.js";
import { stream } from "../../../src/random/stream.js";
import { largestEigenvalue } from "../../../src/training/curvature/lanczos.js";
import {
  largestCurvature,
  type CurvatureOptions,
} from "../../../src/training/curvature/largest-curvature.js";
import { train } from "../../../src/training/train.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { smallData } from "../support.js";

const largest = (matrix: Matrix): number => Math.max(...new EigenvalueDecomposition(matrix).realEigenvalues);

describe("largestEigenvalue", () => {
  const exactly = { products: 100, tolerance: 1e-12 };
  const of = (matrix: Matrix, options = exactly) => {
    const product = (vector: Float64Array) =>
      Float64Array.from(matrix.mmul(Matrix.columnVector([...vector])).to1DArray());
    return largestEigenvalue(product, matrix.rows, stream(1, "test"), options);
  };

  it("agrees with a full decomposition, for many sizes", () => {
    for (const size of [1, 2, 3, 8, 30]) {
      const random = stream(size, "matrix");
      const any = new Matrix(Array.from({ length: size }, () => Array.from({ length: size }, () => random.normal()))); // prettier-ignore
      const symmetric = Matrix.add(any, any.transpose());
      expect(of(symmetric).value).to.be.closeTo(largest(symmetric), 1e-8);
    }
  });

  it("gives the largest one, not the one farthest from zero", () => {
    expect(of(Matrix.diag([-9, 2, 1])).value).to.be.closeTo(2, 1e-9);
  });

  it("is done after one product where every direction is alike", () => {
    expect(of(Matrix.diag([3, 3, 3]))).to.deep.include({ products: 1, settled: true });
  });

  it("does not take the second largest for the largest where the first vector hardly points along it", () => {
    const random = stream(1, "test"); // gives the first vector
    const first = Array.from({ length: 300 }, () => Math.abs(random.normal()));
    const diagonal = first.map((_, index) => index / 300);
    diagonal[first.indexOf(Math.max(...first))] = 28;
    diagonal[first.indexOf(Math.min(...first))] = 39;
    const found = of(Matrix.diag(diagonal), { products: 60, tolerance: 0.01 });
    expect(found.value).to.be.closeTo(39, 0.4);
  });

  it("says if it had to stop before it settled", () => {
    const wide = Matrix.diag(Array.from({ length: 50 }, (_, index) => index));
    expect(of(wide, { products: 2, tolerance: 1e-12 })).to.deep.include({ products: 2, settled: false });
  });
});

describe("largestCurvature", () => {
  it("is the largest eigenvalue of 2/n · XᵀX for linear regression, wherever it is measured", async () => {
    const data = smallData([4], "regression");
    const linear = { layers: 0, loss: "meanSquaredError", epochs: 2 } as const;
    const { inputs, count } = data.train;
    const rows = Array.from({ length: count }, (_, row) => [1, ...inputs.subarray(4 * row, 4 * row + 4)]);
    const X = new Matrix(rows);
    const expected = largest(X.transpose().mmul(X).mul(2 / count)); // prettier-ignore
    const run = await train(data, linear);
    for (const options of [{}, { seed: 5 }, { weights: run.weights() }])
      expect(largestCurvature(data, linear, { ...options, tolerance: 1e-6 }).value).to.be.closeTo(
        expected,
        1e-3 * expected,
      );
  });

  it("agrees with the Hessian of softmax regression", () => {
    // With all weights 0 every class has probability 1/C, and the Hessian is (I/C − 1/C²) ⊗ mean of x xᵀ.
    const data = toDataset({ x: [[1], [2], [-1], [3]], y: [0, 1, 2, 1], validation: { x: [[1], [2], [3]], y: [0, 1, 2] }, test: { x: [[1], [2], [3]], y: [0, 1, 2] }, standardise: false }); // prettier-ignore
    const X = new Matrix([[1, 1], [1, 2], [1, -1], [1, 3]]); // prettier-ignore
    const expected =
      largest(
        X.transpose()
          .mmul(X)
          .mul(1 / 4),
      ) / 3;
    const { value } = largestCurvature(data, { layers: 0, initializer: "zeros" }, { tolerance: 1e-6 });
    expect(value).to.be.closeTo(expected, 1e-3 * expected);
  });

  it("tells where gradient descent on a whole batch becomes unstable", async () => {
    const data = smallData([4], "regression");
    const linear = { layers: 0, loss: "meanSquaredError", batchSize: 30, epochs: 400 } as const;
    const bound = 2 / largestCurvature(data, linear).value;
    const above = await train(data, { ...linear, learningRate: 1.05 * bound });
    const below = await train(data, { ...linear, learningRate: 0.95 * bound });
    expect(above.ending).to.equal("diverged");
    expect(below.stepLosses.at(-1)!).to.be.below(below.stepLosses[0]!);
  });

  it("does not depend on what is random in training, and leaves nothing in TensorFlow's memory", () => {
    const data = smallData([6], "classification");
    const plain = { layers: 2, units: 8, batchNorm: true };
    const { value } = largestCurvature(data, plain);
    const before = tf.memory().numTensors;
    expect(largestCurvature(data, { ...plain, dropout: 0.5, inputNoise: 0.1 }).value).to.equal(value);
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("refuses what it cannot use", async () => {
    const data = smallData([6], "classification");
    const run = await train(data, { layers: 1, units: 8, epochs: 1 });
    const refused: [CurvatureOptions, RegExp][] = [
      [{ weights: run.weights() }, /dense1\/kernel.*another shape/],
      [{ tolerance: 0 }, /tolerance 0/],
      [{ products: 1 }, /1 products/],
      [{ tolerence: 1 } as CurvatureOptions, /tolerance/],
    ];
    for (const [options, message] of refused)
      expect(() => largestCurvature(data, { layers: 1, units: 9 }, options)).to.throw(message);
  });
});
