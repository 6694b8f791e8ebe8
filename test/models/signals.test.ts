import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { hyperparameters, type Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { buildNetwork } from "../../src/models/build-network.js";
import { tf } from "../../src/tensorflow/tensorflow.js";
import { contextFor, initialWeights } from "./support.js";

const UNITS = 200;
type Choice = Partial<Hyperparameters>;

/** Mean square of each hidden layer's activations for standard normal inputs, averaged over four networks. */
function secondMoments(choice: Choice, layers = 6): number[] {
  return tf.tidy(() => {
    const { net, weights, inputs } = example(choice, layers);
    const { activations } = net.forward(weights, inputs, contextFor(4, 100));
    return activations.map((activation) => tf.mean(tf.square(activation)).dataSync()[0]!);
  });
}

function example(choice: Choice, layers: number) {
  const shape = { inputShape: [UNITS], outputs: 2 };
  const net = buildNetwork(hyperparameters({ layers, units: UNITS, ...choice }), shape);
  const inputs = tf.randomNormal([4, 100, UNITS], 0, 1, "float32", 7);
  return { net, weights: initialWeights(net.weights, 4), inputs };
}

const ratios = (values: number[]): number[] => values.slice(1).map((value, index) => value / values[index]!);

// He et al., 2015, arXiv 1502.01852, section 2.2: ReLU halves the second moment, so the weights have to double it.
// Saxe, McClelland and Ganguli, 2014, arXiv 1312.6120: orthogonal weights. Klambauer et al., 2017, arXiv 1706.02515: SELU.
describe("signals through deep networks", () => {
  it("lose half their second moment per layer with Glorot's weights and ReLU", () => {
    for (const ratio of ratios(secondMoments({ activation: "relu", initializer: "glorotNormal" })))
      expect(ratio).to.be.closeTo(0.5, 0.05);
  });

  it("keep it with He's weights and ReLU", () => {
    for (const ratio of ratios(secondMoments({ activation: "relu", initializer: "heNormal" })))
      expect(ratio).to.be.closeTo(1, 0.1);
  });

  it("keep it exactly with orthogonal weights and no activation", () => {
    for (const moment of secondMoments({ activation: "linear", initializer: "orthogonal" }))
      expect(moment).to.be.closeTo(1, 0.02);
  });

  it("tend to mean 0 and variance 1 with SELU and LeCun's weights", () => {
    for (const moment of secondMoments({ activation: "selu", initializer: "lecunNormal" }, 10))
      expect(moment).to.be.closeTo(1, 0.1);
  });

  it("die out with weights that are too small, and blow up with ones that are too large", () => {
    const scaled = (initializerScale: number): number[] =>
      secondMoments({ activation: "relu", initializer: "randomNormal", initializerScale });
    expect(scaled(0.01).at(-1)).to.be.below(1e-6);
    expect(scaled(0.5).at(-1)).to.be.above(1e6);
  });

  it("carry gradients back through ten sigmoid layers far worse than through ten residual ReLU layers", () => {
    const firstOverLast = (choice: Choice): number =>
      tf.tidy(() => {
        const { net, weights, inputs } = example(choice, 10);
        const names = ["dense1/kernel", "dense10/kernel"];
        const loss = (...kernels: Tensor[]): tf.Scalar => {
          const all = new Map([...weights, ...names.map((name, index) => [name, kernels[index]!] as const)]);
          return tf.mean(tf.square(net.forward(all, inputs, contextFor(4, 100)).output));
        };
        const { grads } = tf.valueAndGrads(loss)(names.map((name) => weights.get(name)!));
        const [first, last] = grads.map((gradient) => tf.norm(gradient).dataSync()[0]!);
        return first! / last!;
      });
    expect(firstOverLast({ activation: "sigmoid", initializer: "glorotUniform" })).to.be.below(1e-4);
    expect(firstOverLast({ activation: "relu", residual: true })).to.be.above(1e-2);
  });

  it("are the same in every unit when all weights begin the same", () => {
    tf.tidy(() => {
      const { net, weights, inputs } = example({ initializer: "constant", activation: "tanh" }, 2);
      for (const activation of net.forward(weights, inputs, contextFor(4, 100)).activations) {
        const spread = tf.sub(tf.max(activation, -1), tf.min(activation, -1));
        expect(tf.max(spread).dataSync()[0]).to.be.below(1e-5);
      }
    });
  });
});
