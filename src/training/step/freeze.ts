import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { mapValues, tensor, type Tensors } from "../graph/tensors.js";
import { select, selectRuns } from "./native-ops.js";

/** A loss this many times that of the first step (or of 1, if that is larger) counts as diverged. */
export const divergedFactor = 1e6;

/** Where a loss counts as diverged before the first step: nowhere, as long as it is finite. */
export const noLimit = Infinity;

/**
 * Takes a step only for the runs that go on: a run whose loss is not finite or has exploded ends here with the weights it
 * had, and a run that ended earlier stays as it is. The others of the fleet go on undisturbed.
 *
 * @param state before the step, with `alive` [K] (1 for runs that go on) and `limit` [K] (the largest loss allowed)
 * @param next weights and slots after the step
 * @param loss of this step, [K]
 */
export function freezeEnded(state: Tensors, next: Tensors, loss: Tensor): Tensors {
  const before = tensor(state, "limit");
  const limit = select(tf.isFinite(before), before, tf.mul(divergedFactor, tf.maximum(1, loss)));
  const sound = tf.logicalAnd(tf.isFinite(loss), tf.lessEqual(loss, limit));
  const alive = tf.mul(tensor(state, "alive"), tf.cast(sound, "float32"));
  const goesOn = tf.greater(alive, 0);
  const choose = (after: Tensor, name: string): Tensor => selectRuns(goesOn, after, tensor(state, name));
  return { ...mapValues(next, choose), alive, limit };
}
