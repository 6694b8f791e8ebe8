import type { DataType, Tensor } from "@tensorflow/tfjs";
import { tf } from "./tensorflow.js";

/** The operations of TensorFlow that the library calls by their names, made of those that tfjs has. */
const operations: Readonly<Record<string, (...inputs: Tensor[]) => Tensor[]>> = {
  BiasAdd: (x, bias) => [tf.add(x, bias)],
  BiasAddGrad: (dy) => [
    tf.sum(
      dy,
      dy.shape.slice(0, -1).map((_, axis) => axis),
    ),
  ],
  BitwiseAnd: (a, b) => [eachPair(a, b, (x, y) => x & y)],
  BitwiseXor: (a, b) => [eachPair(a, b, (x, y) => x ^ y)],
  ReluGrad: (dy, x) => [tf.mul(dy, tf.step(x))],
  RightShift: (a, b) => [eachPair(a, b, (x, y) => x >> y)],
  Select: (choice, yes, no) => [tf.where(forRows(choice, yes.rank), yes, no)],
  SoftmaxCrossEntropyWithLogits: (logits, targets) => {
    const logs = tf.logSoftmax(logits);
    return [tf.neg(tf.sum(tf.mul(targets, logs), -1)), tf.sub(tf.exp(logs), targets)];
  },
};

export const nativeOperation = (name: string, dtype: DataType, inputs: readonly Tensor[]): Tensor =>
  nativeOperations(name, dtype, inputs, 1)[0]!;

export function nativeOperations(
  name: string,
  _: DataType,
  inputs: readonly Tensor[],
  results: number,
): Tensor[] {
  const operation = operations[name];
  if (operation === undefined)
    throw new Error(
      `Cannot run the operation ${name} in a page: it takes native TensorFlow. Run this at home.`,
    );
  return tf.tidy(() => operation(...inputs).slice(0, results));
}

export const takeRows = (values: Tensor, positions: Tensor): Tensor => tf.gather(values, positions);

/** One choice for each row, or one for all. */
const forRows = (choice: Tensor, rank: number): Tensor =>
  choice.rank === 0
    ? choice
    : tf.reshape(choice, [choice.size, ...Array.from({ length: rank - 1 }, () => 1)]);

/** Whole numbers pair by pair; a single one goes with each. A plain loop: dropout calls this for every unit at every step. */
function eachPair(a: Tensor, b: Tensor, operation: (x: number, y: number) => number): Tensor {
  const [left, right] = [a.dataSync(), b.dataSync()];
  const larger = left.length >= right.length ? a : b;
  const values = new Int32Array(larger.size);
  const [forward, beside] = [left.length === 1 ? 0 : 1, right.length === 1 ? 0 : 1];
  for (let place = 0; place < values.length; place++)
    values[place] = operation(left[place * forward]!, right[place * beside]!);
  return tf.tensor(values, larger.shape, "int32");
}
