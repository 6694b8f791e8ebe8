import type { Family } from "../candidates/member.js";
import { calibrationOf, type Calibration } from "./calibration.js";
import { classFacts, type ClassFacts } from "./classes.js";
import { columnImportance, type ColumnImportance } from "./column-importance.js";
import { judge } from "./judge.js";
import { pairedGain, type Gain } from "./noise.js";
import type { Figures } from "./scores.js";
import type { Dataset, Task } from "../../data/dataset.js";
import { parameterImportance } from "../../tuning/importance/parameter-importance.js";
import type { Params } from "../../hyperparameters/space/domain.js";
import type { StudyView } from "../../tuning/trial/trial-record.js";
import type { Prepared } from "../prepare.js";
import type { Found, SearchEnding } from "../search/search.js";
import { remarks } from "./remarks.js";

/** One predictor's scores on the validation data and on the unseen test data. */
export interface Score {
  readonly predictor: string;
  readonly validation: Figures;
  readonly test: Figures;
  /** 95 % interval of the first test figure, accuracy or RMSE (of the log, where that is learned), on data like the test split. */
  readonly interval: readonly [number, number];
}

/** A model of the ensemble. */
export interface ChosenModel {
  readonly model: Family;
  /** Its share of the mean. */
  readonly weight: number;
  /** Number of its trial. */
  readonly trial: number;
  readonly params: Params;
}

/** What a search did and its result; plain data. A notebook shows it as tables and a chart. */
export interface AutoTuneReport {
  readonly kind: "autoTuneReport";
  readonly data: {
    readonly name: string;
    readonly task: Task;
    readonly inputs: number;
    readonly outputs: number;
    readonly train: number;
    readonly validation: number;
    readonly test: number;
    /** k-fold validation over training and validation rows, so often repeated; 1 × 1 is the validation split. */
    readonly folds: number;
    readonly repeats: number;
    /** Rows that were left out because they have no target. */
    readonly rowsLeftOut: number;
    /** How the target was interpreted, and what reading and preparing recognised, filled and left out. */
    readonly notes: readonly string[];
  };
  readonly ending: SearchEnding;
  readonly seconds: number;
  /** The models whose mean is the result, the largest share first. */
  readonly models: readonly ChosenModel[];
  /** The values of the hyperparameters of the first of them, and those of its kind without tuning. */
  readonly chosen: Params;
  readonly baseline: Params;
  /** Number of the trial of the first of them. */
  readonly bestTrial: number;
  /** Whether the models were fitted again on all rows but those of the test. */
  readonly refitted: boolean;
  /** The result, "tuned"; the untuned network, linear model and trees, each unless it was not tried or failed; the trivial predictor. */
  readonly scores: readonly Score[];
  /** Kinds of models of which there was no time to try a single one, or whose first trial failed. */
  readonly untried: readonly Family[];
  /** By how much the result's mean loss on the test split is lower than that of each other predictor, with its 95 % interval; for numbers the mean squared error. */
  readonly gains: Readonly<Record<string, Gain>>;
  /** Classification: 95 % interval of the result's accuracy on data like the test split. */
  readonly testInterval?: readonly [number, number];
  /** Classification: whether probabilities mean what they say. */
  readonly calibration?: Calibration;
  /** How much the result depends on each column, the largest first; empty for images and very wide tables. */
  readonly columns: readonly ColumnImportance[];
  /** Classification: how frequent the classes are, and which the result never predicts. */
  readonly classes?: ClassFacts;
  /** Importance of each hyperparameter of the first of the models for its kind's trials; missing if these are too few. */
  readonly importance?: Readonly<Record<string, number>>;
  /** All trials. */
  readonly study: StudyView;
  /** Caveats for reading the metrics, one sentence each. */
  readonly remarks: readonly string[];
}

/** The fewest complete trials from which importance is estimated. */
const fewestForImportance = 10;

/** Puts the report together. The test split is used here only, once, for all predictors together. */
export function report(prepared: Prepared, found: Found, seed: number): AutoTuneReport {
  const { study, tuned, ending, seconds, refitted } = found;
  const { name, directions, trials } = study;
  const judged = judge(found, seed);
  const [result] = judged;
  const [best] = tuned.trials;
  const data = tuned.data;
  const facts = {
    kind: "autoTuneReport" as const,
    data: {
      ...sizes(prepared.data),
      ...prepared.plan,
      rowsLeftOut: prepared.rowsLeftOut,
      notes: prepared.data.notes ?? [],
    },
    ending,
    seconds,
    models: tuned.trials.map(({ of: { family, trial, params }, weight }) => ({
      model: family,
      weight,
      trial,
      params,
    })),
    chosen: best!.of.params,
    baseline: found.candidates.find(({ family }) => family === best!.of.family)!.untuned,
    bestTrial: best!.of.trial,
    refitted,
    scores: judged.map(({ score }) => score),
    untried: found.candidates
      .map(({ family }) => family)
      .filter((family) => found.untuned.every((one) => one.family !== family)),
    gains: Object.fromEntries(
      judged.slice(1).map(({ score, losses }) => [score.predictor, pairedGain(result!.losses, losses)]),
    ),
    columns: columnImportance(tuned, seed),
    ...(data.task === "classification" && {
      classes: classFacts(data, result!.metrics),
      testInterval: result!.score.interval,
      calibration: calibrationOf(result!.outputs, data.test.targets, data.outputs),
    }),
    ...hyperparameterImportance(study, best!.of.family, found.candidates.length),
    study: { name, directions, trials },
  };
  return { ...facts, remarks: remarks(facts) };
}

/** Importance compares the trials of one kind of model: others have other hyperparameters. */
function hyperparameterImportance(
  { name, directions, trials }: StudyView,
  family: Family,
  families: number,
): { importance?: Readonly<Record<string, number>> } {
  const own = trials.filter(
    ({ state, params }) => state === "complete" && (families === 1 || params["model"] === family),
  );
  if (own.length < fewestForImportance) return {};
  const view = own.map((trial, number) => ({
    ...trial,
    number,
    params: Object.fromEntries(Object.entries(trial.params).filter(([param]) => param !== "model")),
  }));
  return { importance: parameterImportance({ name, directions, trials: view }) };
}

function sizes({
  name,
  task,
  inputShape,
  outputs,
  train,
  validation,
  test,
}: Dataset): Omit<AutoTuneReport["data"], "rowsLeftOut" | "notes" | "folds" | "repeats"> {
  return {
    name,
    task,
    inputs: inputShape.reduce((product, length) => product * length, 1),
    outputs,
    train: train.count,
    validation: validation.count,
    test: test.count,
  };
}
