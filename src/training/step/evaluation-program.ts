import { type Batch, exampleLosses, penalty, score, takeBatch } from "./objective.js";
import {
  outlined,
  type Program,
  repeat,
  tensor,
  type Tensors,
  walk,
  withoutPrefix,
} from "../../graph/index.js";
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import type { StepPlan } from "./step-plan.js";

/**
 * Measures a fleet on a split, batch after batch: sums over examples of `loss` and `score`, and the `penalty` of the
 * weights, each [K]. Inputs: `weights/…`, the data (`inputs`, `targets`), its batches (`indices` [batches, K or 1, B], `mask`)
 * and the numbers the loss reads.
 */
export function evaluationProgram(plan: StepPlan): Program {
  return (inputs) => {
    const weights = new Map(Object.entries(withoutPrefix("weights/", inputs)));
    const batches = tensor(inputs, "indices").shape[0];
    const zero = tf.zeros([plan.runs]);
    const sums = repeat(
      tf.scalar(0, "int32"),
      tf.scalar(batches, "int32"),
      { loss: zero, score: tf.zeros([plan.runs]) },
      (index, sum) => {
        const batch = forAllRuns(plan, takeBatch(plan, inputs, index));
        const measured = (): Tensors => measureBatch(plan, inputs, weights, batch);
        const { loss, score: scored } = plan.network.batched ? measured() : outlined(measured);
        return { loss: tf.add(tensor(sum, "loss"), loss!), score: tf.add(tensor(sum, "score"), scored!) };
      },
    );
    return { ...sums, penalty: penalty(plan, inputs, weights) ?? tf.clone(zero) };
  };
}

function measureBatch(
  plan: StepPlan,
  given: Tensors,
  weights: ReadonlyMap<string, Tensor>,
  batch: Batch,
): Tensors {
  const { output } = plan.network.forward(weights, batch.inputs, inferenceContext(batch.mask));
  const losses = exampleLosses(plan, given, output, batch);
  return { loss: tf.sum(tf.mul(losses, batch.mask), 1), score: score(plan, output, batch) };
}

/** No dropout, no noise: the network in inference mode. */
export function inferenceContext(mask: Tensor): Parameters<StepPlan["network"]["forward"]>[2] {
  const off = tf.zeros([mask.shape[0]]);
  return {
    training: false,
    dropout: off,
    inputNoise: off,
    mask,
    walk,
    noise: () => {
      throw new Error("Cannot draw noise: a network draws it only during training.");
    },
  };
}

/** Runs that share their data are measured on the same examples: one batch, repeated K times. */
function forAllRuns({ runs }: StepPlan, batch: Batch): Batch {
  if (batch.mask.shape[0] > 1) return batch;
  const repeated = (values: Tensor): Tensor =>
    tf.tile(values, [runs, ...new Array<number>(values.rank - 1).fill(1)]);
  return {
    inputs: repeated(batch.inputs),
    targets: repeated(batch.targets),
    mask: repeated(batch.mask),
    share: repeated(batch.share),
    ...(batch.labels && { labels: repeated(batch.labels) }),
  };
}
