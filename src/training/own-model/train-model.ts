import type { LayersModel } from "@tensorflow/tfjs";
import type { DataSource } from "../../data/data-source.js";
import { toDataset } from "../../data/to-dataset.js";
import { hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { checkTraining } from "../check-training.js";
import { FleetTraining } from "../fleet/fleet-training.js";
import { modelSubject } from "../fleet/subject.js";
import type { StartedOptions } from "../options.js";
import type { FleetRequest } from "../train-fleet.js";
import { checkOwnChoices } from "../own-choices.js";
import type { TrainingRun, WeightArrays } from "../training-run.js";
import { allLayers, ownModel, type LayerVariable, type OwnModel } from "./own-model.js";
import { losses, lossFor } from "../losses.js";
import { forgetMasks } from "./random-layers.js";

/**
 * Trains the user's own model, compiled or not, starting from its current weights, which are replaced by the trained ones.
 * Optimizer, loss, schedule, batches and stopping are those of the hyperparameters; the layers are the model's.
 */
export async function trainModel(
  given: LayersModel,
  data: DataSource,
  request: FleetRequest,
  options: StartedOptions,
): Promise<TrainingRun> {
  const model = ownModel(given);
  const dataset = toDataset(data);
  const member = { hyperparameters: hyperparameters(request.hyperparameters), seed: request.seed };
  if (options.maximalUpdate)
    throw new TypeError(
      `Cannot train model "${model.name}" with the option maximalUpdate: it scales the dense networks that hyperparameters describe. ` +
        "Leave it out.",
    );
  checkTraining(dataset, [member]);
  checkOwnChoices(data, [dataset], [member.hyperparameters], options);
  const used = options.loss ? undefined : lossFor(member.hyperparameters.loss, dataset.task).name;
  warnOfCompiled(given, member.hyperparameters.optimizer, used);
  const subject = modelSubject(model, member.hyperparameters, dataset, options.loss);
  return alone(model, async () => {
    const [run] = await new FleetTraining(dataset, [member], subject, options).run();
    writeBack(model, run!.weights());
    return run!;
  });
}

const warned = new WeakSet<LayersModel>();

/** What a model was compiled with has no effect here: said once for a model, where it differs from what has. */
function warnOfCompiled(model: LayersModel, optimizer: string, loss: string | undefined): void {
  // A model that was never compiled has neither, whatever the types say.
  const compiled: { optimizer?: { getClassName(): string }; loss?: unknown } = model;
  const [own, ownLoss] = [compiled.optimizer?.getClassName(), compiled.loss];
  const differences = [
    ...(own !== undefined && own.toLowerCase() !== optimizer.toLowerCase()
      ? [`optimizer ${own} (train uses "${optimizer}")`]
      : []),
    ...(typeof ownLoss === "string" && ownLoss in losses && loss !== undefined && ownLoss !== loss
      ? [`loss ${ownLoss} (train uses "${loss}")`]
      : []),
  ];
  if (differences.length === 0 || warned.has(model)) return;
  warned.add(model);
  process.emitWarning(
    `Model "${model.name}" was compiled with ${differences.join(" and ")}. train() takes optimizer and loss from the ` +
      'hyperparameters, for example train(data, { optimizer: "adam" }, { model }).',
    "ModelWarning",
  );
}

/** The weights of models that are being trained. */
const inTraining = new Set<LayerVariable>();

/** Two trainings of the same weights would both start from the old ones, and the first result would be lost. */
async function alone<T>(model: OwnModel, work: () => Promise<T>): Promise<T> {
  const variables = [...model.weights];
  const busy = variables.find((variable) => inTraining.has(variable));
  if (busy)
    throw new Error(
      `Cannot train model "${model.name}": its weight "${busy.name}" is already being trained, and one of the two results would ` +
        "be lost. Await the first train() before you start the next.",
    );
  for (const variable of variables) inTraining.add(variable);
  try {
    return await work();
  } finally {
    for (const variable of variables) inTraining.delete(variable);
    forgetMasks(allLayers(model).map(({ layer }) => layer));
  }
}

/** Puts trained weights into the model they came from. Unchanged ones are not touched. */
function writeBack(model: OwnModel, weights: WeightArrays): void {
  tf.tidy(() => {
    for (const variable of new Set(model.weights)) {
      const { shape, values } = weights.get(variable.name)!;
      const before = variable.read().dataSync<"float32">();
      if (before.some((value, index) => value !== values[index]))
        variable.write(tf.tensor(values, [...shape]));
    }
  });
}
