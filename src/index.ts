export { stream, type RandomStream } from "./random/stream.js";
export * from "./hyperparameters/index.js";
export * from "./models/index.js";
export { optimizers } from "./training/optimizers.js";
export type { Optimizer, OptimizerRates, OptimizerUpdate } from "./training/optimizers.js";
export { losses, type LossName } from "./training/losses.js";
export type { Loss, LossOptions } from "./training/losses.js";
export {
  accuracy,
  confusionCounts,
  meanAbsoluteDifference,
  precisionRecall,
  predictedClasses,
  rSquared,
  type PrecisionRecall,
} from "./training/metrics.js";
export { AUGMENTATION_NOISE, augmentationOf, type Augmentation } from "./data/augmentation/augmentation.js";
export { augmentedExamples, type AugmentationChoice } from "./data/augmentation/augmented-examples.js";
export * from "./data/index.js";
export * from "./charts/index.js";
export * from "./course/index.js";
export * from "./tuning/index.js";
export * from "./automl/index.js";
export * from "./sweep/index.js";
export * from "./cluster/index.js";
export { train } from "./training/train.js";
export { trainFleet, type FleetRequest } from "./training/train-fleet.js";
export type { EpochAnswer, EpochEvent, FleetOptions, TrainOptions } from "./training/options.js";
export { loadRun } from "./training/storage/load-run.js";
export { saveRun } from "./training/storage/save-run.js";
export { writeTensorBoard } from "./training/tensorboard/write-tensorboard.js";
export {
  learningRateRangeTest,
  type RangeTestOptions,
} from "./training/range-test/learning-rate-range-test.js";
export type { LearningRateRange, RangePoint } from "./training/range-test/read-range.js";
export { handleSigint } from "./runtime/interruption.js";
export { progressChannel, type Progress } from "./runtime/progress.js";
export type {
  ActivationDiagnostics,
  Ending,
  Engine,
  EpochDiagnostics,
  EpochRecord,
  Metrics,
  RunRecord,
  TrainingRun,
  WeightArrays,
  WeightDiagnostics,
} from "./training/training-run.js";
