import type { Tensor } from "@tensorflow/tfjs-node";
import { nativeOperations } from "../../tensorflow/native-operation.js";
import { tf } from "../../tensorflow/tensorflow.js";
import type { Loss } from "./loss.js";
import { perOutput } from "./per-output.js";

/**
 * Categorical cross-entropy from logits z: the surprise at the true class, in nats.
 *
 * −Σ t·log softmax(z) with t = (1 − s)·y + s/C, where s is the label smoothing and C the number of classes
 *
 * @see Szegedy et al., "Rethinking the Inception architecture", 2016, section 7 (label smoothing)
 */
export const categoricalCrossentropy: Loss = (outputs, targets, { labelSmoothing }) => {
  const classes = outputs.shape[outputs.rank - 1]!;
  const smoothing = perOutput(labelSmoothing);
  const smooth = tf.add(tf.mul(tf.sub(1, smoothing), targets), tf.div(smoothing, classes));
  return surprise(outputs, tf.broadcastTo(smooth, outputs.shape));
};

/** −Σ t·log softmax(z): TensorFlow computes it in one operation together with its gradient, softmax(z) − t. */
function surprise(logits: Tensor, targets: Tensor): Tensor {
  const examples = (values: Tensor): Tensor => tf.reshape(values, [-1, values.shape.at(-1)!]);
  const differentiable = tf.customGrad<Tensor>((z, save) => {
    const given = [examples(z as Tensor), examples(targets)];
    const [losses, slopes] = nativeOperations("SoftmaxCrossEntropyWithLogits", "float32", given, 2);
    (save as (tensors: Tensor[]) => void)([tf.reshape(slopes!, logits.shape)]);
    return {
      value: tf.reshape(losses!, logits.shape.slice(0, -1)),
      gradFunc: (dLosses: Tensor, saved: Tensor[]) => tf.mul(tf.expandDims(dLosses, -1), saved[0]!),
    };
  });
  return differentiable(logits);
}
