// The names of this folder that the package exports.
export { createStudy, type StudyOptions } from "./study/create-study.js";
export type { Study } from "./study/study.js";
export type { StudyView } from "./trial/trial-record.js";
export type { Objective, ErrorKind, OptimizeOptions, StudyCallback, StudyEnding } from "./study/optimize.js";
export type { DeadTrialOptions } from "./study/dead-trials.js";
export type { PastTrial } from "./study/past-trials.js";
export {
  artifactStore,
  type Artifact,
  type ArtifactFile,
  type ArtifactStore,
  type UploadOptions,
} from "./storage/artifact-store.js";
export { constraintsOf, isFeasible } from "./trial/constraints.js";
export { hypervolume, hypervolumeHistory, type HypervolumeStep } from "./study/hypervolume.js";
export {
  improvementHistory,
  improvementLeft,
  terminator,
  type ImprovementHistoryOptions,
  type ImprovementLeft,
  type ImprovementStep,
  type TerminatorOptions,
} from "./study/terminator.js";
export { tune, type Tuned, type TunedBest, type TunedSpace, type TuneOptions } from "./search/tune.js";
export type { TunedMeasure } from "./search/trial-pool.js";
export { watchChannel, type StudyWatch, type WatchedStudy } from "./study/watch.js";
export { trialRows, type TrialRow } from "./study/trial-rows.js";
export type { Outcome } from "./study/outcome.js";
export type { Trial } from "./trial/trial.js";
export { TrialPruned } from "./trial/trial.js";
export type {
  Direction,
  IntermediateValue,
  TrialFailure,
  TrialRecord,
  TrialState,
} from "./trial/trial-record.js";
export type {
  CategoricalDomain,
  Choice,
  Domain,
  FloatDomain,
  IntDomain,
  Params,
  Space,
} from "../hyperparameters/space/domain.js";
export { SpaceError } from "../hyperparameters/space/domain.js";
export {
  autoChoice,
  autoSampler,
  type AutoChoice,
  type AutoSamplerOptions,
} from "./samplers/auto-sampler.js";
export type { Proposal, Sampler } from "./samplers/sampler.js";
export { cmaEsSampler, type CmaEsSamplerOptions } from "./samplers/cma-es-sampler.js";
export { geneticSampler, type GeneticSamplerOptions } from "./samplers/genetic-sampler.js";
export { gpSampler, type GpSamplerOptions } from "./samplers/gp-sampler.js";
export { gridSampler, type GridSamplerOptions } from "./samplers/grid-sampler.js";
export { quasiRandomSampler } from "./samplers/random-samplers.js";
export { randomSampler, type SeedOptions } from "./samplers/random-samplers.js";
export { tpeSampler, type TpeSamplerOptions } from "./samplers/tpe-sampler.js";
export type { Observation, SurrogateOptions } from "./surrogate/even-grid.js";
export { gpSurrogate, type GpPrior, type GpSurrogate } from "./surrogate/gp-surrogate.js";
export { tpeSurrogate, type TpeSurrogate, type TpeSurrogateOptions } from "./surrogate/tpe-surrogate.js";
export type { Pruner } from "./pruners/pruner.js";
export { hyperbandPruner, type HyperbandOptions } from "./pruners/halving-pruners.js";
export {
  medianPruner,
  patientPruner,
  percentilePruner,
  thresholdPruner,
  wilcoxonPruner,
  type DecisionOptions,
  type MedianPrunerOptions,
  type PatientPrunerOptions,
  type ThresholdPrunerOptions,
  type WilcoxonPrunerOptions,
} from "./pruners/report-pruners.js";
export { noPruner } from "./pruners/pruner.js";
export { successiveHalvingPruner, type SuccessiveHalvingOptions } from "./pruners/halving-pruners.js";
export type { Storage, StudyStorage } from "./storage/storage.js";
export { journalStorage, type JournalStorageOptions } from "./storage/journal-storage.js";
export { JournalError } from "./storage/journal/journal-line.js";
export { memoryStorage } from "./storage/memory-storage.js";
export { parameterImportance, type ImportanceOptions } from "./importance/parameter-importance.js";
export {
  populationBasedTraining,
  type PopulationMember,
  type PopulationOptions,
  type PopulationPlace,
  type PopulationRecord,
  type PopulationResult,
  type PopulationRound,
  type PopulationStep,
} from "./population/population-based-training.js";
export {
  differentiateTraining,
  type DifferentiatedTraining,
  type Rates,
} from "./hypergradient/differentiate-training.js";
export {
  hypergradientDescent,
  type HypergradientDescent,
  type HypergradientDescentOptions,
} from "./hypergradient/hypergradient-descent.js";
export {
  hypergradientSearch,
  type HypergradientRound,
  type HypergradientSearchOptions,
} from "./hypergradient/hypergradient-search.js";
export type { GradientOf, TrainingProblem } from "./hypergradient/differentiate-training.js";
