import type { Tensor } from "@tensorflow/tfjs";
import {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  predictedClasses,
  rSquared,
} from "./metrics.js";
import type { Split, Task } from "../data/dataset.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
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
  return tf.tidy(() => {
    const targets = targetsOf(task, split, network.outputs);
    const raw = tf.tensor(outputs, targets.shape);
    return tf.mean(loss.loss(raw, targets, lossOptions(record.hyperparameters))).dataSync()[0]!;
  });
}

/** The targets of a split as a loss takes them, [1, count, outputs]: numbers, or 1 for the class and 0 for the others. */
export function targetsOf(task: Task, { count, targets }: Split, outputs: number): Tensor {
  const shape = [1, count, outputs];
  if (task === "regression") return tf.tensor(targets, shape, "float32");
  return tf.cast(tf.reshape(tf.oneHot(tf.tensor1d(targets, "int32"), outputs), shape), "float32");
}

/** What a loss takes beside outputs and targets. */
export const lossOptions = ({ huberDelta, labelSmoothing }: Hyperparameters) => ({
  huberDelta: tf.scalar(huberDelta),
  labelSmoothing: tf.scalar(labelSmoothing),
});
