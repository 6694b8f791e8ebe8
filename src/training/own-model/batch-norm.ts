import type { Tensor } from "@tensorflow/tfjs";
import type { ForwardContext } from "../../models/network.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { FoundLayer, LayerVariable, OwnLayer } from "./own-model.js";
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

/**
 * Batch norm during training. The last batch of an epoch may be padded; unlike tfjs's, this one ignores padding.
 * A frozen layer stays as it is: it uses its moving averages, as in Keras, and does not update them.
 */
export function replacedBatchNorm(
  { layer, frozen }: FoundLayer,
  { training, mask }: ForwardContext,
): Replacement[] {
  if (layer.getClassName() !== "BatchNormalization" || !training) return [];
  const own = layer.call.bind(layer);
  const call: OwnLayer["call"] = (inputs, options) => {
    if (frozen) return own(inputs, { ...options, training: false });
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    // Where examples are folded into another axis, padding cannot be told apart.
    const places = x.shape[0] === mask.size ? tf.reshape(mask, [mask.size]) : tf.ones([x.shape[0]]);
    return normalise(layer as BatchNormLayer, x, places);
  };
  return [{ target: layer, members: { call } }];
}

/** (x − mean) / √(variance + ε)·γ + β, with the moments of the real examples, which also update the moving averages. */
function normalise(norm: BatchNormLayer, x: Tensor, places: Tensor): Tensor {
  const axis = norm.axis < 0 ? norm.axis + x.rank : norm.axis;
  const others = x.shape.map((_, at) => at).filter((at) => at !== axis);
  const along = (values: Tensor, at: number): Tensor => {
    const shape = x.shape.map((side, each) => (each === at ? side : 1));
    return at === x.rank - 1 ? values : tf.reshape(values, shape);
  };
  const positions = others.slice(1).reduce((product, at) => product * x.shape[at]!, 1);
  const share = along(tf.div(places, tf.mul(positions, tf.sum(places))), 0);
  const mean = tf.sum(tf.mul(x, share), others);
  const centred = (): Tensor => tf.sub(x, along(mean, axis));
  const variance = tf.sum(tf.mul(tf.square(centred()), share), others);
  moveAverage(norm.movingMean, mean, norm.momentum);
  moveAverage(norm.movingVariance, variance, norm.momentum);
  const scaled = tf.div(centred(), tf.sqrt(tf.add(along(variance, axis), norm.epsilon)));
  const stretched = norm.gamma ? tf.mul(scaled, along(norm.gamma.read(), axis)) : scaled;
  return norm.beta ? tf.add(stretched, along(norm.beta.read(), axis)) : stretched;
}

function moveAverage(average: LayerVariable, value: Tensor, momentum: number): void {
  const before = average.read();
  average.write(tf.add(before, tf.mul(1 - momentum, tf.sub(value, before))));
}
