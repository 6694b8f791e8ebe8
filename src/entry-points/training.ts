/**
 * `tunebook/training`: what a training is made of: optimizers, losses, networks, schedules, metrics, graphs.
 *
 * @module training
 */
export { optimizers } from "../training/optimizers.js";
export type { Optimizer, OptimizerRates, OptimizerUpdate } from "../training/optimizers.js";
export { losses, type Loss, type LossName, type LossOptions } from "../training/losses.js";
export {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  predictedClasses,
  rSquared,
  type PrecisionRecall,
} from "../training/metrics.js";
export {
  areaUnderRoc,
  atThreshold,
  reliability,
  thresholdCurve,
  thresholdForRecall,
  type ReliabilityBin,
  type ThresholdFigures,
  type ThresholdPoint,
} from "../training/thresholds.js";
export { augmentationOf, type Augmentation } from "../data/augmentation/augmentation.js";
export { augmentedExamples, type AugmentationChoice } from "../data/augmentation/augmented-examples.js";
export * from "../models/index.js";
export {
  constantSchedule,
  cosineSchedule,
  exponentialSchedule,
  inverseTimeSchedule,
  learningRateSchedule,
  oneCycleSchedule,
  plateauStart,
  polynomialSchedule,
  reduceOnPlateau,
  stepSchedule,
  withWarmup,
  type PlateauState,
  type Schedule,
} from "../hyperparameters/schedules.js";
export { trainFleet, type FleetRequest } from "../training/train-fleet.js";
export type { EpochAnswer, FleetOptions } from "../training/options.js";
export type { MaximalUpdate } from "../models/maximal-update.js";
export type { OwnChoices, OwnLoss } from "../training/own-choices.js";
export { learningRateRangeTest, type RangeTestOptions } from "../training/learning-rate-range-test.js";
export type { LearningRateRange, RangePoint } from "../training/learning-rate-range-test.js";
export { largestCurvature, type CurvatureOptions } from "../training/curvature/largest-curvature.js";
export type { LargestEigenvalue } from "../training/curvature/lanczos.js";
export { writeTensorBoard } from "../training/tensorboard/write-tensorboard.js";
export { progressChannel, type Progress } from "../runtime/progress.js";
export {
  compile,
  repeat,
  TraceError,
  type CompiledProgram,
  type CompileOptions,
  type Program,
  type Round,
  type Tensors,
  type TensorSpec,
  type TensorSpecs,
} from "../graph/index.js";
