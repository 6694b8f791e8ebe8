import type { DataSource } from "../data/data-source.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { trainModel } from "./own-model/train-model.js";
import { checkTrainingOptions, refuseOptionsAmong, type TrainOptions } from "./options.js";
import { resumption } from "./resume.js";
import { trainTogether } from "./train-fleet.js";
import type { TrainingRun } from "./training-run.js";

/**
 * Trains one network.
 *
 * @param data a data set, or arrays, tensors or a danfo.js frame to make one from
 * @param hyperparameters those left out take the table's defaults
 * @param options seed, interruption, callbacks, weights of classes or examples, a loss or schedule of your own, a
 *   `tf.LayersModel` of your own to train, or an earlier run to `resume`
 * @returns the finished run: history, weights, and how it ended (`"diverged"` is an ending, not an error)
 * @throws {RangeError|TypeError} before anything trains, if a hyperparameter is outside its domain or the data does not fit
 * @example
 * const digits = await loadDataset("digits");
 * const run = await train(digits, { ...presets.baseline, learningRate: 0.01 }, { seed: 1 });
 * run.history.at(-1)?.valAccuracy;
 */
export async function train(
  data: DataSource,
  hyperparameters: Partial<Hyperparameters> = {},
  given: TrainOptions = {},
): Promise<TrainingRun> {
  checkTrainingOptions("train", given, ["seed", "model", "resume"]);
  refuseOptionsAmong(hyperparameters, "the third argument: train(data, hyperparameters, { … })");
  const { seed, model, resume, ...options } = given;
  const { start, ...request } = resume
    ? resumption(resume, { hyperparameters, seed }, options)
    : { hyperparameters, seed: seed ?? 1, start: undefined };
  if (model) return trainModel(model, data, request, { ...options, start });
  const [run] = await trainTogether(data, [request], { ...options, start });
  return run!;
}
