import type { Dataset, Split } from "../data/dataset.js";
import type { OneRow, RowSource } from "../data/encoder/encode-rows.js";
import type { Encoder } from "../data/encoder/encoder.js";
import { predictWith, type Forward, type PredictOptions } from "../data/encoder/predict.js";
import type { Network } from "../models/network.js";
import { tf } from "../tensorflow/tensorflow.js";
import { sizeOf } from "../models/initializers.js";
import type { Checkpoint } from "./checkpoint.js";
import type { FittingLoss } from "./losses.js";
import { measureSplit, predictions } from "./measure-split.js";
import { inferenceContext } from "./step/evaluation-program.js";
import type { RunRecord, TrainingRun, WeightArrays } from "./training-run.js";

/** How many examples are predicted at once. */
const predictedAtOnce = 1024;

/** What a run needs to be used after training. */
export interface TrainedParts {
  readonly record: RunRecord;
  readonly network: Network;
  readonly loss: FittingLoss;
  readonly task: Dataset["task"];
  readonly weights: WeightArrays;
  /** Whether the network is the user's own model, which only the user can rebuild. */
  readonly foreign: boolean;
  /** Converts rows in their own units to the network's inputs, and outputs back. */
  readonly encoder?: Encoder | undefined;
  /** What is needed to go on with its training, if it was trained alone and did not diverge. */
  readonly checkpoint?: Checkpoint | undefined;
}

/** A finished run. Its weights are plain arrays: it holds nothing of TensorFlow's, and works until it is disposed. */
export function trainedRun(parts: TrainedParts): TrainingRun {
  let weights: WeightArrays | undefined = parts.weights;
  const current = (action: string): WeightArrays => {
    if (weights) return weights;
    throw new Error(`Cannot ${action}: this run was disposed. Train again, or call dispose() later.`);
  };
  const run: TrainingRun = {
    ...parts.record,
    weights: () => current("return weights"),
    predict: ((rows: RowSource | OneRow, options?: PredictOptions) =>
      predictWith(
        parts.encoder,
        forwardOf(parts, current("predict")),
        rows,
        options,
      )) as TrainingRun["predict"],
    evaluate: (split: Split) =>
      measureSplit(parts, rawOutputs(parts, current("evaluate"), split.inputs), split),
    dispose: () => {
      weights = undefined;
    },
  };
  partsByRun.set(run, parts);
  return run;
}

/** The parts of a run that are saved. */
const partsByRun = new WeakMap<TrainingRun, TrainedParts>();

/** The parts of a run that `train` or `loadRun` returned. */
export const partsOf = (run: TrainingRun): TrainedParts | undefined => partsByRun.get(run);

const forwardOf = (parts: TrainedParts, weights: WeightArrays): Forward => ({
  width: parts.loss.width ?? parts.network.outputs,
  outputs: (inputs) => predictions(parts, rawOutputs(parts, weights, inputs)),
});

/** Raw outputs for all examples, `count` × `outputs`. */
function rawOutputs({ network }: TrainedParts, weights: WeightArrays, inputs: Float32Array): Float32Array {
  const size = sizeOf(network.inputShape);
  const count = inputs.length / size;
  if (!Number.isInteger(count))
    throw new RangeError(
      `Cannot predict: there are ${inputs.length} numbers, but one example has ${size} (${network.inputShape.join(" × ")}); ` +
        "give whole examples, one after the other.",
    );
  const outputs = new Float32Array(count * network.outputs);
  tf.tidy(() => {
    const tensors = new Map(
      [...weights].map(([name, { shape, values }]) => [name, tf.tensor(values, [1, ...shape])]),
    );
    for (let first = 0; first < count; first += predictedAtOnce) {
      const some = inputs.subarray(first * size, Math.min(count, first + predictedAtOnce) * size);
      outputs.set(forward(network, tensors, some), first * network.outputs);
    }
  });
  return outputs;
}

function forward(
  network: Network,
  weights: Parameters<Network["forward"]>[0],
  inputs: Float32Array,
): Float32Array {
  return tf.tidy(() => {
    const count = inputs.length / sizeOf(network.inputShape);
    const batch = tf.tensor(inputs, [1, count, ...network.inputShape]);
    return network
      .forward(weights, batch, inferenceContext(tf.ones([1, count])))
      .output.dataSync<"float32">();
  });
}
