import { beta2Of, initializerScaleOf } from "./automatic.js";
import type { Definition } from "./definition.js";
import { hyperparameterNames, type HyperparameterName, type Hyperparameters } from "./hyperparameters.js";
import { hyperparameterTable } from "./table.js";

/**
 * What decides the operations of a training step, as a string: runs with the same structure (on the same data) can be
 * trained together in one graph, however much their numbers differ.
 */
export function structureOf(choice: Hyperparameters): string {
  const structural = hyperparameterNames.flatMap((name) => {
    const definition: Definition = hyperparameterTable[name];
    if (definition.structural) return [[name, choice[name]]];
    return definition.offAtZero ? [[name, choice[name] !== 0]] : [];
  });
  return JSON.stringify(structural);
}

/** Whether a hyperparameter has operations in a training step of this structure: 0 leaves out those of some. */
export function isSwitchedOn(choice: Hyperparameters, name: HyperparameterName): boolean {
  const definition: Definition = hyperparameterTable[name];
  return !definition.offAtZero || choice[name] !== 0;
}

/** The hyperparameters that a training step reads as one number for each run of a fleet. */
export const perRunNames: readonly HyperparameterName[] = hyperparameterNames.filter((name) => {
  const definition: Definition = hyperparameterTable[name];
  return definition.perRun;
});

/** The number behind a hyperparameter that is one, also where it is "auto". */
export function numberOf(choice: Hyperparameters, name: HyperparameterName): number {
  if (name === "beta2") return beta2Of(choice);
  if (name === "initializerScale") return initializerScaleOf(choice);
  return choice[name] as number;
}
