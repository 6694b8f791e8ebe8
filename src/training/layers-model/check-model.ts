import type { Dataset } from "../../data/dataset.js";
import { sizeOf } from "../../models/initializers.js";
import type { OwnModel } from "./own-model.js";

/**
 * Checks that a model of the user's own can be trained on the data.
 *
 * @throws {RangeError} if inputs or outputs do not fit the data, or the model has parts the trainer does not honour
 */
export function checkModel(model: OwnModel, data: Dataset): void {
  if (model.inputs.length !== 1 || model.outputs.length !== 1)
    refuse(
      model,
      `it has ${model.inputs.length} inputs and ${model.outputs.length} outputs, it must have one of each`,
    );
  const input = model.inputs[0]!.shape.slice(1);
  if (input.includes(null) || sizeOf(input as number[]) !== sizeOf(data.inputShape))
    refuse(
      model,
      `its input is [${input.join(", ")}] and an example of "${data.name}" is [${data.inputShape.join(", ")}]`,
    );
  const outputs = model.outputs[0]!.shape.slice(1);
  if (outputs.length !== 1 || !fitsOutputs(outputs[0]!, data))
    refuse(model, `its output is [${outputs.join(", ")}] and "${data.name}" needs ${neededOutputs(data)}`);
  for (const layer of model.layers)
    if (layer.losses.length > 0)
      refuse(model, `layer "${layer.name}" brings a regularizer; use the hyperparameters l1 and l2 instead`);
  for (const weight of model.trainableWeights)
    if (weight.constraint)
      refuse(model, `weight "${weight.name}" has a constraint, which only tfjs's own fit honours`);
}

function fitsOutputs(outputs: number | null, { task, outputs: needed }: Dataset): boolean {
  return outputs === needed || (task === "classification" && needed === 2 && outputs === 1);
}

function neededOutputs({ task, outputs }: Dataset): string {
  if (task === "regression") return `${outputs} numbers`;
  return outputs === 2 ? "2 classes, or 1 probability" : `${outputs} classes`;
}

function refuse(model: OwnModel, why: string): never {
  throw new RangeError(`Cannot train model "${model.name}": ${why}.`);
}
