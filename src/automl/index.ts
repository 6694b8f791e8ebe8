// The names of this folder that the package exports.
export { autoTune, type AutoTuned } from "./auto-tune.js";
export type { AutoTuneOptions, DataOptions } from "./options.js";
export type { AutoTuneData } from "./prepare.js";
export type { ClassFacts } from "./report/classes.js";
export type { Family } from "./candidates/member.js";
export type { Calibration } from "./report/calibration.js";
export type { ColumnImportance } from "./report/column-importance.js";
export type { Gain } from "./report/noise.js";
export type { AutoTuneReport, ChosenModel, Score } from "./report/report.js";
export { proportionInterval } from "./report/scores.js";
export type { Figures } from "./report/scores.js";
export type { SearchEnding } from "./search/search.js";
export type { TableSource } from "../data/table/table.js";
export { loadModel, type Probabilities, type TunedMember, type TunedModel } from "./tuned-model.js";
