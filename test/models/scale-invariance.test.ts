import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { buildNetwork } from "../../src/models/build-network.js";
import { tf } from "../../src/tensorflow/tensorflow.js";
import { contextFor, expectClose, initialWeights } from "./support.js";

interface Measured {
  readonly output: Tensor;
  /** Of the mean of the squared outputs, by weight. */
  readonly gradients: ReadonlyMap<string, Tensor>;
}

const shapes = { dense: [6], convolutional: [8, 8, 2] } as const;

/** A network of two layers with batch norm, the second's weights multiplied by a factor. */
function example(architecture: keyof typeof shapes, training = true) {
  const choice = hyperparameters({ architecture, layers: 2, units: 7, activation: "tanh", batchNorm: true });
  const inputShape = shapes[architecture];
  const net = buildNetwork(choice, { inputShape, outputs: 3 });
  const trained = net.weights.filter(({ role }) => role !== "statistic").map(({ name }) => name);
  const kernel = trained.find((name) => name.endsWith("2/kernel"))!;
  const measure = (factor: number): Measured => {
    const all = initialWeights(net.weights, 1);
    all.set(kernel, tf.mul(factor, all.get(kernel)!));
    const inputs = tf.randomNormal([1, 24, ...inputShape], 0, 1, "float32", 7);
    const forward = (values: readonly Tensor[]): Tensor => {
      const weights = new Map([...all, ...trained.map((name, at) => [name, values[at]!] as const)]);
      return net.forward(weights, inputs, contextFor(1, 24, { training })).output;
    };
    const values = trained.map((name) => all.get(name)!);
    const slopes = tf.grads((...some: Tensor[]) => tf.mean(tf.square(forward(some))))(values);
    return { output: forward(values), gradients: new Map(trained.map((name, at) => [name, slopes[at]!])) };
  };
  return { kernel, measure };
}

// Ioffe and Szegedy, "Batch normalization", 2015, arXiv 1502.03167, section 3.3: BN((aW)u) = BN(Wu) and
// ∂BN((aW)u)/∂(aW) = (1/a) · ∂BN(Wu)/∂W. It holds but for the 10⁻⁵ under the root.
describe("batch norm in a whole network", () => {
  for (const architecture of ["dense", "convolutional"] as const)
    it(`does not see a factor on the weights of a ${architecture} layer, and divides their gradient by it`, () => {
      tf.tidy(() => {
        const { kernel, measure } = example(architecture);
        const [plain, scaled] = [measure(1), measure(8)];
        expectClose(scaled.output, plain.output.dataSync(), 1e-3, "output");
        for (const [name, gradient] of plain.gradients) {
          const expected = gradient.dataSync().map((slope) => (name === kernel ? slope / 8 : slope));
          const largest = Math.max(...expected.map(Math.abs));
          expectClose(scaled.gradients.get(name)!, expected, 1e-3 * largest, name);
        }
      });
    });

  it("does see it after training, when its averages stand still", () => {
    tf.tidy(() => {
      const { measure } = example("dense", false);
      const moved = tf.max(tf.abs(tf.sub(measure(8).output, measure(1).output)));
      expect(moved.dataSync()[0]).to.be.above(0.1);
    });
  });
});
