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
export { constantSchedule } from "./schedules/constant.js";
export { cosineSchedule } from "./schedules/cosine.js";
export { exponentialSchedule } from "./schedules/exponential.js";
export { inverseTimeSchedule } from "./schedules/inverse-time.js";
export { learningRateSchedule } from "./schedules/learning-rate-schedule.js";
export { oneCycleSchedule } from "./schedules/one-cycle.js";
export { polynomialSchedule } from "./schedules/polynomial.js";
export { plateauStart, reduceOnPlateau, type PlateauState } from "./schedules/reduce-on-plateau.js";
export type { Schedule } from "./schedules/schedule.js";
export { stepSchedule } from "./schedules/step.js";
export { withWarmup } from "./schedules/warmup.js";
export { hyperparameterTable } from "./table.js";
