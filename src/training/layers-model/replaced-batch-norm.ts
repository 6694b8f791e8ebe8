import type { Tensor } from "@tensorflow/tfjs";
import type { ForwardContext } from "../../models/network.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { LayerVariable, OwnLayer } from "./own-model.js";
import type { Replacement } from "./with-replaced.js";

/** A batch normalization layer of tfjs. */
interface BatchNormLayer extends OwnLayer {
  readonly axis: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

/** The last batch of an epoch may be padded, which tfjs's batch norm would average over; this one does not. */
export function replacedBatchNorm(layer: OwnLayer, { training, mask }: ForwardContext): Replacement[] {
  if (layer.getClassName() !== "BatchNormalization" || !training) return [];
  const norm = layer as BatchNormLayer;
  const own = layer.call.bind(layer);
  const call: OwnLayer["call"] = (inputs, options) => {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const last = norm.axis === -1 || norm.axis === x.rank - 1;
    return last
      ? normalise(norm, x, tf.reshape(mask, [x.shape[0], ...new Array<number>(x.rank - 1).fill(1)]))
      : own(inputs, options);
  };
  return [{ target: layer, members: { call } }];
}

/** (x − mean) / √(variance + ε)·γ + β, with the moments of the real examples, which the moving averages take in. */
function normalise(norm: BatchNormLayer, x: Tensor, mask: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const positions = x.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  const share = tf.div(mask, tf.mul(positions, tf.sum(mask)));
  const mean = tf.sum(tf.mul(x, share), axes);
  const variance = tf.sum(tf.mul(tf.square(tf.sub(x, mean)), share), axes);
  moveAverage(norm.movingMean, mean, norm.momentum);
  moveAverage(norm.movingVariance, variance, norm.momentum);
  const scaled = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, norm.epsilon)));
  const stretched = norm.gamma ? tf.mul(scaled, norm.gamma.read()) : scaled;
  return norm.beta ? tf.add(stretched, norm.beta.read()) : stretched;
}

function moveAverage(average: LayerVariable, value: Tensor, momentum: number): void {
  const before = average.read();
  average.write(tf.add(before, tf.mul(1 - momentum, tf.sub(value, before))));
}
