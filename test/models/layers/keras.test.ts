import { convolution, pooling } from "../../../src/models/layers/convolution.js";
import { gruCell, lstmCell, simpleRnnCell } from "../../../src/models/recurrent/cells.js";
import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { hyperparameters, type Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { initializers } from "../../../src/models/initializers.js";
import { activations } from "../../../src/models/activations.js";
import { batchNorm } from "../../../src/models/layers/batch-norm.js";
import type { Layer } from "../../../src/models/layers/layer.js";
import type { WeightSpec } from "../../../src/models/network.js";
import { recurrent } from "../../../src/models/recurrent/recurrent.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { readFixture, type StoredTensor } from "../../fixtures/keras/read-fixture.js";
import { contextFor, expectClose } from "../support.js";

interface StoredLayer {
  readonly inputs: StoredTensor;
  readonly weights: StoredTensor[];
  readonly after: StoredTensor[];
  readonly output: StoredTensor;
  readonly inputGradient: number[];
  readonly weightGradients: number[][];
}
const stored = readFixture("layers") as Record<string, StoredLayer>;
const TOLERANCE = 2e-5;

interface Case {
  readonly layer: Layer;
  /** Keras' arrays as this library's, by name: mostly one to one. */
  readonly weights: (arrays: Tensor[]) => ReadonlyMap<string, Tensor>;
  readonly training?: boolean;
  /** Puts Keras' numbers into this library's shape of one example. */
  readonly exampleShape?: readonly number[];
}

const inOrder =
  (layer: Layer) =>
  (arrays: Tensor[]): ReadonlyMap<string, Tensor> =>
    new Map(layer.weights.map(({ name }, index) => [name, arrays[index]!]));

/** Keras keeps the GRU's two biases as the rows of one array. */
const gruWeights =
  (layer: Layer) =>
  ([kernel, recurrentKernel, biases]: Tensor[]): ReadonlyMap<string, Tensor> => {
    const [bias, recurrentBias] = tf.unstack(biases!) as [Tensor, Tensor];
    return inOrder(layer)([kernel!, recurrentKernel!, bias, recurrentBias]);
  };

const options = (units: number, name = "layer") => ({
  name,
  units,
  initializer: initializers.zeros,
  scale: 0,
  bias: true,
});
const plain = (layer: Layer, training = true): Case => ({ layer, weights: inOrder(layer), training });
const gru = recurrent("gru", gruCell, [6, 2], options(4));
const conv = (strides: readonly [number, number]): Layer =>
  convolution([6, 5, 2], { ...options(3), window: [3, 3], strides });
const conv1d = convolution([1, 11, 2], { ...options(3), window: [1, 5], strides: [1, 2] });

const keptNine = { momentum: 0.9, epsilon: 1e-5 };

const cases: Record<string, Case> = {
  batchNorm: plain(batchNorm("norm", [3], keptNine)),
  batchNormImages: plain(batchNorm("norm", [4, 5, 2], keptNine)),
  batchNormInference: plain(batchNorm("norm", [3], keptNine), false),
  simpleRnn: plain(recurrent("simpleRnn", simpleRnnCell, [6, 2], options(4))),
  gru: { layer: gru, weights: gruWeights(gru) },
  lstm: plain(recurrent("lstm", lstmCell, [6, 2], options(4))),
  convolution: plain(conv([1, 1])),
  stridedConvolution: plain(conv([2, 2])),
  convolution1d: {
    layer: conv1d,
    weights: ([kernel, bias]) => inOrder(conv1d)([tf.expandDims(kernel!, 0), bias!]),
    exampleShape: [1, 11, 2],
  },
  maxPooling: plain(pooling("max", [6, 5, 2], [2, 2])),
  averagePooling: plain(pooling("average", [6, 5, 2], [2, 2])),
};

/** Output, statistics and gradients of the mean square of run 1 of a fleet of two; run 0 has weights of its own. */
function apply(
  { layer, weights, training = true, exampleShape }: Case,
  { inputs, weights: arrays }: StoredLayer,
) {
  const [examples, ...shape] = inputs.shape as [number, ...number[]];
  const x = twice(tf.tensor(inputs.values, [examples, ...(exampleShape ?? shape)]));
  const trained = arrays.slice(0, arrays.length - statisticCount(layer.weights));
  const statistics = new Map<string, Tensor>();
  const output = (values: Tensor, ...own: Tensor[]): Tensor => {
    const all = [...own, ...arrays.slice(own.length).map(stack)];
    const named = [0, 1].map((run) => weights(all.map((array) => tf.unstack(array)[run]!)));
    const fleet = new Map(
      [...named[0]!.keys()].map((name) => [name, tf.stack(named.map((w) => w.get(name)!))]),
    );
    return layer.apply(values, {
      weights: fleet,
      context: contextFor(2, examples, { training }),
      statistics,
    });
  };
  const start = [x, ...trained.map(stack)] as [Tensor, ...Tensor[]];
  const meanSquare = (...args: Tensor[]): tf.Scalar =>
    tf.mean(tf.square(tf.unstack(output(args[0]!, ...args.slice(1)))[1]!));
  const { grads } = tf.valueAndGrads(meanSquare)(start);
  return { output: tf.unstack(output(...start))[1]!, statistics, grads: grads.map((g) => tf.unstack(g)[1]!) };
}

const statisticCount = (specs: readonly WeightSpec[]): number =>
  specs.filter(({ role }) => role === "statistic").length;
const twice = (x: Tensor): Tensor => tf.stack([tf.neg(x), x]);
const stack = ({ values, shape }: StoredTensor): Tensor => twice(tf.tensor(values, shape));

describe("layers and Keras 3", () => {
  for (const [name, test] of Object.entries(cases))
    it(`agree on ${name}: output, statistics and gradients`, () => {
      tf.tidy(() => {
        const expected = stored[name]!;
        const { output, statistics, grads } = apply(test, expected);
        expectClose(output, expected.output.values, TOLERANCE, "output");
        expectClose(grads[0]!, expected.inputGradient, TOLERANCE, "input gradient");
        expected.weightGradients.forEach((gradient, index) => {
          expectClose(grads[index + 1]!, gradient, TOLERANCE, `gradient ${index}`);
        });
        const moved = [...statistics.values()].map((tensor) => tf.unstack(tensor)[1]!);
        moved.forEach((statistic, index) => {
          const after = expected.after[expected.after.length - moved.length + index]!;
          expectClose(statistic, after.values, TOLERANCE, `statistic ${index}`);
        });
        if (name.startsWith("batchNorm"))
          expect(moved.length).to.equal(name === "batchNormInference" ? 0 : 2);
      });
    });
});

interface StoredActivation {
  readonly values: number[];
  readonly slopes: number[];
}
const { at, ...grids } = readFixture("activations") as { at: number[] } & Record<string, StoredActivation>;

describe("activations and Keras 3", () => {
  const names = Object.keys(activations) as Hyperparameters["activation"][];
  for (const name of names)
    it(`agree on ${name} and its slope`, () => {
      tf.tidy(() => {
        const x = tf.tensor1d(at);
        const expected = (grids as Record<string, StoredActivation>)[name]!;
        expectClose(activations[name](x), expected.values, 2e-6, "value");
        const slope = tf.grad((input) => tf.mul(1, activations[name](input)))(x);
        expectClose(slope, expected.slopes, 2e-6, "slope");
      });
    });
  it("has one for every name of the table", () => {
    for (const name of names) expect(hyperparameters({ activation: name }).activation).to.equal(name);
  });
});
