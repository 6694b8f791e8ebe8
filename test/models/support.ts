import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import type { Walk } from "../../src/graph/index.js";
import type { ForwardContext, WeightSpec } from "../../src/models/network.js";
import { stream } from "../../src/random/stream.js";
import { tf } from "../../src/tensorflow/tensorflow.js";

/** Asserts that a tensor holds the expected numbers, up to `tolerance`. */
export function expectClose(
  actual: Tensor,
  expected: ArrayLike<number>,
  tolerance: number,
  what = "value",
): void {
  const values = actual.dataSync();
  expect(values.length, `${what}: how many`).to.equal(expected.length);
  for (let index = 0; index < values.length; index++)
    expect(values[index], `${what}[${index}]`).to.be.closeTo(expected[index]!, tolerance);
}

/** A loop in JavaScript, written without the one the library uses. */
export const plainWalk: Walk = (count, direction, start, round) => {
  const order = Array.from({ length: count }, (_, index) => index);
  let state = start;
  const left: (readonly Tensor[])[] = [];
  for (const index of direction === "backwards" ? order.reverse() : order) {
    const found = round(tf.scalar(index, "int32"), state);
    state = found.next;
    left[index] = found.left;
  }
  return left[0]!.map((_, which) => tf.stack(left.map((one) => one[which]!)));
};

/** A context for `runs` runs and `examples` examples, all real; change what a test is about. */
export function contextFor(
  runs: number,
  examples: number,
  changes: Partial<ForwardContext> = {},
): ForwardContext {
  return {
    training: true,
    dropout: tf.zeros([runs]),
    inputNoise: tf.zeros([runs]),
    mask: tf.ones([runs, examples]),
    noise: (layer, shape) => tf.randomUniform([runs, examples, ...shape], 0, 1, "float32", layer + 1),
    walk: plainWalk,
    ...changes,
  };
}

/** First weights of a fleet, run k drawn from seed k. */
export function initialWeights(specs: readonly WeightSpec[], runs: number): Map<string, Tensor> {
  return new Map(
    specs.map((spec) => {
      const each = Array.from({ length: runs }, (_, run) =>
        tf.tensor(spec.initial(stream(run, spec.name)), [...spec.shape]),
      );
      return [spec.name, tf.stack(each)];
    }),
  );
}
