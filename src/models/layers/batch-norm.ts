import { type Layer, type LayerPass, perUnit, weightOf } from "./layer.js";
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { WeightSpec } from "../network.js";

/** The two numbers of a batch norm that are not learned. */
export interface BatchNormOptions {
  /** How much of a moving average stays at each step. */
  readonly momentum: number;
  /** Added to the variance before its root is taken. */
  readonly epsilon: number;
}

/**
 * Batch normalization: each unit's sums get mean 0 and variance 1 over the batch, then a learned scale and shift.
 *
 * y = γ·(x − mean) / √(variance + ε) + β. While training, mean and variance are those of the batch's real examples
 * (padding does not count; for images all positions do); afterwards they are moving averages. Scaling the weights before it
 * changes nothing but the part of ε: BN(a·W·x) = BN(W·x).
 *
 * @see Ioffe and Szegedy, "Batch normalization", 2015
 */
export function batchNorm(name: string, inputShape: readonly number[], options: BatchNormOptions): Layer {
  const units = inputShape.at(-1)!;
  const spec = (part: string, role: WeightSpec["role"], value: number): WeightSpec => ({
    name: `${name}/${part}`,
    shape: [units],
    role,
    initial: () => new Float32Array(units).fill(value),
  });
  return {
    weights: [
      spec("scale", "scale", 1),
      spec("shift", "bias", 0),
      spec("mean", "statistic", 0),
      spec("variance", "statistic", 1),
    ],
    outputShape: inputShape,
    summary: "batch norm",
    apply: (x, pass) => {
      const { mean, variance } = pass.context.training
        ? batchMoments(name, x, pass, options.momentum)
        : movingMoments(name, pass);
      const scale = tf.div(weightOf(pass, `${name}/scale`), tf.sqrt(tf.add(variance, options.epsilon)));
      const centred = tf.sub(x, perUnit(mean, x.rank));
      return tf.add(
        tf.mul(centred, perUnit(scale, x.rank)),
        perUnit(weightOf(pass, `${name}/shift`), x.rank),
      );
    },
  };
}

interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

function movingMoments(name: string, pass: LayerPass): Moments {
  return { mean: weightOf(pass, `${name}/mean`), variance: weightOf(pass, `${name}/variance`) };
}

/** Moments over the real examples of the batch, [K, n] each; the moving averages take them in. */
function batchMoments(name: string, x: Tensor, pass: LayerPass, momentum: number): Moments {
  const share = exampleShares(x, pass.context.mask);
  const axes = x.shape.map((_, axis) => axis).slice(1, -1);
  const mean = tf.sum(tf.mul(x, share), axes);
  const deviation = tf.sub(x, perUnit(mean, x.rank));
  const variance = tf.sum(tf.mul(tf.square(deviation), share), axes);
  const move = (part: string, value: Tensor): void => {
    const old = weightOf(pass, `${name}/${part}`);
    pass.statistics.set(`${name}/${part}`, tf.add(old, tf.mul(1 - momentum, tf.sub(value, old))));
  };
  move("mean", mean);
  move("variance", variance);
  return { mean, variance };
}

/** How much each position of each example counts, [K, B, 1, …, 1]: sums to 1 over batch and positions. */
function exampleShares(x: Tensor, mask: Tensor): Tensor {
  const [runs, examples, ...rest] = mask.shape.concat(new Array<number>(x.rank - 2).fill(1));
  const positions = x.shape.slice(2, -1).reduce((product, length) => product * length, 1);
  const share = tf.div(mask, tf.mul(positions, tf.sum(mask, 1, true)));
  return tf.reshape(share, [runs!, examples!, ...rest]);
}
