import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { expect } from "chai";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { train } from "../../../src/training/train.js";
import { largestDifference, smallData } from "../support.js";

const rows = smallData([5], "classification");
const dense = (units: number, activation: "relu" | "tanh" | "softmax", inputShape?: number[]) =>
  tf.layers.dense({ units, activation, ...(inputShape && { inputShape }) });

const kernels = (model: LayersModel): Float32Array[] =>
  model.getWeights().map((weight) => weight.dataSync<"float32">().slice());

describe("train with a model of one's own", () => {
  it("takes the steps that tfjs's own fit takes", async () => {
    const model = tf.sequential({ layers: [dense(6, "tanh", [5]), dense(3, "softmax")] });
    const twin = tf.sequential({ layers: [dense(6, "tanh", [5]), dense(3, "softmax")] });
    twin.setWeights(model.getWeights());
    twin.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
    const { count, inputs, targets } = rows.train;
    const y = tf.oneHot(tf.tensor1d(targets, "int32"), 3);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- tfjs does not export its enum of verbosity
    await twin.fit(tf.tensor(inputs, [count, 5]), y, { batchSize: 8, epochs: 3, shuffle: false, verbose: 0 });
    const choice = { learningRate: 0.1, batchSize: 8, epochs: 3, batchSelection: "sequential" } as const;
    const run = await train(rows, choice, { model });
    expect(run.engine.path).to.equal("graph");
    kernels(model).forEach((values, index) => {
      expect(largestDifference(values, kernels(twin)[index]!)).to.be.below(1e-5);
    });
    const predicted = model.predict(tf.tensor(rows.test.inputs, [rows.test.count, 5])) as typeof y;
    expect(largestDifference(predicted.dataSync(), run.predict(rows.test.inputs))).to.be.below(1e-5);
  });

  it("says once what a compiled model's own optimizer and loss do not decide, and nothing where they agree", async () => {
    const warnings: string[] = [];
    const listen = (warning: Error): void => {
      if (warning.name === "ModelWarning") warnings.push(warning.message);
    };
    process.on("warning", listen);
    try {
      const build = (): LayersModel => tf.sequential({ layers: [dense(3, "softmax", [5])] });
      const [differs, agrees] = [build(), build()];
      differs.compile({ optimizer: "adam", loss: "meanSquaredError" });
      agrees.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });
      for (const model of [differs, differs, agrees, build()])
        await train(rows, { optimizer: "sgd", batchSize: 8, epochs: 1 }, { model });
      await new Promise((resolve) => setImmediate(resolve));
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain('optimizer Adam (train uses "sgd") and loss meanSquaredError');
    } finally {
      process.off("warning", listen);
    }
  });

  it("trains dropout and batch norm in a graph as it does eagerly, moving averages included", async () => {
    const build = () =>
      tf.sequential({
        layers: [
          dense(6, "relu", [5]),
          tf.layers.batchNormalization(),
          tf.layers.dropout({ rate: 0.3 }),
          dense(3, "softmax"),
        ],
      });
    const [one, other] = [build(), build()];
    other.setWeights(one.getWeights());
    const choice = { optimizer: "adam", batchSize: 8, epochs: 2 } as const;
    const graph = await train(rows, choice, { model: one, seed: 3 });
    const eager = await train(rows, choice, { model: other, seed: 3, engine: "eager" });
    expect(graph.engine.path).to.equal("graph");
    expect(largestDifference(graph.stepLosses, eager.stepLosses)).to.be.below(1e-5);
    kernels(one).forEach((values, index) => {
      expect(largestDifference(values, kernels(other)[index]!)).to.be.below(1e-4);
    });
  });

  it("trains eagerly, and says why, what draws its noise in JavaScript", async () => {
    class Noise extends tf.layers.Layer {
      static readonly className = "Noise";
      override call(inputs: Tensor | Tensor[]): Tensor {
        const x = Array.isArray(inputs) ? inputs[0]! : inputs;
        return tf.add(x, tf.randomNormal(x.shape));
      }
    }
    const noisy = tf.sequential({ layers: [dense(6, "tanh", [5]), new Noise(), dense(3, "softmax")] });
    const run = await train(rows, { batchSize: 8, epochs: 1 }, { model: noisy });
    expect(run.engine.path).to.equal("eager");
    expect(run.engine.reason).to.contain("random numbers in JavaScript");
  });

  it("trains eagerly, and says why, where TensorFlow refuses to run the graph", async () => {
    const images = smallData([6, 6, 1], "classification");
    /** XLA does not know this operation, which shows only when it is to be compiled. */
    class Dilation extends tf.layers.Layer {
      static readonly className = "Dilation";
      override call(inputs: Tensor | Tensor[]): Tensor {
        const x = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor4D;
        return tf.dilation2d(x, tf.zeros([2, 2, 1]), 1, "same");
      }
      override computeOutputShape(shape: tf.Shape): tf.Shape {
        return shape;
      }
    }
    const build = () =>
      tf.sequential({
        layers: [new Dilation({ inputShape: [6, 6, 1] }), tf.layers.flatten(), dense(3, "softmax")],
      });
    const [one, other] = [build(), build()];
    other.setWeights(one.getWeights());
    const choice = { batchSize: 8, epochs: 2 } as const;
    const run = await train(images, choice, { model: one, engine: "xla" });
    const eager = await train(images, choice, { model: other, engine: "eager" });
    expect(run.engine.path).to.equal("eager");
    expect(run.engine.reason).to.match(/^Trained one operation at a time, not as a graph: .+\.$/);
    expect(largestDifference(run.stepLosses, eager.stepLosses)).to.be.below(1e-5);
  });

  it("trains recurrent layers over sequences of one step, whose gradients tfjs's own code cannot compute", async () => {
    const x = tf.tensor2d([[1, -2, 3]]);
    const both: ((x: Tensor) => Tensor)[] = [
      (values) => tf.sum(tf.square(tf.unstack(values)[0]!)),
      (values) => tf.sum(tf.square(tf.split(values, 1)[0]!)),
    ];
    for (const square of both) expect([...tf.grad(square)(x).dataSync()]).to.deep.equal([2, -4, 6]);
    for (const layer of [tf.layers.simpleRNN, tf.layers.gru, tf.layers.lstm]) {
      const model = tf.sequential({
        layers: [
          layer({ units: 4, returnSequences: true, inputShape: [1, 5] }),
          layer({ units: 4 }),
          dense(3, "softmax"),
        ],
      });
      const short = smallData([1, 5], "classification");
      const run = await train(short, { batchSize: 8, epochs: 2 }, { model });
      expect(run.engine.path).to.equal("graph");
      expect(run.history[1]!.loss).to.be.below(run.history[0]!.loss);
    }
  });

  it("leaves frozen layers alone", async () => {
    const model = tf.sequential({ layers: [dense(6, "tanh", [5]), dense(3, "softmax")] });
    model.layers[0]!.trainable = false;
    const before = kernels(model);
    await train(rows, { batchSize: 8, epochs: 1 }, { model });
    const after = kernels(model);
    expect(after.map((values, index) => largestDifference(values, before[index]!) > 0).sort()).to.deep.equal([
      false,
      false,
      true,
      true,
    ]);
  });

  it("refuses a model that does not fit the data, before training", async () => {
    const wrongInput = tf.sequential({ layers: [dense(3, "softmax", [7])] });
    const wrongOutput = tf.sequential({ layers: [dense(4, "softmax", [5])] });
    for (const [model, message] of [
      [wrongInput, /its input is \[7\].*\[5\]/],
      [wrongOutput, /its output is \[4\].*3 classes/],
    ] as const) {
      const error = await train(rows, { batchSize: 8 }, { model }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RangeError);
      expect((error as Error).message).to.match(message);
    }
  });
});
