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
export type { Hyperparameters } from "./hyperparameters/hyperparameters.js";
export type { Chart, VegaLiteSpec } from "./charts/chart.js";
export { learningCurves, type LearningCurvesOptions } from "./charts/learning-curves.js";
export { sweepCurve, type SweepCurveOptions } from "./charts/sweep-curve.js";
export type { RunGroup, RunsInput } from "./charts/run-groups.js";
export { renderSvg } from "./charts/render-svg.js";
export { show } from "./notebook/show.js";
export { summaryTable, type TableOptions, type TableRow } from "./notebook/table.js";
