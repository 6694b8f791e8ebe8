import type { Dataset, Split } from "../data/dataset.js";
import { checkSameShape, fleetData } from "./fleet/fleet-data.js";
import type { FleetMember } from "./fleet/subject.js";
import { lossName, type LossName } from "./losses.js";
import { obstacle } from "./mixture.js";

/**
 * Checks that runs can be trained on the data, before anything expensive starts.
 *
 * @throws {RangeError} if the runs or their data cannot be one fleet, a label is not one of the
 *   classes, a split is empty, or a hyperparameter does not fit the task
 */
export function checkTraining(data: Dataset, members: readonly FleetMember[]): void {
  const first = members[0];
  if (!first) throw new RangeError("Cannot train a fleet of no runs: give at least one.");
  for (const [run, { hyperparameters, seed }] of members.entries()) {
    const why = obstacle(first.hyperparameters, hyperparameters, data);
    if (why !== undefined)
      throw new RangeError(
        `Cannot train run ${run} together with run 0: they differ in structure, and ${why}. ` +
          "Use sweep(), which makes as many fleets as are needed.",
      );
    if (!Number.isFinite(seed))
      throw new RangeError(`Cannot train with seed ${seed}: it must be a finite number, for example 1.`);
    if (data.task === "regression" && hyperparameters.earlyStopping === "valAccuracy")
      throw new RangeError(
        `Cannot watch valAccuracy: "${data.name}" is a regression task, which has no accuracy. Use earlyStopping: "valLoss".`,
      );
  }
  const all = fleetData(data, members);
  checkSameShape(all);
  for (const set of all.sets) {
    checkTargets(set, lossName(first.hyperparameters.loss, set.task));
    for (const name of ["train", "validation"] as const) checkSplit(set, name, set[name]);
  }
}

/** Binary cross-entropy on a regression task needs targets between 0 and 1. */
function checkTargets(data: Dataset, loss: LossName): void {
  if (data.task !== "regression" || loss !== "binaryCrossentropy") return;
  for (const name of ["train", "validation"] as const) {
    const at = data[name].targets.findIndex((target) => !(target >= 0 && target <= 1));
    if (at >= 0)
      throw new RangeError(
        `Cannot train on "${data.name}" with loss = "binaryCrossentropy": a target of its ${name} split is ` +
          `${data[name].targets[at]!}, and each must be from 0 (no) to 1 (yes). Use "meanSquaredError" for other numbers.`,
      );
  }
}

function checkSplit({ name, task, outputs }: Dataset, part: string, { count, targets }: Split): void {
  if (count === 0)
    throw new RangeError(
      `Cannot train on "${name}": its ${part} split is empty; it needs at least one example.`,
    );
  if (task === "regression") return;
  const wrong = targets.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= outputs);
  if (wrong >= 0)
    throw new RangeError(
      `Cannot train on "${name}": example ${wrong} of its ${part} split has label ${targets[wrong]!}; ` +
        `with ${outputs} classes labels must be whole numbers from 0 to ${outputs - 1}.`,
    );
}
