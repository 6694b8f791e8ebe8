import type { Tensor, TensorContainer } from "@tensorflow/tfjs-node";
import type { Walk, WalkRound } from "../models/network.js";
import { tf } from "../tensorflow/tensorflow.js";
import { Recorder } from "./recorder.js";
import { TensorList } from "./tensor-list.js";
import { writeWhile } from "./write-while.js";

/** See `Walk`. While a graph is being recorded the walk becomes one loop, whose rounds leave what they found in lists. */
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
