import type { Tensor } from "@tensorflow/tfjs-node";
import { perRun } from "../../models/layers/broadcast.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { mapValues, tensor, type Tensors } from "../graph/tensors.js";
import { select } from "./native-ops.js";

/**
 * Takes a step only for the runs that go on: a run whose loss is no longer a finite number ends here with the weights it
 * had, and a run that ended earlier stays as it is. The others of the fleet go on undisturbed.
 *
 * @param state before the step, with `alive` [K]: 1 for runs that go on, 0 for those that ended
 * @param next weights and slots after the step
 * @param loss of this step, [K]
 */
export function freezeEnded(state: Tensors, next: Tensors, loss: Tensor): Tensors {
  const alive = tf.mul(tensor(state, "alive"), tf.cast(tf.isFinite(loss), "float32"));
  const goesOn = tf.greater(alive, 0);
  const choose = (after: Tensor, name: string): Tensor =>
    select(perRun(goesOn, after.rank), after, tensor(state, name));
  return { ...mapValues(next, choose), alive };
}
