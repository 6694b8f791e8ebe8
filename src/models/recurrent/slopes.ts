import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";

/** The slope of the sigmoid where it has this value. */
export const sigmoidSlope = (value: Tensor): Tensor => tf.mul(value, tf.sub(1, value));

/** The slope of the hyperbolic tangent where it has this value. */
export const tanhSlope = (value: Tensor): Tensor => tf.sub(1, tf.square(value));
