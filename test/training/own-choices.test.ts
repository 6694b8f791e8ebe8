import type { Tensor } from "@tensorflow/tfjs";
import { expect } from "chai";
import fc from "fast-check";
import { tf } from "../../src/tensorflow/tensorflow.js";
import { balancedClassWeights } from "../../src/training/losses.js";
import type { TrainOptions } from "../../src/training/options.js";
import { train } from "../../src/training/train.js";
import { trainFleet } from "../../src/training/train-fleet.js";
import { distance, largestDifference, messageOf, smallData } from "./support.js";

const rows = smallData([5], "classification");
const numbers = smallData([5], "regression");
const base = { layers: 1, units: 6, activation: "tanh", batchSize: 8, epochs: 3 } as const;

describe("weights of classes and examples", () => {
  it("balanced class weights written down by hand are the balanced ones", async () => {
    const balanced = [...balancedClassWeights(rows.train.targets, 3)];
    const asked = await train(rows, { ...base, classWeights: "balanced" });
    const byNumber = Object.fromEntries(balanced.map((weight, label) => [label, weight]));
    for (const classWeight of [balanced, byNumber])
      expect(distance(await train(rows, base, { classWeight }), asked)).to.equal(0);
  });

  it("classes are found by name, and count 1 where nothing is said", async () => {
    const named = { ...rows, classNames: ["red", "green", "blue"] };
    const one = await train(named, base, { classWeight: { green: 3 } });
    expect(distance(one, await train(rows, base, { classWeight: [1, 3, 1] }))).to.equal(0);
    expect(distance(one, await train(rows, base))).to.be.above(1e-3);
  });

  it("an example's weight multiplies its gradient: twice the weight is twice the rate", async () => {
    const sgd = { ...base, optimizer: "sgd", learningRate: 0.05 } as const;
    const twice = await train(rows, sgd, { sampleWeight: new Float32Array(rows.train.count).fill(2) });
    expect(distance(twice, await train(rows, { ...sgd, learningRate: 0.1 }))).to.be.below(1e-5);
    const once = await train(rows, sgd, { sampleWeight: new Float32Array(rows.train.count).fill(1) });
    expect(distance(once, await train(rows, sgd))).to.be.below(1e-6);
  });

  it("what counts for nothing teaches nothing, alone and in a fleet", async () => {
    const sampleWeight = Float32Array.from({ length: numbers.train.count }, (_, row) => row % 2);
    const targets = numbers.train.targets.map((target, row) => (row % 2 === 1 ? target : 1000));
    const spoilt = { ...numbers, train: { ...numbers.train, targets } };
    const weightsOf = async (data: typeof numbers) => {
      const runs = await trainFleet(
        data,
        [1, 2].map((seed) => ({ hyperparameters: base, seed })),
        { sampleWeight },
      );
      return runs.flatMap((run) => [...run.weights().values()].flatMap(({ values }) => [...values]));
    };
    expect(largestDifference(await weightsOf(spoilt), await weightsOf(numbers))).to.be.below(1e-6);
  });
});

describe("a schedule of one's own", () => {
  it("sets the rate of every step", async () => {
    const seen: number[] = [];
    const schedule = (step: number): number => {
      seen.push(step);
      return 0.1 / (1 + step);
    };
    const run = await train(rows, base, { schedule });
    expect(new Set(seen)).to.deep.equal(new Set(Array.from({ length: 12 }, (_, step) => step)));
    const rates = run.history.map(({ learningRate }) => learningRate);
    expect(largestDifference(rates, [0.1 / 4, 0.1 / 8, 0.1 / 12])).to.be.below(1e-7);
    const constant = await train(rows, base, { schedule: () => 0.1 });
    expect(distance(constant, await train(rows, { ...base, learningRate: 0.1 }))).to.equal(0);
  });

  it("that gives no rate is refused at its step", async () => {
    for (const wrong of [NaN, -1, Infinity, "0.1"])
      expect(await messageOf(train(rows, base, { schedule: () => wrong as number }))).to.match(
        /at step 0 it returned/,
      );
  });
});

describe("a loss of one's own", () => {
  const squared = (y: Tensor, p: Tensor): Tensor => tf.mean(tf.squaredDifference(y, p), -1);
  const surprise = (y: Tensor, p: Tensor): Tensor => tf.neg(tf.sum(tf.mul(y, tf.log(p)), -1));

  it("trains as the same loss by its name does, alone, in a fleet and with a model of one's own", async () => {
    const runs = await trainFleet(
      numbers,
      [1, 2].map((seed) => ({ hyperparameters: base, seed })),
      { loss: squared },
    );
    for (const run of runs) {
      expect(run.engine.path).to.equal("graph");
      expect(distance(run, await train(numbers, base, { seed: run.seed }))).to.be.below(1e-5);
    }
    expect(distance(await train(rows, base, { loss: surprise }), await train(rows, base))).to.be.below(1e-4);
    const build = () =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            units: 3,
            activation: "softmax",
            inputShape: [5],
            kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
          }),
        ],
      });
    const [own, named] = [
      await train(rows, base, { model: build(), loss: surprise }),
      await train(rows, base, { model: build() }),
    ];
    expect(largestDifference(own.stepLosses, named.stepLosses)).to.be.below(1e-5);
    expect(largestDifference(own.predict(rows.test.inputs), named.predict(rows.test.inputs))).to.be.below(
      1e-5,
    );
    expect(own.evaluate(rows.validation).loss).to.be.closeTo(own.history.at(-1)!.valLoss, 1e-5);
  });

  it("sees what the model predicts: one probability, or outputs of any kind", async () => {
    const two = smallData([5], "classification", 2);
    const of = (activation: "sigmoid" | "linear") =>
      tf.sequential({
        layers: [
          tf.layers.dense({
            units: 1,
            activation,
            inputShape: [5],
            kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
          }),
        ],
      });
    const binary = (y: Tensor, p: Tensor): Tensor => {
      expect(y.shape).to.deep.equal(p.shape);
      return tf.neg(tf.add(tf.mul(y, tf.log(p)), tf.mul(tf.sub(1, y), tf.log(tf.sub(1, p)))));
    };
    const own = await train(two, base, { model: of("sigmoid"), loss: binary });
    const named = await train(two, base, { model: of("sigmoid") });
    expect(largestDifference(own.stepLosses, named.stepLosses)).to.be.below(1e-5);
    // The hinge, max(0, 1 − (2y − 1)·z), wants numbers of any size.
    const hinge = (y: Tensor, z: Tensor): Tensor => tf.relu(tf.sub(1, tf.mul(tf.sub(tf.mul(2, y), 1), z)));
    const margins = await train(two, { ...base, epochs: 30 }, { model: of("linear"), loss: hinge });
    expect(margins.history.at(-1)!.loss).to.be.below(margins.history[0]!.loss);
  });

  it("that gives no loss for each example is refused", async () => {
    const mean = (y: Tensor, p: Tensor): Tensor => tf.mean(tf.squaredDifference(y, p));
    expect(await messageOf(train(numbers, base, { loss: mean }))).to.match(/for 8 examples.*shape \[\]/);
    for (const wrong of [3, undefined])
      expect(await messageOf(train(numbers, base, { loss: () => wrong as unknown as Tensor }))).to.match(
        new RegExp(`returned a ${typeof wrong}`),
      );
  });
});

describe("options of train", () => {
  it("that contradict the data or a hyperparameter are refused", async () => {
    const loss = (y: Tensor, p: Tensor): Tensor => tf.mean(tf.squaredDifference(y, p), -1);
    const weights = (count: number): Float32Array => new Float32Array(count).fill(1);
    const cases: [Promise<unknown>, RegExp][] = [
      [
        train(rows, { ...base, classWeights: "balanced" }, { classWeight: [1, 1, 1] }),
        /classWeights = "balanced"/,
      ],
      [train(rows, { ...base, schedule: "cosine" }, { schedule: () => 0.1 }), /schedule = "cosine"/],
      [train(rows, { ...base, warmup: 0.1 }, { schedule: () => 0.1 }), /warmup = 0.1/],
      [train(rows, { ...base, loss: "huber" }, { loss }), /loss = "huber"/],
      [train(numbers, base, { classWeight: [1] }), /regression task/],
      [train(rows, base, { classWeight: { 3: 1 } }), /no class "3"; there are 0, 1, 2/],
      [train(rows, base, { classWeight: [1, 2] }), /2 weights and 3 classes/],
      [train(rows, base, { classWeight: { 1: -1 } }), /class "1" is -1/],
      [train(rows, base, { sampleWeight: weights(3) }), /3 weights.*30/],
      [train(rows, base, { sampleWeight: weights(30).fill(NaN, 4) }), /weight 4 is NaN/],
      [train({ x: [[1], [2]], y: [1, 2] }, base, { sampleWeight: [1, 1] }), /toDataset|at least/],
      [train(rows, base, { loss: "huber" } as unknown as TrainOptions), /must be a function/],
    ];
    for (const [work, message] of cases) expect(await messageOf(work)).to.match(message);
  });

  it("given among the hyperparameters are refused, and their place is named", async () => {
    for (const option of ["seed", "signal", "onEpoch", "model", "resume", "classWeight", "silent"]) {
      const given = { learningRate: 0.1, [option]: 1 };
      const expected = new RegExp(`"${option}": it is an option, not a hyperparameter`);
      expect(await messageOf(train(rows, given))).to.match(expected);
      expect(await messageOf(trainFleet(rows, [{ hyperparameters: given, seed: 1 }]))).to.match(expected);
    }
  });

  it("of a run in a fleet that nothing reads are refused", async () => {
    const misspelt = [{ hyperparameter: base, seed: 1 }] as unknown as Parameters<typeof trainFleet>[1];
    expect(await messageOf(trainFleet(rows, misspelt))).to.contain('"hyperparameters"');
  });

  it("that nothing reads are refused by name, with what to use instead", async () => {
    const cases: Record<string, RegExp> = {
      epochs: /hyperparameter/,
      batchSize: /hyperparameter/,
      callbacks: /onEpoch/,
      validationSplit: /toDataset/,
      optimizerState: /resume: run/,
      sampleWeights: /"sampleWeight"/,
      classWeights: /hyperparameter/,
      sede: /"seed"/,
    };
    for (const [name, message] of Object.entries(cases)) {
      const options = { [name]: 1 } as TrainOptions;
      const said = await messageOf(train(rows, base, options));
      expect(said).to.match(message);
      expect(said).to.contain(`"${name}"`);
      await messageOf(trainFleet(rows, [{ hyperparameters: base, seed: 1 }], options));
    }
    const known = new Set([
      "seed",
      "model",
      "resume",
      "signal",
      "validateEvery",
      "onEpoch",
      "diagnostics",
      "initialWeights",
    ]);
    for (const name of ["engine", "title", "silent", "loss", "schedule", "classWeight", "sampleWeight"])
      known.add(name);
    await fc.assert(
      fc.asyncProperty(
        fc.string().filter((name) => !known.has(name) && name !== "__proto__"),
        async (name) => {
          expect(await messageOf(train(rows, base, { [name]: 1 }))).to.contain(`"${name}"`);
        },
      ),
    );
  });
});
