import type { Tensor } from "@tensorflow/tfjs-node";

/** Numbers a loss works with, as tensors [K, 1] or scalars: the runs of a fleet may differ in them. */
export interface LossOptions {
  /** Where Huber's loss turns from a parabola into a line. */
  readonly huberDelta: Tensor;
  /** Share of the target that is spread over all classes. */
  readonly labelSmoothing: Tensor;
}

/**
 * How wrong each example's output is, averaged over its outputs, without penalties and without class weights.
 *
 * @param outputs raw outputs (logits for classification), [K, B, outputs]
 * @param targets one-hot classes or numbers, [K, B, outputs] or [1, B, outputs]
 * @returns [K, B]
 */
export type Loss = (outputs: Tensor, targets: Tensor, options: LossOptions) => Tensor;
