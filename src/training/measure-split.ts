import {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  predictedClasses,
  rSquared,
} from "./metrics.js";
import type { Split } from "../data/dataset.js";
import { tf } from "../tensorflow/tensorflow.js";
import type { TrainedParts } from "./trained-run.js";
import type { Metrics } from "./training-run.js";

/** Metrics from raw outputs, `count` × `outputs`. */
export function measureSplit(parts: TrainedParts, outputs: Float32Array, split: Split): Metrics {
  const { network, task } = parts;
  const loss = meanLoss(parts, outputs, split);
  if (task === "regression") {
    const predicted = predictions(parts, outputs);
    return {
      loss,
      mae: meanAbsoluteDifference(predicted, split.targets),
      r2: rSquared(predicted, split.targets, network.outputs),
    };
  }
  const predicted = predictedClasses(outputs, network.outputs);
  const confusion = confusionCounts(predicted, split.targets, network.outputs);
  return { loss, accuracy: accuracy(predicted, split.targets), ...precisionRecall(confusion), confusion };
}

/** What `predict` gives for raw outputs, `count` × `outputs`. */
export function predictions({ network, loss }: TrainedParts, outputs: Float32Array): Float32Array {
  return tf.tidy(() => {
    const raw = tf.tensor(outputs, [1, outputs.length / network.outputs, network.outputs]);
    return loss.predict(raw).dataSync<"float32">();
  });
}

/** Mean data loss, without penalties and class weights. */
function meanLoss(
  { network, loss, task, record }: TrainedParts,
  outputs: Float32Array,
  split: Split,
): number {
  const { huberDelta, labelSmoothing } = record.hyperparameters;
  return tf.tidy(() => {
    const shape = [1, split.count, network.outputs];
    const targets =
      task === "regression"
        ? tf.tensor(split.targets, shape, "float32")
        : tf.reshape(tf.oneHot(tf.tensor1d(split.targets, "int32"), network.outputs), shape);
    const options = { huberDelta: tf.scalar(huberDelta), labelSmoothing: tf.scalar(labelSmoothing) };
    return tf.mean(loss.loss(tf.tensor(outputs, shape), tf.cast(targets, "float32"), options)).dataSync()[0]!;
  });
}
