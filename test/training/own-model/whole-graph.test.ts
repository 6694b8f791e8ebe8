import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { train } from "../../../src/training/train.js";
import { distance, largestDifference, smallData } from "../support.js";

const rows = smallData([5], "classification");
const choice = { batchSize: 8, epochs: 3, batchSelection: "sequential" } as const;

type Layer = InstanceType<typeof tf.layers.Layer>;

/** A dense layer whose first weights are the same whenever it is made. */
const dense = (units: number, more: Partial<Parameters<typeof tf.layers.dense>[0]> = {}) =>
  tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed: units }), ...more });
const last = () => dense(3, { activation: "softmax" });
const inner = (...layers: Layer[]) => tf.sequential({ layers });

const weightsOf = (model: LayersModel): Float32Array[] =>
  model.getWeights().map((weight) => weight.dataSync<"float32">().slice());

/** How far each array of weights has moved. */
async function moved(model: LayersModel, options = {}): Promise<number[]> {
  const before = weightsOf(model);
  await train(rows, { ...choice, ...options }, { model });
  return weightsOf(model).map((values, index) => largestDifference(values, before[index]!));
}

/** tfjs's own training, in the same batches. */
async function fitted(model: LayersModel): Promise<Float32Array[]> {
  const { count, inputs, targets } = rows.train;
  const y = tf.oneHot(tf.tensor1d(targets, "int32"), 3);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- tfjs does not export its enum of verbosity
  await model.fit(tf.tensor(inputs, [count, 5]), y, { batchSize: 8, epochs: 3, shuffle: false, verbose: 0 });
  return weightsOf(model);
}

const models: Readonly<Record<string, () => LayersModel>> = {
  "two models inside": () =>
    inner(
      inner(dense(6, { inputShape: [5], activation: "tanh" })),
      inner(dense(4, { inputShape: [6] }), last()),
    ),
  "a model inside a model inside": () => inner(inner(inner(dense(6, { inputShape: [5] }))), last()),
  "regularizers inside": () =>
    inner(
      inner(dense(6, { inputShape: [5], kernelRegularizer: tf.regularizers.l2({ l2: 0.1 }) })),
      dense(3, { activation: "softmax", biasRegularizer: tf.regularizers.l1({ l1: 0.05 }) }),
    ),
  "a layer used twice": () => {
    const input = tf.input({ shape: [5] });
    const shared = dense(5, { activation: "tanh" });
    const twice = shared.apply(shared.apply(input)) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: last().apply(twice) as tf.SymbolicTensor });
  },
  "a model used twice": () => {
    const input = tf.input({ shape: [5] });
    const shared = inner(dense(5, { inputShape: [5], activation: "tanh" }));
    const twice = [shared.apply(input), shared.apply(shared.apply(input))] as tf.SymbolicTensor[];
    const sum = tf.layers.add().apply(twice) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: last().apply(sum) as tf.SymbolicTensor });
  },
  "frozen from the beginning": () => inner(dense(6, { inputShape: [5], trainable: false }), last()),
  "time steps through one layer": () =>
    inner(
      tf.layers.reshape({ targetShape: [5, 1], inputShape: [5] }),
      tf.layers.timeDistributed({ layer: dense(4, { activation: "tanh" }) }),
      tf.layers.flatten(),
      last(),
    ),
};

describe("train honours every layer of a model, at any depth", () => {
  for (const [name, build] of Object.entries(models))
    it(`takes the steps that tfjs's own fit takes: ${name}`, async () => {
      const [ours, theirs] = [build(), build()];
      const expected = await fitted(theirs);
      const run = await train(rows, { ...choice, learningRate: 0.1 }, { model: ours });
      expect(run.engine.path).to.equal("graph");
      weightsOf(ours).forEach((values, index) => {
        expect(largestDifference(values, expected[index]!)).to.be.below(1e-5);
      });
    });

  it("counts the regularizers of inner layers as penalty, and l2 for their kernels", async () => {
    const model = models["regularizers inside"]!();
    const run = await train(rows, { ...choice, epochs: 1 }, { model });
    const [kernel, , , bias] = weightsOf(model) as [Float32Array, unknown, unknown, Float32Array];
    const squares = kernel.reduce((sum, value) => sum + value * value, 0);
    const sizes = bias.reduce((sum, value) => sum + Math.abs(value), 0);
    expect(run.history[0]!.penalty).to.be.closeTo(0.1 * squares + 0.05 * sizes, 1e-4);
    const nested = models["two models inside"]!();
    const norm = (): number => weightsOf(nested)[0]!.reduce((sum, value) => sum + value * value, 0);
    const before = norm();
    await train(rows, { ...choice, learningRate: 0.01, l2: 10 }, { model: nested });
    expect(norm()).to.be.below(0.2 * before);
  });

  it("draws all noise from the run's seed, the same one operation at a time and in a graph", async () => {
    const { dropout, gaussianDropout, gaussianNoise, alphaDropout } = tf.layers;
    const sequence = (layer: Layer) =>
      inner(tf.layers.reshape({ targetShape: [5, 1], inputShape: [5] }), layer, last());
    const noisy: Readonly<Record<string, () => LayersModel>> = {
      dropout: () => inner(inner(dense(16, { inputShape: [5] }), dropout({ rate: 0.3 })), last()),
      "one mask for all": () =>
        inner(dense(16, { inputShape: [5] }), dropout({ rate: 0.3, noiseShape: [1, 16] }), last()),
      "Gaussian noise": () =>
        inner(inner(dense(16, { inputShape: [5] }), gaussianNoise({ stddev: 0.5 })), last()),
      "Gaussian dropout": () =>
        inner(inner(dense(16, { inputShape: [5] }), gaussianDropout({ rate: 0.3 })), last()),
      "alpha dropout": () =>
        inner(inner(dense(16, { inputShape: [5] }), alphaDropout({ rate: 0.3 })), last()),
      "dropout in a cell": () =>
        sequence(
          tf.layers.gru({
            units: 4,
            dropout: 0.3,
            recurrentDropout: 0.2,
            kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
            recurrentInitializer: tf.initializers.glorotUniform({ seed: 2 }),
          }),
        ),
    };
    for (const [name, build] of Object.entries(noisy)) {
      const of = async (seed: number, engine: "graph" | "eager") => {
        const run = await train(rows, { ...choice, epochs: 1 }, { model: build(), seed, engine });
        expect(run.engine.path, name).to.equal(engine);
        return run.stepLosses;
      };
      const first = await of(1, "eager");
      expect(largestDifference(first, await of(1, "eager")), name).to.equal(0);
      expect(largestDifference(first, await of(1, "graph")), name).to.be.below(1e-5);
      expect(largestDifference(first, await of(2, "eager")), name).to.be.above(1e-4);
    }
  });

  it("does not move what is frozen, batch norm's averages included, also in a model that was saved and loaded", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-frozen-"));
    try {
      const model = inner(
        dense(6, { inputShape: [5], trainable: false }),
        tf.layers.batchNormalization({ trainable: false }),
        inner(dense(4, { inputShape: [6] })),
        last(),
      );
      await model.save(`file://${folder}`);
      const loaded = await tf.loadLayersModel(`file://${join(folder, "model.json")}`);
      for (const each of [model, loaded]) {
        const far = await moved(each, { l2: 0.1, optimizer: "adamw", weightDecay: 0.1 });
        const frozen = each.getWeights().map(({ shape }) => shape.join() === "5,6" || shape.join() === "6");
        expect(frozen.filter(Boolean).length).to.equal(6);
        far.forEach((distanceMoved, index) => {
          if (frozen[index]) expect(distanceMoved).to.equal(0);
          else expect(distanceMoved).to.be.above(0);
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("does not move a frozen model inside, which tfjs's own fit does move", async () => {
    const frozen = inner(dense(6, { inputShape: [5] }), dense(4));
    frozen.trainable = false;
    const model = inner(frozen, last());
    const shapes = model.getWeights().map(({ shape }) => shape.join());
    const far = new Map((await moved(model)).map((distanceMoved, index) => [shapes[index], distanceMoved]));
    for (const shape of ["5,6", "6", "6,4", "4"]) expect(far.get(shape)).to.equal(0);
    for (const shape of ["4,3", "3"]) expect(far.get(shape)).to.be.above(0);
  });

  it("does not count padding in batch norm over an axis that is not the last", async () => {
    const images = smallData([2, 3, 2], "classification");
    const build = (axis: number) =>
      inner(
        tf.layers.batchNormalization({ axis, inputShape: [2, 3, 2] }),
        tf.layers.flatten(),
        dense(3, { activation: "softmax" }),
      );
    // 30 examples in batches of 30 and of 16 and 14: one epoch at rate 0 leaves averages of whole batches behind.
    const model = build(1);
    await train(
      images,
      { batchSize: 16, epochs: 1, learningRate: 1e-30, batchSelection: "sequential" },
      { model },
    );
    const x = tf.tensor(images.train.inputs, [30, 2, 3, 2]);
    const momentsOf = (from: number, count: number): Float32Array =>
      tf.moments(tf.slice(x, [from, 0, 0, 0], [count, 2, 3, 2]), [0, 2, 3]).mean.dataSync<"float32">();
    const [a, b] = [momentsOf(0, 16), momentsOf(16, 14)];
    const expected = a.map((value, index) => 0.99 * 0.01 * value + 0.01 * b[index]!);
    const averages = model.layers[0]!.getWeights()[2]!.dataSync<"float32">();
    expect(largestDifference(averages, expected)).to.be.below(1e-6);
  });
});

describe("a model of one's own that has been trained", () => {
  it("leaves no tensors behind", async () => {
    const recurrent = tf.layers.lstm({ units: 3, dropout: 0.2, recurrentDropout: 0.2 });
    const sequence = tf.layers.reshape({ targetShape: [5, 1], inputShape: [5] });
    const build: (() => LayersModel)[] = [
      () => inner(sequence, recurrent, last()),
      () => inner(models["regularizers inside"]!(), tf.layers.batchNormalization(), last()),
    ];
    for (const make of build) {
      const model = make();
      const before = tf.memory().numTensors;
      for (const engine of ["eager", "graph"] as const) {
        const run = await train(rows, { ...choice, epochs: 1 }, { model, engine });
        run.predict(rows.test.inputs);
        run.evaluate(rows.test);
        run.dispose();
      }
      expect(tf.memory().numTensors).to.equal(before);
    }
  });
});

describe("two trainings at once", () => {
  it("of the same weights are refused, one after the other they go on from each other", async () => {
    const model = models["two models inside"]!();
    const part = model.layers[0] as LayersModel;
    const around = inner(part, last());
    const first = train(rows, { ...choice, epochs: 20 }, { model });
    for (const other of [model, around]) {
      const error = await train(rows, choice, { model: other }).catch((reason: unknown) => reason);
      expect((error as Error).message).to.match(/is already being trained.*Await the first/);
    }
    const run = await first;
    const predicted = model.predict(tf.tensor(rows.test.inputs, [rows.test.count, 5])) as Tensor;
    expect(largestDifference(predicted.dataSync(), run.predict(rows.test.inputs))).to.be.below(1e-5);
    const next = await train(rows, choice, { model });
    expect(next.stepLosses[0]).to.be.below(run.stepLosses[0]!);
    const twin = models["two models inside"]!();
    const fresh = await train(rows, { ...choice, epochs: 20 }, { model: twin });
    expect(
      distance({ ...run, weights: () => new Map() }, { ...fresh, weights: () => new Map() }),
    ).to.be.below(1e-5);
  });

  it("of models that have nothing in common go their ways", async () => {
    const [one, other] = [models["two models inside"]!(), models["a layer used twice"]!()];
    const runs = await Promise.all([one, other].map((model) => train(rows, choice, { model })));
    expect(runs.map(({ ending }) => ending)).to.deep.equal(["complete", "complete"]);
  });
});
