import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { hyperparameters, type Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { presets } from "../../src/hyperparameters/presets.js";
import { parameterCount } from "../../src/models/assemble.js";
import { buildNetwork } from "../../src/models/build-network.js";
import type { Network, NetworkShape } from "../../src/models/network.js";
import { tf } from "../../src/tensorflow/tensorflow.js";
import { contextFor, expectClose, initialWeights } from "./support.js";

const image: NetworkShape = { inputShape: [8, 8, 1], outputs: 10 };
const sequence: NetworkShape = { inputShape: [40, 1], outputs: 10 };
const table: NetworkShape = { inputShape: [5], outputs: 3 };
const network = (choice: Partial<Hyperparameters>, data: NetworkShape = table): Network =>
  buildNetwork(hyperparameters(choice), data);

/** Everything at once, small: each part must keep the runs of a fleet apart. */
const kinds: Record<string, [Partial<Hyperparameters>, NetworkShape]> = {
  dense: [{ layers: 2, units: 6, batchNorm: true, dropout: 0.3, inputNoise: 0.1, residual: true }, table],
  "dense on images": [{ layers: 1, units: 4 }, image],
  "dense with group norm": [{ layers: 2, units: 6, normGroups: 2, residual: true }, table],
  linear: [{ layers: 0 }, table],
  "convolutional with layer norm": [
    { architecture: "convolutional", layers: 2, units: 3, normGroups: 1 },
    image,
  ],
  convolutional: [
    { architecture: "convolutional", layers: 2, units: 3, batchNorm: true, dropout: 0.3, residual: true },
    image,
  ],
  "convolutional on sequences": [
    { architecture: "convolutional", layers: 2, units: 3, kernelSize: 5, pooling: "stride" },
    sequence,
  ],
  "convolutional with global max pooling": [
    { architecture: "convolutional", layers: 2, units: 3, pooling: "globalMax" },
    sequence,
  ],
  selfAttention: [
    { architecture: "selfAttention", layers: 2, units: 4, residual: true, dropout: 0.2 },
    { inputShape: [6, 2], outputs: 3 },
  ],
  simpleRnn: [
    { architecture: "simpleRnn", layers: 2, units: 4, residual: true },
    { inputShape: [6, 2], outputs: 3 },
  ],
  gru: [
    { architecture: "gru", layers: 1, units: 4, dropout: 0.2 },
    { inputShape: [6, 2], outputs: 3 },
  ],
  lstm: [
    { architecture: "lstm", layers: 1, units: 4, batchNorm: true },
    { inputShape: [4, 3, 2], outputs: 3 },
  ],
};

const slice = (all: Tensor, run: number): Tensor => tf.slice(all, [run], [1]);

describe("networks", () => {
  for (const [name, [choice, data]] of Object.entries(kinds))
    it(`${name}: a fleet of three is three networks of one`, () => {
      tf.tidy(() => {
        const net = network(choice, data);
        const weights = initialWeights(net.weights, 3);
        const inputs = tf.randomNormal([3, 4, ...data.inputShape], 0, 1, "float32", 3);
        const fleetContext = contextFor(3, 4, {
          dropout: tf.tensor1d([0.1, 0.5, 0.3]),
          inputNoise: tf.tensor1d([0.1, 0, 2]),
        });
        const fleet = net.forward(weights, inputs, fleetContext);
        expect(fleet.output.shape).to.deep.equal([3, 4, data.outputs]);
        for (const run of [0, 1, 2]) {
          const own = new Map([...weights].map(([key, value]) => [key, slice(value, run)]));
          const alone = net.forward(own, slice(inputs, run), {
            ...fleetContext,
            dropout: slice(fleetContext.dropout, run),
            inputNoise: slice(fleetContext.inputNoise, run),
            mask: slice(fleetContext.mask, run),
            noise: (layer, shape) => slice(fleetContext.noise(layer, shape), run),
          });
          expectClose(slice(fleet.output, run), alone.output.dataSync(), 1e-5, "output");
          for (const [key, value] of fleet.statistics)
            expectClose(slice(value, run), alone.statistics.get(key)!.dataSync(), 1e-5, key);
        }
      });
    });

  for (const [name, [choice, data]] of Object.entries(kinds))
    it(`${name}: may see the same examples for all runs once trained`, () => {
      tf.tidy(() => {
        const net = network(choice, data);
        const weights = initialWeights(net.weights, 2);
        const inputs = tf.randomNormal([1, 4, ...data.inputShape], 0, 1, "float32", 3);
        const context = contextFor(2, 4, { training: false });
        const shared = net.forward(weights, inputs, context).output;
        const twice = tf.tile(inputs, [2, ...data.inputShape.map(() => 1), 1]);
        expectClose(shared, net.forward(weights, twice, context).output.dataSync(), 1e-6);
      });
    });

  it("count their parameters: those of the multilayer perceptron of the MNIST-1D paper are 15 210", () => {
    const shape = { inputShape: [40], outputs: 10 };
    expect(parameterCount(network({ layers: 2, units: 100 }, shape))).to.equal(15210);
    const conv = {
      architecture: "convolutional",
      layers: 3,
      units: 25,
      pooling: "stride",
      kernelSize: 3,
    } as const;
    // 3·1·25 + 25, twice 3·25·25 + 25, and 125·10 + 10.
    expect(parameterCount(network(conv, sequence))).to.equal(100 + 2 * 1900 + 1260);
  });

  it("do not count batch norm's statistics, and leave out the bias it makes useless", () => {
    expect(parameterCount(network({ layers: 1, units: 4, batchNorm: true }))).to.equal(
      5 * 4 + 4 + 4 + 4 * 3 + 3,
    );
  });

  it("have one normalization at most", () => {
    const both = { layers: 1, units: 4, batchNorm: true, normGroups: 1 };
    expect(() => network(both)).to.throw(RangeError, "a layer has one normalization");
  });

  it("fit the capstone's five layers into 8 × 8 pixels", () => {
    const { summary } = buildNetwork(presets.cnn, image);
    expect(summary.filter((line) => line.includes("max pooling"))).to.have.length(2);
    expect(summary.at(-1)).to.equal("dense 10 → 10, 5130 parameters");
  });

  it("give every weight a name of its own", () => {
    for (const [choice, data] of Object.values(kinds)) {
      const names = network(choice, data).weights.map(({ name }) => name);
      expect(new Set(names).size).to.equal(names.length);
    }
  });

  it("hand back each hidden layer's activations", () => {
    tf.tidy(() => {
      const net = network({ layers: 3, units: 4, activation: "relu" });
      const { activations } = net.forward(
        initialWeights(net.weights, 1),
        tf.ones([1, 2, 5]),
        contextFor(1, 2),
      );
      expect(activations).to.have.length(3);
      for (const activation of activations) expect(tf.min(activation).dataSync()[0]).to.be.at.least(0);
    });
  });

  it("add a layer's input to its output where residual connections are asked for and shapes agree", () => {
    tf.tidy(() => {
      const choice = { layers: 1, units: 5, initializer: "zeros", residual: true } as const;
      const net = network(choice);
      expect(net.summary[1]).to.equal("relu, plus the layer's input → 5");
      const weights = initialWeights(net.weights, 1);
      weights.set("output/kernel", tf.ones([1, 5, 3]));
      const inputs = tf.tensor3d([[[1, 2, 3, 4, 5]]]);
      // The hidden layer adds relu(0) to its input, so the outputs sum up the input.
      expectClose(net.forward(weights, inputs, contextFor(1, 1)).output, [15, 15, 15], 1e-6);
    });
  });

  it("leave a residual connection out where shapes differ", () => {
    expect(network({ layers: 1, units: 4, residual: true }).summary[1]).to.equal("relu → 4");
  });

  it("refuse data they cannot walk over, and windows larger than the image", () => {
    expect(() => network({ architecture: "gru" })).to.throw(RangeError, '"gru"');
    expect(() => network({ architecture: "convolutional" })).to.throw(RangeError, "[5]");
    expect(() => network({ architecture: "convolutional", kernelSize: 9 }, image)).to.throw(
      RangeError,
      "kernelSize = 9: the window must fit into the input, which is 8 × 8",
    );
  });

  it("say which weight is missing", () => {
    const net = network({ layers: 0 });
    expect(() => net.forward(new Map(), tf.ones([1, 1, 5]), contextFor(1, 1))).to.throw('"output/kernel"');
  });
});
