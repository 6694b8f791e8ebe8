import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { expect } from "chai";
import fc from "fast-check";
import type { Dataset } from "../../../src/data/dataset.js";
import { toDataset } from "../../../src/data/to-dataset.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { train } from "../../../src/training/train.js";
import type { TrainingRun } from "../../../src/training/training-run.js";
import { largestDifference } from "../support.js";

const activations = ["linear", "relu", "tanh", "sigmoid", "softmax", "hardSigmoid", "softplus"] as const;
type Activation = (typeof activations)[number];

const x = Array.from({ length: 60 }, (_, row) => [Math.sin(row), Math.cos(1.7 * row)]);
const two = toDataset({ x, y: x.map(([a]) => (a! > 0 ? 1 : 0)) });
const three = toDataset({ x, y: x.map(([a, b]) => (a! > 0.3 ? 2 : b! > 0 ? 1 : 0)) });
const number = toDataset({ x, y: x.map(([a, b]) => 3 * a! + b!), task: "regression" });
const labels = toDataset({ x, y: x.map(([a, b]) => [a! > 0 ? 1 : 0, b! > 0 ? 1 : 0]), task: "regression" });

const dense = (units: number, activation: Activation, inputShape?: number[]) =>
  tf.layers.dense({ units, activation, ...(inputShape && { inputShape }) });

/** Layers from four numbers to four numbers, to be put before the last one in any order. */
const bodies = {
  dense: () => dense(4, "relu"),
  norm: () => tf.layers.batchNormalization(),
  "layer norm": () => tf.layers.layerNormalization(),
  dropout: () => tf.layers.dropout({ rate: 0.2 }),
  noise: () => tf.layers.gaussianNoise({ stddev: 0.1 }),
  "leaky ReLU": () => tf.layers.leakyReLU(),
  frozen: () => tf.layers.dense({ units: 4, trainable: false }),
  convolution: () =>
    tf.sequential({
      layers: [
        tf.layers.reshape({ targetShape: [4, 1], inputShape: [4] }),
        tf.layers.conv1d({ filters: 2, kernelSize: 3, padding: "same" }),
        tf.layers.maxPooling1d({ poolSize: 2 }),
        tf.layers.flatten(),
      ],
    }),
  recurrent: () =>
    tf.sequential({
      layers: [
        tf.layers.reshape({ targetShape: [2, 2], inputShape: [4] }),
        tf.layers.gru({ units: 4, dropout: 0.1 }),
      ],
    }),
} as const;
type Body = keyof typeof bodies;

/** A model of the layers named, on top of two numbers. */
function bodyModel(layers: readonly Body[], units: number, activation: Activation): LayersModel {
  const model = tf.sequential({ layers: [dense(4, "tanh", [2])] });
  for (const name of layers) model.add(bodies[name]());
  model.add(dense(units, activation));
  return model;
}

/** Ways to put the last layer of a model, with one input of two numbers before it. */
const shapes: Readonly<Record<string, (units: number, activation: Activation) => LayersModel>> = {
  plain: (units, activation) => tf.sequential({ layers: [dense(6, "tanh", [2]), dense(units, activation)] }),
  "activation layer": (units, activation) =>
    tf.sequential({ layers: [dense(units, "linear", [2]), tf.layers.activation({ activation })] }),
  "inside a model": (units, activation) =>
    tf.sequential({
      layers: [dense(4, "relu", [2]), tf.sequential({ layers: [dense(units, activation, [4])] })],
    }),
  "inside a model, then reshaped": (units, activation) =>
    tf.sequential({
      layers: [
        tf.sequential({ layers: [dense(units, activation, [2])] }),
        tf.layers.reshape({ targetShape: [units] }),
      ],
    }),
  "used twice": (units, activation) => {
    const input = tf.input({ shape: [2] });
    const shared = dense(units, activation);
    const first = shared.apply(dense(units, "tanh").apply(input)) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: shared.apply(first) as tf.SymbolicTensor });
  },
  "a model used twice": (units, activation) => {
    const input = tf.input({ shape: [2] });
    const inner = tf.sequential({ layers: [dense(units, activation, [units])] });
    const first = inner.apply(dense(units, "tanh").apply(input)) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: inner.apply(first) as tf.SymbolicTensor });
  },
};

const predicted = (model: LayersModel, { inputs, count }: Dataset["test"]): Float32Array =>
  tf.tidy(() => (model.predict(tf.tensor2d(inputs, [count, 2])) as Tensor).dataSync<"float32">().slice());

const choices = fc.record({
  data: fc.constantFrom(two, three, number, labels),
  shape: fc.constantFrom(...Object.keys(shapes)),
  activation: fc.constantFrom(...activations),
  loss: fc.constantFrom("auto", "binaryCrossentropy", "meanSquaredError", "huber"),
  single: fc.boolean(),
  body: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...(Object.keys(bodies) as Body[])), { maxLength: 2 }) },
  ),
  engine: fc.constantFrom("graph", "eager"),
});

describe("run.predict and the model's own predict", () => {
  it("agree for every output, or training is refused before it begins", async () => {
    let trained = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(choices, async ({ data, shape, body, activation, loss, single, engine }) => {
        const units = data === two && single ? 1 : data.outputs;
        const model =
          body.length > 0 ? bodyModel(body, units, activation) : shapes[shape]!(units, activation);
        const before = predicted(model, data.test);
        let run: TrainingRun;
        try {
          run = await train(data, { epochs: 1, batchSize: 24, loss }, { model, engine });
        } catch (error) {
          refused++;
          expect(error).to.be.instanceOf(RangeError);
          expect((error as Error).message).to.match(/layer|loss|target/);
          expect(largestDifference(predicted(model, data.test), before)).to.equal(0);
          return;
        }
        trained++;
        expect(run.history.at(-1)!.valLoss).to.be.below(100);
        const [ours, theirs] = [run.predict(data.test.inputs), predicted(model, data.test)];
        expect(largestDifference(ours, theirs)).to.be.below(1e-5);
        model.dispose();
      }),
      { numRuns: 40, seed: 1 },
    );
    expect(Math.min(trained, refused)).to.be.above(4);
  });

  it("starts from what the model predicts: its loss is that of the model's own outputs", async () => {
    const inside = shapes["inside a model"]!(3, "softmax");
    const after = shapes["inside a model, then reshaped"]!(3, "softmax");
    for (const model of [inside, after]) {
      const p = predicted(model, three.train);
      const choice = { batchSize: three.train.count, epochs: 1, batchSelection: "sequential" } as const;
      const run = await train(three, choice, { model });
      const surprises = [...three.train.targets].map((label, row) => -Math.log(p[3 * row + label]!));
      expect(run.stepLosses[0]).to.be.closeTo(surprises.reduce((a, b) => a + b) / surprises.length, 1e-5);
    }
  });

  it("learns XOR with a sigmoid at the end of a regression", async () => {
    const four = Array.from({ length: 40 }, (_, row) => [(row >> 1) & 1, row & 1]);
    const xor = toDataset({ x: four, y: four.map(([a, b]) => a! ^ b!), task: "regression" });
    const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 8, activation: "tanh", inputShape: [2], kernelInitializer: seeded(3) }),
        tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: seeded(4) }),
      ],
    });
    const choice = { epochs: 400, learningRate: 0.2, optimizer: "momentum" } as const;
    const run = await train(xor, choice, { model });
    const answers = [...run.predict(Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), { encoded: true })];
    expect(answers.map(Math.round)).to.deep.equal([0, 1, 1, 0]);
    expect(run.evaluate(xor.validation).mae).to.be.below(0.2);
  });

  it("takes losses of several labels at once from their probabilities", async () => {
    const several = { batchSize: 8, epochs: 60, learningRate: 0.5, loss: "binaryCrossentropy" } as const;
    const own = await train(labels, several, { model: shapes["plain"]!(2, "sigmoid") });
    const ours = await train(labels, several);
    for (const run of [own, ours]) {
      expect(run.history.at(-1)!.valLoss).to.be.below(0.3);
      const right = run
        .predict(labels.test.inputs)
        .filter((p, at) => p > 0.5 === labels.test.targets[at]! > 0.5);
      expect(right.length / labels.test.targets.length).to.be.above(0.8);
      expect(run.evaluate(labels.test).loss).to.be.below(0.5);
    }
    const error = await train(number, several).catch((reason: unknown) => reason);
    expect((error as Error).message).to.match(/binaryCrossentropy.*from 0 \(no\) to 1 \(yes\)/);
  });

  it("refuses, by the layer's name, what is no probability", async () => {
    const named = (units: number, activation: Activation) =>
      tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: [2], name: "head" })] });
    const cases: [LayersModel, Dataset][] = [
      [named(3, "linear"), three],
      [named(3, "relu"), three],
      [named(1, "softmax"), two],
      [named(1, "softmax"), number],
    ];
    for (const [model, data] of cases) {
      const error = await train(data, { epochs: 1 }, { model }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RangeError);
      expect((error as Error).message).to.match(/^Cannot train model ".*": layer "head", its last/);
      model.dispose();
    }
  });
});
