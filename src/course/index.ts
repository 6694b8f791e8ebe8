import "./array-copies.js";
import "./live-progress.js";
import "./live-study.js";
import "./load-ahead.js";
import "./register-describer.js";
export { show } from "./show.js";
export { summaryTable, type TableOptions, type TableRow } from "./table.js";
export { slider } from "./controls/slider.js";
export type { SliderAction } from "./controls/result-display.js";
export type { NumericName, SliderInput } from "./controls/slider-range.js";
export { glossary } from "./glossary.js";
export { courseChapters, type Chapter } from "./map/chapters.js";
export { courseMap } from "./map/course-map.js";
export { courseTable } from "./map/course-table.js";
export { interactions, recap } from "./claims/recap.js";
export { claim, type Claim, type ClaimInput } from "./claims/claim.js";
export { cited, untested, type CitedClaim, type Statement, type UntestedClaim } from "./claims/statement.js";
export { runPython } from "./python.js";
export { remember, forgetAttempts, type RememberedAttempt } from "./remember.js";
export { myCourse, type MyCourse } from "./progress/my-course.js";
export type { ChapterProgress } from "./progress/summary.js";
export { attempt, type Attempt } from "./exercises/attempt.js";
export { quiz, type QuizQuestion } from "./exercises/quiz.js";
export {
  searchSurface,
  type SearchSurface,
  type SurfacePlace,
  type SurfaceRange,
} from "./surface/search-surface.js";
export { labLog, type LabEntry } from "./lab-log.js";
export { predict, reveal, type Prediction, type PredictionInput } from "./predict.js";
export { compareTuned, type TunedComparison } from "./compare/compare-tuned.js";
export type { CompareTunedOptions, TunedArms } from "./compare/options.js";
export type { TunedArm } from "./compare/tuned-arm.js";
export type { TriedChoice } from "./compare/tune-arms.js";
export type { Chosen, Edge } from "./compare/tuning-grid.js";
export { bestOf, finalOf, median, reorder } from "./values.js";
export { mean } from "../runtime/numbers.js";
export { shuffledIndices } from "../random/shuffled.js";
export { runsWhere, runsByValue } from "./select-runs.js";
export { bestValue, type BestValue } from "./best-value.js";
export { check, type Check, type CheckInput } from "./claims/check.js";
export type { Effect, Evidence, Replicated, Verdict } from "./evidence/evidence.js";
export type { Arm, ArmOptions } from "./evidence/arms.js";
export {
  isBetter,
  isNotWorse,
  type BetterOptions,
  type DesignOptions,
  type NotWorseOptions,
} from "./evidence/is-better.js";
export { isRightMoreOften, type RightMoreOftenOptions } from "./evidence/is-right-more-often.js";
export { armsDiffer } from "./evidence/arms-differ.js";
export { factorsInteract } from "./evidence/factors-interact.js";
export { isTrend, type TrendOptions } from "./evidence/is-trend.js";
export { isAbove, isBelow, type LimitOptions } from "./evidence/is-beyond.js";
export { isNear, isRatio, followsFormula, type NearOptions } from "./evidence/is-near.js";
export { clusterMeans } from "./evidence/cluster-means.js";
export { differenceInterval, meanInterval, shareInterval, type Interval } from "./evidence/interval.js";
export { bootstrapInterval, type BootstrapOptions } from "./evidence/bootstrap-interval.js";
export { expectedMaximum, seedsNeeded, type SeedsNeededOptions } from "./evidence/planning.js";
export { holdsInMost, type HoldsOptions } from "./evidence/holds-in-most.js";
export { haveEnding } from "./evidence/have-ending.js";
export type { Displayable, MimeBundle } from "./mime-bundle.js";
