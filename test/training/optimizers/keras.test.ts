import {
  optimizerFor,
  type OptimizerRates,
  optimizers,
  withWeightDecay,
} from "../../../src/training/optimizers.js";
import type { Tensor } from "@tensorflow/tfjs";
import { beta2Of } from "../../../src/hyperparameters/automatic.js";
import { hyperparameters, type Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { losses, type LossName } from "../../../src/training/losses.js";
import { clipNorm, l1Penalty, l2Penalty } from "../../../src/training/norms.js";
import { readFixture, type StoredTensor } from "../../fixtures/keras/read-fixture.js";
import { expectClose } from "../../models/support.js";

interface StoredRun {
  readonly optimizer: Hyperparameters["optimizer"];
  readonly loss: LossName;
  readonly learningRate: number;
  readonly losses: number[];
  readonly weights: number[][];
}
interface Stored {
  readonly batches: { inputs: StoredTensor; classes: StoredTensor; values: StoredTensor };
  readonly start: StoredTensor[];
  readonly labelSmoothing: number;
  readonly huberDelta: number;
  readonly runs: StoredRun[];
  readonly weightDecay: StoredRun[];
  readonly clipNorm: StoredRun[];
  readonly penalties: StoredRun[];
}
const stored = readFixture("training") as Stored;

interface Settings {
  readonly decay?: number;
  readonly limit?: number;
  readonly l1?: number;
  readonly l2?: number;
}

/** One run (K = 1) with the library's pure functions and nothing else. */
function train(run: StoredRun, settings: Settings = {}): { losses: number[]; weights: Tensor[] } {
  const { inputs, classes, values } = stored.batches;
  const x = tf.tensor3d(inputs.values, inputs.shape as [number, number, number]);
  const targetsOf = run.loss.includes("Crossentropy") ? classes : values;
  const y = tf.tensor3d(targetsOf.values, targetsOf.shape as [number, number, number]);
  const rule =
    settings.decay === undefined ? optimizers[run.optimizer] : withWeightDecay(optimizers[run.optimizer]);
  let weights: Tensor[] = stored.start.map(({ shape, values: first }) => tf.tensor(first, [1, ...shape]));
  let slots = weights.map((weight) =>
    rule.slots.map(({ initial }) => tf.fill<tf.Rank>(weight.shape, initial)),
  );
  const history: number[] = [];
  for (let step = 0; step < run.losses.length; step++) {
    const batch = step % inputs.shape[0]!;
    const only = (all: tf.Tensor3D): Tensor => tf.slice(all, [batch, 0, 0], [1, all.shape[1], all.shape[2]]);
    const dataLoss = (w: Tensor[]): Tensor => lossOf(run.loss, only(x), only(y), w);
    history.push(dataLoss(weights).dataSync()[0]!);
    const total = (...w: Tensor[]): tf.Scalar => tf.sum(tf.add(dataLoss(w), penalty(w, settings)));
    const { grads } = tf.valueAndGrads(total)(weights);
    const clipped = settings.limit === undefined ? grads : clipNorm(grads, tf.tensor1d([settings.limit]));
    const updates = weights.map((weight, index) =>
      rule.update(weight, clipped[index]!, slots[index]!, ratesOf(run, step + 1, settings)),
    );
    weights = updates.map(({ weight }) => weight);
    slots = updates.map((update) => [...update.slots]);
  }
  return { losses: history, weights };
}

function lossOf(name: LossName, x: Tensor, y: Tensor, [w1, b1, w2, b2]: Tensor[]): Tensor {
  const hidden = tf.tanh(tf.add(tf.matMul(x, w1!), tf.expandDims(b1!, 1)));
  const outputs = tf.add(tf.matMul(hidden, w2!), tf.expandDims(b2!, 1));
  const huberDelta = tf.tensor2d([[stored.huberDelta]]);
  const labelSmoothing = tf.tensor2d([[stored.labelSmoothing]]);
  return tf.mean(losses[name](outputs, y, { huberDelta, labelSmoothing }));
}

function penalty([w1, , w2]: Tensor[], { l1 = 0, l2 = 0 }: Settings): Tensor {
  const kernels = [w1!, w2!];
  return tf.add(l1Penalty(kernels, tf.tensor1d([l1])), l2Penalty(kernels, tf.tensor1d([l2])));
}

function ratesOf(run: StoredRun, step: number, { decay = 0.1 }: Settings): OptimizerRates {
  const one = (value: number): Tensor => tf.scalar(value);
  return {
    learningRate: one(run.learningRate),
    momentum: one(0.9),
    beta2: one(beta2Of(hyperparameters({ optimizer: run.optimizer }))),
    epsilon: one(1e-7),
    weightDecay: one(decay),
    step: one(step),
  };
}

function agrees(run: StoredRun, settings: Settings = {}): void {
  tf.tidy(() => {
    const result = train(run, settings);
    expectClose(tf.tensor1d(result.losses), run.losses, 1e-4, "loss");
    result.weights.forEach((weight, index) => {
      expectClose(weight, run.weights[index]!, 1e-4, `array ${index}`);
    });
  });
}

describe("20 steps of Keras 3", () => {
  for (const run of stored.runs)
    it(`${run.optimizer} on ${run.loss}`, () => {
      agrees(run);
    });
  for (const run of stored.weightDecay)
    it(`${run.optimizer} with decoupled weight decay`, () => {
      agrees(run, { decay: 0.1 });
    });
  for (const run of stored.clipNorm)
    it(`${run.optimizer} with the gradient's norm clipped`, () => {
      agrees(run, { limit: 0.2 });
    });
  for (const run of stored.penalties)
    it(`${run.optimizer} with L1 and L2 penalties`, () => {
      agrees(run, { l1: 0.01, l2: 0.02 });
    });
});

describe("optimizerFor", () => {
  it("makes AdamW of Adam with decay, and Adam of AdamW without", () => {
    tf.tidy(() => {
      const weight = tf.tensor1d([1, -2]);
      const gradient = tf.tensor1d([0.3, 0.1]);
      const slots = [tf.zeros([2]), tf.zeros([2])];
      const rates = ratesOf({ ...stored.runs[0]!, learningRate: 0.1 }, 1, {});
      const step = (name: Hyperparameters["optimizer"], decays: boolean): Float32Array =>
        optimizerFor(name, decays).update(weight, gradient, slots, rates).weight.dataSync() as Float32Array;
      expectClose(tf.tensor1d(step("adam", true)), step("adamw", true), 0);
      expectClose(tf.tensor1d(step("adamw", false)), step("adam", false), 0);
    });
  });
});
