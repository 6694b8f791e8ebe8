import {
  exampleWeights,
  losses,
  lossFor,
  type LossName,
  type LossOptions,
} from "../../../src/training/losses.js";
import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { l1Penalty, l2Penalty } from "../../../src/training/norms.js";
import { expectClose } from "../../models/support.js";

const options = (huberDelta = 1, labelSmoothing = 0): LossOptions => ({
  huberDelta: tf.scalar(huberDelta),
  labelSmoothing: tf.scalar(labelSmoothing),
});
const value = (name: LossName, outputs: number[], targets: number[], given = options()): number =>
  losses[name](tf.tensor3d([[outputs]]), tf.tensor3d([[targets]]), given).dataSync()[0]!;

describe("losses", () => {
  it("are log C for a classifier that knows nothing, and finite for one that is surely wrong", () => {
    expect(value("categoricalCrossentropy", [0, 0, 0, 0], [0, 1, 0, 0])).to.be.closeTo(Math.log(4), 1e-6);
    expect(value("binaryCrossentropy", [0, 0], [0, 1])).to.be.closeTo(Math.log(2), 1e-6);
    expect(value("categoricalCrossentropy", [1e4, 0], [0, 1])).to.be.closeTo(1e4, 1);
    expect(value("binaryCrossentropy", [1e4, -1e4], [0, 1])).to.be.closeTo(1e4, 1);
  });

  it("are smallest where smoothed labels say, not at certainty", () => {
    const smoothed = (logit: number): number =>
      value("categoricalCrossentropy", [logit, 0], [1, 0], options(1, 0.2));
    // Targets 0.9 and 0.1: the best logit is log 9.
    expect(smoothed(Math.log(9))).to.be.below(Math.min(smoothed(2), smoothed(2.4), smoothed(20)));
  });

  it("are a parabola and then a line for Huber's", () => {
    expect(value("huber", [0.5], [0], options(2))).to.be.closeTo(0.125, 1e-6);
    expect(value("huber", [5], [0], options(2))).to.be.closeTo(2 * 5 - 2, 1e-5);
    expect(value("huber", [-5], [0], options(2))).to.be.closeTo(2 * 5 - 2, 1e-5);
  });

  it("have the gradient of half the squared error for Huber's, as far as it is a parabola, however far that is", () => {
    const errors = [-3.7, -0.013, 0.25, 1.9];
    for (const delta of [5, 1e3, 1e6, 1e9])
      tf.tidy(() => {
        const gradient = tf.grad((z) => tf.sum(losses.huber(z, tf.zeros([1, 4, 1]), options(delta))));
        expectClose(gradient(tf.tensor3d(errors, [1, 4, 1])), errors, 1e-6, `δ = ${delta}`);
      });
  });

  it("have the gradient 0 where the error is 0", () => {
    tf.tidy(() => {
      for (const name of ["meanAbsoluteError", "huber", "meanSquaredError"] as const) {
        const gradient = tf.grad((z) => tf.sum(losses[name](z, tf.zeros([1, 1, 2]), options())));
        expectClose(
          gradient(tf.tensor3d([[[0, 3]]])),
          [0, name === "huber" ? 0.5 : name === "meanSquaredError" ? 3 : 0.5],
          1e-6,
          name,
        );
      }
    });
  });

  for (const name of Object.keys(losses) as LossName[])
    it(`${name}: each run of a fleet has its own options, and targets may be shared`, () => {
      tf.tidy(() => {
        const outputs = tf.randomNormal([2, 4, 3], 0, 2, "float32", 1);
        const targets = tf.oneHot(tf.tensor2d([[0, 2, 1, 1]], [1, 4], "int32"), 3);
        const fleet = { huberDelta: tf.tensor2d([[0.5], [2]]), labelSmoothing: tf.tensor2d([[0], [0.3]]) };
        const together = losses[name](outputs, tf.cast(targets, "float32"), fleet);
        expect(together.shape).to.deep.equal([2, 4]);
        [options(0.5, 0), options(2, 0.3)].forEach((own, run) => {
          const alone = losses[name](tf.slice(outputs, [run], [1]), tf.cast(targets, "float32"), own);
          expectClose(tf.slice(together, [run], [1]), alone.dataSync(), 1e-6);
        });
      });
    });
});

describe("lossFor", () => {
  it('picks by task where it is "auto"', () => {
    expect(lossFor("auto", "classification").name).to.equal("categoricalCrossentropy");
    expect(lossFor("auto", "regression").name).to.equal("meanSquaredError");
  });

  it("refuses cross-entropy over classes for numbers, and says what to use; labels of 0 and 1 may be numbers", () => {
    expect(() => lossFor("categoricalCrossentropy", "regression")).to.throw(
      RangeError,
      'loss = "categoricalCrossentropy"',
    );
    expect(() => lossFor("binaryCrossentropy", "regression")).not.to.throw();
  });

  it("compares probabilities where a loss for numbers meets classes", () => {
    tf.tidy(() => {
      const { loss, predict } = lossFor("meanSquaredError", "classification");
      const outputs = tf.tensor3d([[[0, 0]]]);
      expectClose(loss(outputs, tf.tensor3d([[[1, 0]]]), options()), [0.25], 1e-6);
      expectClose(predict(outputs), [0.5, 0.5], 1e-6);
    });
  });

  it("predicts probabilities that add up to 1, and numbers as they are", () => {
    tf.tidy(() => {
      const outputs = tf.tensor3d([[[2, -1, 0.3]]]);
      for (const name of ["categoricalCrossentropy", "binaryCrossentropy", "huber"] as const)
        expectClose(tf.sum(lossFor(name, "classification").predict(outputs)), [1], 1e-6);
      expectClose(lossFor("auto", "regression").predict(outputs), outputs.dataSync(), 0);
    });
  });
});

describe("class weights", () => {
  it("weigh each example by its class", () => {
    tf.tidy(() => {
      const targets = tf.tensor3d([
        [
          [1, 0],
          [0, 1],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ]);
      expectClose(exampleWeights(targets, tf.tensor1d([0.5, 3])), [0.5, 3, 3, 3], 0);
    });
  });
});

describe("penalties", () => {
  it("are λ₁·Σ|w| and λ₂·Σw² of each run, with slope 0 at 0", () => {
    tf.tidy(() => {
      const kernels = [tf.tensor3d([[[1, -2]], [[0, 3]]]), tf.tensor2d([[-4], [0.5]])];
      expectClose(l1Penalty(kernels, tf.tensor1d([0.1, 2])), [0.7, 7], 1e-6);
      expectClose(l2Penalty(kernels, tf.tensor1d([0.1, 2])), [2.1, 18.5], 1e-5);
      const slope = tf.grad((w: Tensor) => tf.sum(l1Penalty([w], tf.tensor1d([0.1]))));
      expectClose(slope(tf.tensor2d([[0, 5, -5]])), [0, 0.1, -0.1], 1e-7);
    });
  });
});
