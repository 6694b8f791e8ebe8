export type { Dataset, Split, Task } from "./dataset.js";
export { loadDataset, type DatasetName, type LoadOptions } from "./load-dataset.js";
export { toDataset, type DataSource, type ToDatasetOptions } from "./to-dataset.js";
export { batchPlan, stepsPerEpoch, type BatchPlan } from "./batches/batch-plan.js";
