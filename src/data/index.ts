export type { Dataset, Split, Task } from "./dataset.js";
export { datasetNames, loadDataset, type DatasetName } from "./load-dataset.js";
export type { LoadOptions } from "./load-options.js";
export { toDataset } from "./to-dataset.js";
export type {
  ArrayData,
  DataSource,
  Pairs,
  TableData,
  TableDataOptions,
  ToDatasetOptions,
} from "./data-source.js";
export { batchPlan, stepsPerEpoch, type BatchPlan } from "./batches.js";
export { describeDataset, type DatasetDescription, type SplitDescription } from "./describe-dataset.js";
export { exampleAt, type Example } from "./describe-dataset.js";
export { sortedByTarget } from "./altered-examples.js";
export type { OneRow, RowSource } from "./encoder/encode-rows.js";
export type { Answer, Encoder, Label } from "./encoder/encoder.js";
export type { PredictOptions } from "./encoder/predict.js";
