export type { Dataset, Split, Task } from "./dataset.js";
export { datasetNames, loadDataset, type DatasetName } from "./load-dataset.js";
export type { LoadOptions } from "./load-options.js";
<<<<<<< HEAD
export { toDataset } from "./to-dataset.js";
export type { ArrayData, DataSource, FrameData, Pairs, ToDatasetOptions } from "./data-source.js";
=======
export { isDataset, toDataset } from "./to-dataset.js";
export type {
  ArrayData,
  DataSource,
  Pairs,
  TableData,
  TableDataOptions,
  ToDatasetOptions,
} from "./data-source.js";
>>>>>>> ee5534a (One table, read and typed as a whole, and one encoder, fitted on the training rows, for data sets and autoTune)
export { batchPlan, stepsPerEpoch, type BatchPlan } from "./batches.js";
export { describeDataset, type DatasetDescription, type SplitDescription } from "./describe-dataset.js";
export { exampleAt, type Example } from "./describe-dataset.js";
export { sortedByTarget } from "./altered-examples.js";
