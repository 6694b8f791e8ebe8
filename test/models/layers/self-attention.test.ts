import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { buildNetwork } from "../../../src/models/build-network.js";
import { initializers } from "../../../src/models/initializers.js";
import type { Layer } from "../../../src/models/layers/layer.js";
import { positionVectors, selfAttention } from "../../../src/models/layers/self-attention.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { contextFor, expectClose, initialWeights } from "../support.js";

const options = { name: "a", units: 3, initializer: initializers.lecunNormal, scale: 1, bias: true };
const layer = selfAttention([4, 2], options);
const apply = (applied: Layer, x: Tensor, weights: Map<string, Tensor>): Tensor =>
  applied.apply(x, { weights, context: contextFor(1, x.shape[1]!), statistics: new Map() });
const inputs = (): Tensor => tf.randomNormal([1, 5, 4, 2], 0, 1, "float32", 3);
const swapped = (x: Tensor): Tensor => tf.gather(x, tf.tensor1d([2, 0, 3, 1], "int32"), 2);

describe("self-attention", () => {
  it("weighs the values by how well keys fit the query", () => {
    tf.tidy(() => {
      const weights = initialWeights(layer.weights, 1);
      const [query, key, value] = ["query", "key", "value"].map(
        (part) => tf.squeeze(weights.get(`a/${part}/kernel`)!, [0]).arraySync() as number[][],
      );
      const x = inputs();
      const steps = (x.arraySync() as number[][][][])[0]![1]!;
      const times = (row: number[], matrix: number[][]): number[] =>
        matrix[0]!.map((_, unit) => row.reduce((sum, each, at) => sum + each * matrix[at]![unit]!, 0));
      const dot = (a: number[], b: number[]): number => a.reduce((sum, each, at) => sum + each * b[at]!, 0);
      const fits = steps.map((step) =>
        Math.exp(dot(times(steps[0]!, query!), times(step, key!)) / Math.sqrt(3)),
      );
      const total = fits.reduce((sum, fit) => sum + fit, 0);
      const mean = [0, 1, 2].map((unit) =>
        steps.reduce((sum, step, at) => sum + (fits[at]! / total) * times(step, value!)[unit]!, 0),
      );
      const kernel = tf.squeeze(weights.get("a/kernel")!, [0]).arraySync() as number[][];
      const first = tf.slice(apply(layer, x, weights), [0, 1, 0, 0], [1, 1, 1, 3]);
      expectClose(first, times(mean, kernel), 1e-5);
    });
  });

  it("gives permuted outputs for permuted inputs, until positions are told apart", () => {
    tf.tidy(() => {
      const positions = positionVectors([4, 2]);
      const weights = initialWeights([...layer.weights, ...positions.weights], 1);
      const x = inputs();
      const expected = swapped(apply(layer, x, weights)).dataSync();
      expectClose(apply(layer, swapped(x), weights), expected, 1e-5);
      const told = (each: Tensor): Tensor => apply(layer, apply(positions, each, weights), weights);
      const difference = tf.sub(told(swapped(x)), swapped(told(x)));
      expect(tf.max(tf.abs(difference)).dataSync()[0]).to.be.above(0.1);
    });
  });

  it("makes a network whose parameters can be counted", () => {
    const choice = hyperparameters({ architecture: "selfAttention", layers: 1, units: 17, residual: true });
    const { weights, summary } = buildNetwork(choice, { inputShape: [40, 1], outputs: 10 });
    const count = weights.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
    expect(count).to.equal(17 + 40 * 17 + 4 * 17 ** 2 + 17 + 180);
    expect(summary).to.include("relu, plus the layer's input → 40 × 17");
  });

  it("refuses a plain list of features", () => {
    const choice = hyperparameters({ architecture: "selfAttention" });
    expect(() => buildNetwork(choice, { inputShape: [5], outputs: 3 })).to.throw(RangeError, /selfAttention/);
  });
});
