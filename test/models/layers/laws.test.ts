import { dropout, inputNoise } from "../../../src/models/layers/noise.js";
import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { batchNorm } from "../../../src/models/layers/batch-norm.js";
import { groupNorm } from "../../../src/models/layers/group-norm.js";
import type { LayerPass } from "../../../src/models/layers/layer.js";
import type { ForwardContext } from "../../../src/models/network.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { contextFor, expectClose, initialWeights } from "../support.js";

const pass = (context: ForwardContext, weights = new Map<string, Tensor>()): LayerPass => ({
  context,
  weights,
  statistics: new Map(),
});
const moments = (values: Tensor): [number, number] => {
  const { mean, variance } = tf.moments(values);
  return [mean.dataSync()[0]!, variance.dataSync()[0]!];
};

// Srivastava et al., "Dropout", 2014, section 10: kept units are divided by their probability while training (inverted dropout),
// which leaves the mean of a unit and gives it, for a value of 1, the variance p / (1 − p) of a scaled coin.
describe("dropout", () => {
  it("keeps the mean, and gives a unit of 1 the variance p / (1 − p)", () => {
    tf.tidy(() => {
      for (const rate of [0.2, 0.5, 0.8]) {
        const context = contextFor(1, 500, { dropout: tf.tensor1d([rate]) });
        const [mean, variance] = moments(dropout(1, [200]).apply(tf.ones([1, 500, 200]), pass(context)));
        // 100 000 units: the mean is off by at most 4 standard errors in all but one of 15 000 seeds; this one is fixed.
        expect(mean).to.be.closeTo(1, 4 * Math.sqrt(rate / (1 - rate) / 1e5));
        expect(variance).to.be.closeTo(rate / (1 - rate), 0.05);
      }
    });
  });

  it("does nothing after training, and nothing at rate 0", () => {
    tf.tidy(() => {
      const x = tf.randomNormal([1, 3, 4], 0, 1, "float32", 1);
      const after = contextFor(1, 3, { training: false, dropout: tf.tensor1d([0.5]) });
      expectClose(dropout(1, [4]).apply(x, pass(after)), x.dataSync(), 0);
      expectClose(dropout(1, [4]).apply(x, pass(contextFor(1, 3))), x.dataSync(), 0);
    });
  });
});

describe("input noise", () => {
  it("has mean 0 and the standard deviation asked for, per run", () => {
    tf.tidy(() => {
      const context = contextFor(2, 400, { inputNoise: tf.tensor1d([0.5, 2]) });
      const noisy = inputNoise([100]).apply(tf.ones([2, 400, 100]), pass(context));
      [0.5, 2].forEach((deviation, run) => {
        const [mean, variance] = moments(tf.slice(noisy, [run], [1]));
        expect(mean).to.be.closeTo(1, 0.02 * deviation);
        expect(Math.sqrt(variance) / deviation).to.be.closeTo(1, 0.02);
      });
    });
  });
});

// Ioffe and Szegedy, "Batch normalization", 2015, arXiv 1502.03167: algorithm 1, section 3.1 (averages), section 3.3 (scale).
describe("batch norm", () => {
  const layer = batchNorm("norm", [3], { momentum: 0.9, epsilon: 1e-5 });
  const x = (): Tensor => tf.randomNormal([1, 64, 3], 5, 2, "float32", 1);
  const run = (inputs: Tensor, changes: Partial<ForwardContext> = {}): Tensor =>
    layer.apply(inputs, pass(contextFor(1, inputs.shape[1]!, changes), initialWeights(layer.weights, 1)));

  it("gives each unit mean 0 and variance 1", () => {
    tf.tidy(() => {
      const { mean, variance } = tf.moments(run(x()), 1);
      expectClose(mean, [0, 0, 0], 1e-5);
      expectClose(variance, [1, 1, 1], 1e-4);
    });
  });

  it("does not see the scale of what comes in: BN(a·x) = BN(x)", () => {
    tf.tidy(() => {
      expectClose(run(tf.mul(37, x())), run(x()).dataSync(), 1e-4);
    });
  });

  it("does not see padding", () => {
    tf.tidy(() => {
      const padding = tf.fill([1, 16, 3], 1e3);
      const mask = tf.concat([tf.ones([1, 64]), tf.zeros([1, 16])], 1);
      const padded = run(tf.concat([x(), padding], 1), { mask });
      expectClose(tf.slice(padded, [0, 0, 0], [1, 64, 3]), run(x()).dataSync(), 1e-4);
    });
  });

  it("goes by its moving averages after training", () => {
    tf.tidy(() => {
      // The averages begin at mean 0 and variance 1, with which nothing changes but for the 1e-5 in the root.
      expectClose(run(x(), { training: false }), x().dataSync(), 1e-4);
    });
  });
});

// Wu and He, "Group normalization", 2018, arXiv 1803.08494, section 3.1; Ba, Kiros and Hinton, "Layer normalization", 2016.
describe("group norm", () => {
  const through = (groups: number, x: Tensor): Tensor => {
    const layer = groupNorm("norm", x.shape.slice(2), { groups, epsilon: 1e-5 });
    return layer.apply(x, pass(contextFor(1, x.shape[1]!), initialWeights(layer.weights, 1)));
  };
  const x = (): Tensor => tf.randomNormal([1, 5, 12], 5, 2, "float32", 1);

  it("gives each group of an example mean 0 and variance 1", () => {
    tf.tidy(() => {
      for (const groups of [1, 2, 3]) {
        const { mean, variance } = tf.moments(tf.reshape(through(groups, x()), [5, groups, 12 / groups]), 2);
        expectClose(mean, new Array<number>(5 * groups).fill(0), 1e-5);
        expectClose(variance, new Array<number>(5 * groups).fill(1), 1e-3);
      }
    });
  });

  it("takes the moments of an image over positions, too", () => {
    tf.tidy(() => {
      const images = tf.randomNormal([1, 2, 3, 4, 6], 5, 2, "float32", 1);
      const groups = tf.reshape(through(2, images), [2, 3, 4, 2, 3]);
      const { mean, variance } = tf.moments(groups, [1, 2, 4]);
      expectClose(mean, [0, 0, 0, 0], 1e-5);
      expectClose(variance, [1, 1, 1, 1], 1e-3);
    });
  });

  it("does not let an example see another", () => {
    tf.tidy(() => {
      const [first] = tf.split(x(), [1, 4], 1) as [Tensor, Tensor];
      expectClose(tf.slice(through(3, x()), [0, 0, 0], [1, 1, 12]), through(3, first).dataSync(), 1e-6);
    });
  });

  it("refuses groups of unequal size, and names the remedy", () => {
    expect(() => through(5, x())).to.throw(RangeError, "divisor of the units");
  });
});
