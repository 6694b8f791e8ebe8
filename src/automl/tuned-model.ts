import { encodeRows, isOneRow, type OneRow, type RowSource } from "../data/encoder/encode-rows.js";
import { answersOf, type Answer, type Encoder } from "../data/encoder/encoder.js";
import { checkPredictOptions, takenAsEncoded, type PredictOptions } from "../data/encoder/predict.js";
import { loadRun } from "../training/storage/load-run.js";
import { partsOf } from "../training/trained-run.js";
import type { TrainingRun } from "../training/training-run.js";
import type { Family, Member } from "./candidates/member.js";
import { readModel, saveModel, type ModelParts } from "./model-file.js";
import { predictMembers } from "./search/ensemble.js";

/** The probability of every class, by its name. */
export type Probabilities = Readonly<Record<string, number>>;

/** One of the models whose predictions are averaged. */
export interface TunedMember {
  readonly model: Family;
  /** Its share of the mean; all shares add up to 1. */
  readonly weight: number;
}

/** The model that a search chose, or the mean of several, ready for rows it has not seen. */
export interface TunedModel {
  /** The models it consists of, the largest share first. */
  readonly members: readonly TunedMember[];
  /** The training run of its network, if it has one: history and weights. */
  readonly run?: TrainingRun;
  /** Classification: the classes as given. */
  readonly classes?: readonly Answer[];
  /**
   * Predictions for new rows in their own units: the class of each as given, or the number, in the unit of the
   * target. Missing cells are filled as they were in training, a word that never occurred is "other".
   *
   * @param rows a table with the columns of the one it was tuned on (the target may be missing): a CSV file, a DataFrame, objects,
   *   lists of cells; or a single object, which gets a single prediction
   * @throws {RangeError} if columns are missing, or a cell cannot be read as its column's type
   */
  predict(row: OneRow, options?: PredictOptions): Answer;
  predict(rows: RowSource, options?: PredictOptions): Answer[];
  /**
   * The predicted probability of every class: `{ yes: 0.9, no: 0.1 }`, one such object per row.
   *
   * @throws {TypeError} if the model predicts numbers
   */
  predictProba(row: OneRow, options?: PredictOptions): Probabilities;
  predictProba(rows: RowSource, options?: PredictOptions): Probabilities[];
  /** Saves the model, its encoder and the record of its training in a folder; `loadModel` loads it, also in another process. */
  save(folder: string): Promise<void>;
}

/** The model that consists of these members. */
export function tunedModel({ members, encoder }: ModelParts): TunedModel {
  const { target } = encoder;
  const outputs = (rows: RowSource | OneRow, options: PredictOptions = {}): Float32Array =>
    predictMembers(members, inputsOf(encoder, rows, options));
  const predict = (rows: RowSource | OneRow, options?: PredictOptions): Answer | Answer[] => {
    const answers = answersOf(encoder, outputs(rows, options), widthOf(members[0]!.of));
    return isOneRow(rows) ? answers[0]! : answers;
  };
  const predictProba = (
    rows: RowSource | OneRow,
    options?: PredictOptions,
  ): Probabilities | Probabilities[] => {
    if (target.task !== "classification")
      throw new TypeError("Cannot give probabilities: this model predicts numbers. Use model.predict.");
    const all = probabilities(target.labels, outputs(rows, options));
    return isOneRow(rows) ? all[0]! : all;
  };
  const network = members.find(({ of }) => of.family === "network")?.of;
  return {
    members: members.map(({ of, weight }) => ({ model: of.family, weight })),
    ...(network?.family === "network" && { run: network.run }),
    ...(target.task === "classification" && { classes: target.labels }),
    predict: predict as TunedModel["predict"],
    predictProba: predictProba as TunedModel["predictProba"],
    save: (folder) => saveModel(folder, { members, encoder }),
  };
}

/** Numbers per prediction. */
const widthOf = (member: Member): number =>
  member.family === "network" ? partsOf(member.run)!.network.outputs : member.model.outputs;

function inputsOf(encoder: Encoder, rows: RowSource | OneRow, options: PredictOptions): Float32Array {
  checkPredictOptions(options);
  const asTheyAre = rows instanceof Float32Array && (options.encoded ?? takenAsEncoded(encoder, rows));
  return asTheyAre ? rows : encodeRows(encoder, rows, options).inputs;
}

function probabilities(labels: readonly Answer[], outputs: Float32Array): Probabilities[] {
  return Array.from({ length: outputs.length / labels.length }, (_, row) =>
    Object.fromEntries(labels.map((label, place) => [String(label), outputs[row * labels.length + place]!])),
  );
}

/**
 * Loads a model that `model.save` saved, or a run that `saveRun` saved. It gives exactly the same predictions as before.
 *
 * @param folder where it was saved
 * @returns the model, for rows of a CSV file, a DataFrame or objects
 * @throws {Error} if there is no saved model, a file of it is damaged, or another version saved it in another format
 * @example
 * const { model: tuned } = await autoTune("houses.csv", { target: "price", minutes: 0.1 });
 * await tuned.save("model/");
 * const model = await loadModel("model/"); // in another process, another day
 * model.predict({ rooms: 4, area: 97, town: "Ghent" });
 */
export async function loadModel(folder: string): Promise<TunedModel> {
  const saved = await readModel(folder);
  if (saved) return tunedModel(saved);
  const run = await loadRun(folder);
  const encoder = partsOf(run)?.encoder;
  if (encoder) return tunedModel({ encoder, members: [{ of: { family: "network", run }, weight: 1 }] });
  throw new Error(
    `Cannot load a model from ${folder}: the run saved there has a data set without an encoder. Load it with loadRun.`,
  );
}
