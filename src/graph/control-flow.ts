import { tf } from "../tensorflow/tensorflow.js";
import { Recorder } from "./recorder.js";
import { mapValues } from "../runtime/collections.js";
import { named, type Tensors, valuesOf } from "./tensors.js";
import type { Tensor, TensorContainer } from "@tensorflow/tfjs";
import { TensorList, writeWhile } from "./write-while.js";
import { attribute } from "./node.js";
import { typeNumber, type GraphValue } from "./backend.js";

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
 * repeat(from, to, { sum: tf.scalar(0) }, (index, { sum }) => ({ sum: tf.add(sum!, index) })).sum!.arraySync(); // 6
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

/** What one round of a walk makes of the state, and what it leaves behind. */
export interface WalkRound {
  readonly next: readonly Tensor[];
  readonly left: readonly Tensor[];
}

/**
 * Walks through `count` rounds, first to last or `"backwards"`, handing the state on from round to round: in a graph one
 * loop, otherwise a JavaScript loop. The body must not read values of tensors.
 *
 * @param round gets its number (an int32 scalar: 0 for the first, also of a walk backwards the one that comes last)
 * @returns what the rounds left, stacked in the order of their numbers: [count, …] each
 */
export type Walk = (
  count: number,
  direction: "forwards" | "backwards",
  start: readonly Tensor[],
  round: (index: Tensor, state: readonly Tensor[]) => WalkRound,
) => Tensor[];

/** See {@link Walk}. While a graph is being recorded the walk becomes one loop, whose rounds leave what they found in lists. */
export const walk: Walk = (...args) =>
  Recorder.active ? writeWalk(Recorder.active, ...args) : runWalk(...args);

function runWalk(...[count, direction, start, round]: Parameters<Walk>): Tensor[] {
  const left: (readonly Tensor[])[] = [];
  let state = start;
  for (let turn = 0; turn < count; turn++) {
    const index = direction === "forwards" ? turn : count - 1 - turn;
    const before = state;
    const found = tidied(() => round(tf.scalar(index, "int32"), before));
    state = found.next;
    left[index] = found.left;
  }
  return left[0]!.map((_, which) => tf.stack(left.map((one) => one[which]!)));
}

/** tf.tidy keeps what is in arrays and objects, but does not say so in its types. */
const tidied = (round: () => WalkRound): WalkRound =>
  tf.tidy(() => round() as unknown as TensorContainer) as unknown as WalkRound;

function writeWalk(recorder: Recorder, ...[count, direction, start, round]: Parameters<Walk>): Tensor[] {
  const outside = recorder.current;
  const turn = tf.scalar(0, "int32");
  // The body runs once while it is recorded, for which the number of the round must be one that there is.
  const limit = tf.scalar(count, "int32");
  const inside = start.map(({ shape, dtype }) => tf.zeros(shape, dtype));
  let lists: TensorList[] = [];
  const body = recorder.function(
    "walk",
    [turn, limit, ...inside],
    () => {
      const index = direction === "forwards" ? turn : tf.sub(tf.sub(limit, turn), tf.scalar(1, "int32"));
      const { next, left } = round(index, inside);
      lists = left.map((value) => {
        const list = new TensorList(outside, count, value);
        list.set(recorder.current, index, value);
        return list;
      });
      return [tf.add(turn, tf.scalar(1, "int32")), limit, ...next];
    },
    { returnCaptures: true },
  );
  writeWhile(recorder, body, tf.scalar(0, "int32"), tf.scalar(count, "int32"), start);
  return lists.map((list) => list.stack(outside));
}

/**
 * Computes as usual; while a graph is being recorded, the computation becomes a function of its own that is called.
 *
 * TensorFlow rewrites such a function for oneDNN as a whole, and the body of a loop not at all: a step with convolutions takes
 * half the time. (Were the loop inlined, it would rewrite what it comes by in the right order, which differs from process to
 * process.) The call costs 0.05 ms, and a step of small operations would take longer.
 */
export function outlined(compute: () => Tensors): Tensors {
  return Recorder.active ? writeCall(Recorder.active, compute) : compute();
}

function writeCall(recorder: Recorder, compute: () => Tensors): Tensors {
  let results: Tensors = {};
  const { name, captures } = recorder.function("step", [], () => {
    results = compute();
    return Object.values(results);
  });
  recorder.functions.at(-1)!.getAttrMap().set("_noinline", attribute.boolean(true));
  const scope = recorder.current;
  const given = captures.map(({ value }) => value);
  const types = (values: readonly GraphValue[]) =>
    attribute.types(values.map(({ dtype }) => typeNumber(dtype)));
  const node = scope.add(
    "PartitionedCall",
    given.map((value) => scope.reference(value)),
    { Tin: types(given), Tout: types(Object.values(results)), f: attribute.function(name) },
  );
  return named(
    Object.keys(results),
    Object.values(results).map(({ shape, dtype }, position) => {
      const output = tf.zeros(shape, dtype);
      scope.define(output, `${node}:output:${position}`);
      return output;
    }),
  );
}
