import type { LayersModel } from "@tensorflow/tfjs";
import type { DataSource } from "../../data/data-source.js";
import { toDataset } from "../../data/to-dataset.js";
import { hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { checkTraining } from "../check-training.js";
import { FleetTraining } from "../fleet/fleet-training.js";
import { modelSubject } from "../fleet/subject.js";
import type { FleetOptions } from "../options.js";
import type { FleetRequest } from "../train-fleet.js";
import type { TrainingRun } from "../training-run.js";
import { ownModel } from "./own-model.js";
import { writeBack } from "./write-back.js";

/**
 * Trains a model of the user's own, compiled or not, from the weights it has, and leaves it with the trained ones.
 * Optimizer, loss, schedule, batches and stopping are those of the hyperparameters; the layers are the model's.
 */
export async function trainModel(
  given: LayersModel,
  data: DataSource,
  request: FleetRequest,
  options: FleetOptions,
): Promise<TrainingRun> {
  const model = ownModel(given);
  const dataset = toDataset(data);
  const member = { hyperparameters: hyperparameters(request.hyperparameters), seed: request.seed };
  checkTraining(dataset, [member]);
  const subject = modelSubject(model, member.hyperparameters, dataset);
  const [run] = await new FleetTraining(dataset, [member], subject, options).run();
  writeBack(model, run!.weights());
  return run!;
}
