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
export { loadDataset, type DatasetName, type LoadOptions } from "./data/load-dataset.js";
export { toDataset, type DataSource, type ToDatasetOptions } from "./data/to-dataset.js";
export type { Dataset, Split, Task } from "./data/dataset.js";
export * from "./charts/index.js";
export * from "./notebook/index.js";
