import { tf } from "../../tensorflow/tensorflow.js";
import type { EpochRecord, RunRecord, WeightArrays } from "../training-run.js";

/** Metrics of an epoch under the names that Keras's callback uses, so that runs of both can be compared. */
const tags: Partial<Record<keyof EpochRecord, string>> = {
  loss: "train/epoch_loss",
  accuracy: "train/epoch_accuracy",
  mae: "train/epoch_mae",
  valLoss: "validation/epoch_loss",
  valAccuracy: "validation/epoch_accuracy",
  valMae: "validation/epoch_mae",
  penalty: "train/epoch_penalty",
  learningRate: "train/epoch_learning_rate",
};

/**
 * Writes a run as TensorBoard logs: every metric of every epoch, the loss of every step, and histograms of the trained weights.
 *
 * Open them with `tensorboard --logdir FOLDER`; give each run a folder of its own inside it.
 *
 * @param folder made if it is not there
 * @example
 * writeTensorBoard(run, "logs/rate-0.01");
 */
export function writeTensorBoard(
  run: Pick<RunRecord, "history" | "stepLosses"> & { weights?(): WeightArrays },
  folder: string,
): void {
  const writer = tf.node.summaryFileWriter(folder);
  for (const record of run.history)
    for (const [name, tag] of Object.entries(tags)) {
      const value = record[name as keyof EpochRecord];
      if (value !== undefined) writer.scalar(tag, value, record.epoch);
    }
  run.stepLosses.forEach((loss, step) => {
    writer.scalar("train/step_loss", loss, step + 1);
  });
  const last = run.history.at(-1)?.epoch ?? 0;
  for (const [name, { shape, values }] of run.weights?.() ?? [])
    tf.tidy(() => {
      writer.histogram(`weights/${name}`, tf.tensor(values, [...shape]), last);
    });
  writer.flush();
}
