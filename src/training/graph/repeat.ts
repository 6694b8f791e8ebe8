import type { Tensor } from "@tensorflow/tfjs-node";
import type { Repeat } from "../../models/network.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { attribute } from "./attributes.js";
import { typeNumber } from "./backend.js";
import { Recorder, type Recorded } from "./recorder.js";
import { mapValues, named, valuesOf, type Tensors } from "./tensors.js";

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

/** The same for a state without names, as networks use it. */
export const repeatList: Repeat = (from, to, state, round) => {
  const names = state.map((_, index) => `${index}`);
  const next = repeat(from, to, named(names, state), (index, now) =>
    named(names, round(index, valuesOf(now, names))),
  );
  return valuesOf(next, names);
};

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
  return named(names, writeWhile(recorder, body, [from, to, ...Object.values(state)]));
}

function assertSameShape(name: string, before: Tensor, after: Tensor | undefined): void {
  if (after?.dtype === before.dtype && after.shape.join() === before.shape.join()) return;
  const now = after ? `${after.dtype} [${after.shape.join()}]` : "nothing";
  throw new Error(
    `Cannot repeat: "${name}" is ${before.dtype} [${before.shape.join()}] before a round and ${now} after it; ` +
      "a round must keep shapes and types.",
  );
}

/** A loop hands on all its values, so what the body captures is among them, and the body returns it unchanged. */
function writeWhile(recorder: Recorder, body: Recorded, entry: readonly Tensor[]): Tensor[] {
  const scope = recorder.current;
  const carried = [...entry, ...body.captures.map(({ tensor }) => tensor)];
  const types = carried.map(({ dtype }) => typeNumber(dtype));
  const references = carried.map((tensor) => scope.reference(tensor));
  const node = scope.add("StatelessWhile", references, {
    T: attribute.types(types),
    cond: attribute.function(writeCondition(recorder, types)),
    body: attribute.function(body.name),
    output_shapes: attribute.shapes(carried.map(({ shape }) => shape)),
    parallel_iterations: attribute.integer(1),
    _lower_using_switch_merge: attribute.boolean(recorder.inlineLoops),
  });
  return entry.slice(2).map(({ shape, dtype }, position) => {
    const output = tf.zeros(shape, dtype);
    scope.define(output, `${node}:output:${position + 2}`);
    return output;
  });
}

/** `index < limit`; a loop's condition receives everything its body does. */
function writeCondition(recorder: Recorder, types: readonly number[]): string {
  const scope = recorder.newScope();
  const less = scope.add("Less", ["argument_0", "argument_1"], { T: attribute.type(typeNumber("int32")) });
  const inputs = types.map((type, position) => ({ name: `argument_${position}`, type }));
  return recorder.define("unfinished", inputs, scope, [
    { type: typeNumber("bool"), reference: `${less}:z:0` },
  ]);
}
