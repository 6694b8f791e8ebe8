import type { Tensor } from "@tensorflow/tfjs";
import type { Dataset } from "../../data/dataset.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { sizeOf } from "../../models/initializers.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Subject } from "../fleet/subject.js";
import { lossOptions, targetsOf } from "../measure-split.js";
import { differentiate } from "../step/gradients.js";
import { inferenceContext } from "../step/evaluation-program.js";
import type { WeightArrays } from "../training-run.js";

/** The gradient of a loss as a function of all trained weights in one list. */
export interface LossSlope {
  /** The weights given, one after the other. */
  readonly center: Float64Array;
  /** The gradient at other weights. */
  at(weights: Float64Array): Float64Array;
  /** Frees the examples. */
  dispose(): void;
}

/**
 * The gradient of the mean loss over all training examples, as one batch.
 *
 * @throws {RangeError} if a weight of the network is missing or has another shape
 */
export function lossSlope(
  { network, loss }: Pick<Subject, "network" | "loss">,
  data: Dataset,
  choice: Hyperparameters,
  weights: WeightArrays,
): LossSlope {
  for (const { name, shape } of network.weights)
    if (weights.get(name)?.values.length !== sizeOf(shape))
      throw new RangeError(
        `Cannot measure the curvature: weight "${name}" of shape ${shape.join(" × ")} is missing or has another shape. ` +
          "Pass the hyperparameters with which these weights were trained.",
      );
  const trained = network.weights.filter(({ role }) => role !== "statistic");
  const fixed = network.weights.filter(({ role }) => role === "statistic");
  const { inputs, targets } = examplesOf(data);
  const statistics = (): [string, Tensor][] =>
    fixed.map(({ name, shape }) => [name, tf.tensor(weights.get(name)!.values, [1, ...shape])]);
  const context = (): Parameters<typeof network.forward>[2] => ({
    ...inferenceContext(tf.ones([1, data.train.count])),
    training: true, // batch norm normalises by the batch, as it does in training
  });
  const total = (variables: ReadonlyMap<string, Tensor>): Tensor => {
    const { output } = network.forward(new Map([...variables, ...statistics()]), inputs, context());
    return tf.mean(loss.loss(output, targets, lossOptions(choice)));
  };
  return {
    center: joined(trained.map(({ name }) => weights.get(name)!.values)),
    at: (flat) => {
      const arrays = tf.tidy(() => {
        const compute = (variables: ReadonlyMap<string, Tensor>) => ({ total: total(variables), extras: {} });
        const { gradients } = differentiate(split(flat, trained), compute);
        return trained.map(({ name }) => gradients.get(name)!.dataSync<"float32">());
      });
      return joined(arrays);
    },
    dispose: () => {
      tf.dispose([inputs, targets]);
    },
  };
}

/** The training examples of one run, [1, B, …]. */
function examplesOf({ task, train, inputShape, outputs }: Dataset): { inputs: Tensor; targets: Tensor } {
  return tf.tidy(() => ({
    inputs: tf.tensor(train.inputs, [1, train.count, ...inputShape]),
    targets: targetsOf(task, train, outputs),
  }));
}

/** One list as the arrays of a network, [1, …]. */
function split(
  flat: Float64Array,
  specs: readonly { readonly name: string; readonly shape: readonly number[] }[],
): Map<string, Tensor> {
  let from = 0;
  return new Map(
    specs.map(({ name, shape }) => {
      const values = Float32Array.from(flat.subarray(from, (from += sizeOf(shape))));
      return [name, tf.tensor(values, [1, ...shape])];
    }),
  );
}

function joined(arrays: readonly ArrayLike<number>[]): Float64Array {
  const flat = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const values of arrays) {
    flat.set(values, from);
    from += values.length;
  }
  return flat;
}
