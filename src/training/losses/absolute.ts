import type { Tensor } from "@tensorflow/tfjs-node";
import { tf } from "../../tensorflow/tensorflow.js";

/** |x| with slope 0 at 0: x·sign(x). (The gradient of tfjs's own `abs` is −1 there, which moves perfect predictions.) */
export function absolute(x: Tensor): Tensor {
  return tf.mul(x, tf.sign(x));
}
