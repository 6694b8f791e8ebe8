import { classFacts, type ClassFacts } from "./classes.js";
import { type Figures, inUnits, proportionInterval, trivialPredictor } from "./scores.js";
import type { Dataset, Task } from "../../data/dataset.js";
import type { TrainingRun } from "../../training/training-run.js";
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
    /** Rows that were left out because they have no target. */
    readonly rowsLeftOut: number;
    /** How the target was interpreted, and what reading and preparing recognised, filled and left out. */
    readonly notes: readonly string[];
  };
  readonly ending: SearchEnding;
  readonly seconds: number;
  /** The chosen values of the searched hyperparameters, and those of the baseline. */
  readonly chosen: Params;
  readonly baseline: Params;
  /** Number of the trial that was chosen; 0 is the baseline. */
  readonly bestTrial: number;
  /** The tuned network, the baseline, a linear model (each unless it diverged or was not tried) and the trivial predictor. */
  readonly scores: readonly Score[];
  /** Classification: 95 % interval of the tuned network's accuracy on data like the test split. */
  readonly testInterval?: readonly [number, number];
  /** Classification: how frequent the classes are, and which the tuned network never predicts. */
  readonly classes?: ClassFacts;
  /** Importance of each hyperparameter; missing if there are too few trials. */
  readonly importance?: Readonly<Record<string, number>>;
  /** All trials. */
  readonly study: StudyView;
  /** Caveats for reading the metrics, one sentence each. */
  readonly remarks: readonly string[];
}

/** The fewest complete trials from which importance is estimated. */
const fewestForImportance = 10;

/** Puts the report together. The test split is used here only, once, for all predictors together. */
export function report({ data, rowsLeftOut }: Prepared, found: Found): AutoTuneReport {
  const { study, best, baseline, linear, ending, seconds } = found;
  const { name, directions, trials } = study;
  const complete = trials.filter(({ state }) => state === "complete").length;
  const tested = best.evaluate(data.test);
  const scores = [
    { ...scoreOf("tuned", data, best), test: inUnits(tested, data) },
    ...(baseline ? [scoreOf("baseline", data, baseline)] : []),
    ...(linear ? [scoreOf("linear", data, linear)] : []),
    trivialScore(data),
  ];
  const facts = {
    kind: "autoTuneReport" as const,
    data: { ...sizes(data), rowsLeftOut, notes: data.notes ?? [] },
    ending,
    seconds,
    chosen: study.best.params,
    baseline: trials[0]!.params,
    bestTrial: study.best.number,
    scores,
    ...(data.task === "classification" && {
      classes: classFacts(data, tested),
      testInterval: proportionInterval(scores[0]!.test["accuracy"]!, data.test.count),
    }),
    ...(complete >= fewestForImportance && { importance: parameterImportance(study) }),
    study: { name, directions, trials },
  };
  return { ...facts, remarks: remarks(facts) };
}

function sizes({
  name,
  task,
  inputShape,
  outputs,
  train,
  validation,
  test,
}: Dataset): Omit<AutoTuneReport["data"], "rowsLeftOut" | "notes"> {
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

function scoreOf(predictor: string, data: Dataset, run: TrainingRun): Score {
  return {
    predictor,
    validation: inUnits(run.evaluate(data.validation), data),
    test: inUnits(run.evaluate(data.test), data),
  };
}

function trivialScore(data: Dataset): Score {
  const trivial = trivialPredictor(data);
  return {
    predictor: trivial.name,
    validation: inUnits(trivial.measure(data.validation), data),
    test: inUnits(trivial.measure(data.test), data),
  };
}
