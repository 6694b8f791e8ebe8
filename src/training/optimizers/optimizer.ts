import type { Tensor } from "@tensorflow/tfjs-node";

/** Numbers an optimizer works with, as tensors: the runs of a fleet may differ in every one of them. */
export interface OptimizerRates {
  /** This and the next four broadcast against the weight, the K runs of the fleet in front: [K, 1, …, 1]. */
  readonly learningRate: Tensor;
  /** Momentum, and β₁ of the Adam family and Lion. */
  readonly momentum: Tensor;
  /** Decay of the second moment: β₂, or ρ of RMSprop and Adadelta. */
  readonly beta2: Tensor;
  readonly epsilon: Tensor;
  readonly weightDecay: Tensor;
  /** Number of the update as a float scalar: 1 for the first. */
  readonly step: Tensor;
}

/** An array that an optimizer keeps for each array of weights, of the same shape. */
export interface OptimizerSlot {
  readonly name: string;
  /** Its first value, the same everywhere. */
  readonly initial: number;
}

/** What one update gives back: the new weight and the new slots, in the order of `Optimizer.slots`. */
export interface OptimizerUpdate {
  readonly weight: Tensor;
  readonly slots: readonly Tensor[];
}

/**
 * A rule that turns a gradient into a change of a weight. It keeps nothing: what it must remember comes in as slots
 * and goes out as slots, so one update is the same inside a graph, in a fleet, and in a test.
 */
export interface Optimizer {
  readonly slots: readonly OptimizerSlot[];
  update(weight: Tensor, gradient: Tensor, slots: readonly Tensor[], rates: OptimizerRates): OptimizerUpdate;
}
