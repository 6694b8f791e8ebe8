export { stream, type RandomStream } from "./random/stream.js";
export {
  hyperparameterNames,
  hyperparameters,
  type HyperparameterName,
  type Hyperparameters,
} from "./hyperparameters/hyperparameters.js";
export { hyperparameterTable } from "./hyperparameters/table.js";
export { presets } from "./hyperparameters/presets.js";
export { buildNetwork } from "./models/build-network.js";
export * from "./data/index.js";
export * from "./charts/index.js";
export * from "./notebook/index.js";
export * from "./tuning/index.js";
export * from "./sweep/index.js";
export { train } from "./training/train.js";
export { trainFleet, type FleetRequest } from "./training/train-fleet.js";
export type { EpochAnswer, EpochEvent, FleetOptions, TrainOptions } from "./training/options.js";
export { progressChannel, type Progress } from "./training/progress.js";
export type {
  Ending,
  Engine,
  EpochRecord,
  Metrics,
  RunRecord,
  TrainingRun,
  WeightArrays,
} from "./training/training-run.js";
