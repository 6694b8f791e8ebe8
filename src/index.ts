/**
 * `tunebook`: what a first project and the chapters 00–05 use. The subpaths hold the rest; see src/entry-points.
 *
 * @module tunebook
 */
import "./course/index.js"; // results have a display of their own in a notebook

export { tf } from "./tensorflow/tensorflow.js";
export { stream, type RandomStream } from "./random/stream.js";
export {
  hyperparameterNames,
  hyperparameters,
  hyperparameterTable,
  learningRateSchedule,
  presets,
  type Definition,
  type HyperparameterName,
  type Hyperparameters,
  type Schedule,
  type SearchRange,
} from "./hyperparameters/index.js";
export * from "./data/index.js";
export { buildNetwork } from "./models/index.js";
export { train } from "./training/train.js";
export { trainFleet } from "./training/train-fleet.js";
export { learningRateRangeTest } from "./training/learning-rate-range-test.js";
export { loadRun } from "./training/storage/load-run.js";
export { saveRun } from "./training/storage/save-run.js";
export { handleSigint } from "./runtime/interruption.js";
export type { EpochEvent, TrainOptions } from "./training/options.js";
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
export * from "./sweep/index.js";
export {
  createStudy,
  tune,
  type Study,
  type StudyOptions,
  type Trial,
  type Tuned,
  type TuneOptions,
} from "./tuning/index.js";
export { autoTune, loadModel } from "./automl/index.js";
export type {
  AutoTuneData,
  AutoTuned,
  AutoTuneOptions,
  AutoTuneReport,
  Calibration,
  ChosenModel,
  ClassFacts,
  ColumnImportance,
  DataOptions,
  Family,
  Figures,
  Gain,
  Probabilities,
  Score,
  SearchEnding,
  TableSource,
  TunedMember,
  TunedModel,
} from "./automl/index.js";
export {
  barChart,
  heatmap,
  learningCurves,
  lineChart,
  numberText,
  renderSvg,
  scatterChart,
  scheduleChart,
  spread,
  sweepCurve,
} from "./charts/index.js";
export {
  bestValue,
  check,
  courseChapters,
  courseMap,
  courseTable,
  followsFormula,
  glossary,
  isBetter,
  isNear,
  isRatio,
  isTrend,
  predict,
  recap,
  remember,
  reveal,
  runsByValue,
  runsWhere,
  show,
  slider,
  summaryTable,
} from "./course/index.js";
