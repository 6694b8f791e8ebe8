import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { attribute } from "./attributes.js";
import { typeNumber } from "./backend.js";
import { Recorder, type Recorded } from "./recorder.js";

/** One round of a loop: from the round's number (int32 scalar) and the state to the next state. */
export type Round = (index: Tensor, state: readonly Tensor[]) => Tensor[];

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
 * const [sum] = repeat(tf.scalar(0, "int32"), tf.scalar(4, "int32"), [tf.scalar(0)], (i, [s]) => [s.add(i)]); // 6
 */
export function repeat(from: Tensor, to: Tensor, state: readonly Tensor[], round: Round): Tensor[] {
  return Recorder.active
    ? writeLoop(Recorder.active, from, to, state, round)
    : runLoop(from, to, state, round);
}

function runLoop(from: Tensor, to: Tensor, start: readonly Tensor[], round: Round): Tensor[] {
  const last = to.dataSync()[0]!;
  let state = start.map((tensor) => tf.clone(tensor));
  for (let index = from.dataSync()[0]!; index < last; index++) {
    const next = tf.tidy(() => round(tf.scalar(index, "int32"), state).map((tensor) => tf.clone(tensor)));
    tf.dispose(state);
    state = next;
  }
  return state;
}

function writeLoop(
  recorder: Recorder,
  from: Tensor,
  to: Tensor,
  state: readonly Tensor[],
  round: Round,
): Tensor[] {
  const index = tf.scalar(0, "int32");
  const limit = tf.scalar(0, "int32");
  const inside = state.map(({ shape, dtype }) => tf.zeros(shape, dtype));
  const body = recorder.function(
    "round",
    [index, limit, ...inside],
    () => {
      const next = round(index, inside);
      next.forEach((tensor, position) => {
        assertSameShape(tensor, inside[position]!, position);
      });
      return [tf.add(index, tf.scalar(1, "int32")), limit, ...next];
    },
    { returnCaptures: true },
  );
  return writeWhile(recorder, body, [from, to, ...state]);
}

function assertSameShape(next: Tensor, before: Tensor, position: number): void {
  if (next.dtype === before.dtype && next.shape.join() === before.shape.join()) return;
  throw new Error(
    `Cannot repeat: entry ${position} of the state is ${before.dtype} [${before.shape.join()}] before a round and ` +
      `${next.dtype} [${next.shape.join()}] after it; a round must keep shapes and types.`,
  );
}

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
