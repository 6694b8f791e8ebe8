import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";
import { mapValues } from "../../runtime/collections.js";
import { tensor, type Tensors } from "../../graph/index.js";
import { selectRuns } from "./native-ops.js";

/**
 * Takes a step only for the runs that go on: a run whose loss is not finite or has exploded ends here with the weights it
 * had, and a run that ended earlier stays as it is. The others of the fleet go on undisturbed.
 *
 * @param state before the step, with `alive` [K] (1 for runs that go on)
 * @param next weights and slots after the step
 * @param loss of this step, [K]
 * @param limit the largest loss with which each run goes on, [K], a finite number
 */
export function freezeEnded(state: Tensors, next: Tensors, loss: Tensor, limit: Tensor): Tensors {
  const sound = tf.cast(tf.lessEqual(loss, limit), "float32");
  const alive = tf.mul(tensor(state, "alive"), sound);
  const goesOn = tf.greater(alive, 0);
  const choose = (after: Tensor, name: string): Tensor => selectRuns(goesOn, after, tensor(state, name));
  return { ...mapValues(next, choose), alive };
}
