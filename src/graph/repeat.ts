import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../tensorflow/tensorflow.js";
import { Recorder } from "./recorder.js";
import { mapValues, named, valuesOf, type Tensors } from "./tensors.js";
import { writeWhile } from "./write-while.js";

/** One round of a loop: from the round's number (int32 scalar) and the state to the next state. */
export type Round = (index: Tensor, state: Tensors) => Tensors;

/**
 * Repeats `round` for `index` = `from`, …, `to` − 1, handing the state on from round to round.
 *
 * Called as usual it is a JavaScript loop. Called while a graph is being recorded it becomes one `StatelessWhile`
 * operation, whose body is recorded once: an epoch is one call, and XLA compiles the loop like any other code. The
 * body may use tensors from outside; loops may be nested.
 *
 * @param from first index, an int32 scalar
 * @param to one past the last index, an int32 scalar
 * @param state tensors whose shapes and types stay the same from round to round
 * @param round must not read values of tensors, and must be the same computation in every round
 * @returns the state after the last round
 * @example
 * const [from, to] = [tf.scalar(0, "int32"), tf.scalar(4, "int32")];
 * repeat(from, to, { sum: tf.scalar(0) }, (index, { sum }) => ({ sum: tf.add(sum!, index) })).sum; // 6
 */
export function repeat(from: Tensor, to: Tensor, state: Tensors, round: Round): Tensors {
  return Recorder.active
    ? writeLoop(Recorder.active, from, to, state, round)
    : runLoop(from, to, state, round);
}

function runLoop(from: Tensor, to: Tensor, start: Tensors, round: Round): Tensors {
  const last = to.dataSync()[0]!;
  let state: Tensors = mapValues(start, (tensor) => tf.clone(tensor));
  for (let index = from.dataSync()[0]!; index < last; index++) {
    const before = state;
    state = tf.tidy(() => mapValues(round(tf.scalar(index, "int32"), before), (tensor) => tf.clone(tensor)));
    tf.dispose({ ...before });
  }
  return state;
}

function writeLoop(recorder: Recorder, from: Tensor, to: Tensor, state: Tensors, round: Round): Tensors {
  const index = tf.scalar(0, "int32");
  const limit = tf.scalar(0, "int32");
  const names = Object.keys(state);
  const inside = mapValues(state, ({ shape, dtype }) => tf.zeros(shape, dtype));
  const body = recorder.function(
    "round",
    [index, limit, ...Object.values(inside)],
    () => {
      const next = round(index, inside);
      for (const name of names) assertSameShape(name, inside[name]!, next[name]);
      return [tf.add(index, tf.scalar(1, "int32")), limit, ...valuesOf(next, names)];
    },
    { returnCaptures: true },
  );
  return named(names, writeWhile(recorder, body, from, to, Object.values(state)));
}

function assertSameShape(name: string, before: Tensor, after: Tensor | undefined): void {
  if (after?.dtype === before.dtype && after.shape.join() === before.shape.join()) return;
  const now = after ? `${after.dtype} [${after.shape.join()}]` : "nothing";
  throw new Error(
    `Cannot repeat: "${name}" is ${before.dtype} [${before.shape.join()}] before a round and ${now} after it; ` +
      "a round must keep shapes and types.",
  );
}
