export type { Definition, SearchRange } from "./definition.js";
export { gpt3, type Gpt3Preset } from "./gpt3.js";
export {
  checkHyperparameter,
  hyperparameterNames,
  hyperparameters,
  type HyperparameterName,
  type Hyperparameters,
} from "./hyperparameters.js";
export { presets } from "./presets.js";
export { constantSchedule } from "./schedules.js";
export { cosineSchedule } from "./schedules.js";
export { exponentialSchedule } from "./schedules.js";
export { inverseTimeSchedule } from "./schedules.js";
export { learningRateSchedule } from "./schedules.js";
export { oneCycleSchedule } from "./schedules.js";
export { polynomialSchedule } from "./schedules.js";
export { plateauStart, reduceOnPlateau, type PlateauState } from "./schedules.js";
export type { Schedule } from "./schedules.js";
export { stepSchedule } from "./schedules.js";
export { withWarmup } from "./schedules.js";
export { hyperparameterTable } from "./table.js";
export { tuningDomain, type SearchedRange } from "./tuning-domain.js";
