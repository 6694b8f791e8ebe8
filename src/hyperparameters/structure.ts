import type { Definition } from "./definition.js";
import { hyperparameterNames, type Hyperparameters } from "./hyperparameters.js";
import { hyperparameterTable } from "./table.js";

/**
 * What decides the operations of a training step, as a text: runs with the same structure (on the same data) can be
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
