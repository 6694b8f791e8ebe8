import type { Definition } from "./definition.js";
import { contains, describeDomain, hasTypeOf, type ValueOf } from "./domain.js";
import { inWords } from "../runtime/in-words.js";
import { nearestName } from "../runtime/nearest-name.js";
import { hyperparameterTable, type HyperparameterTable } from "./table.js";

/**
 * One choice for every hyperparameter there is: the table with a value in place of each definition. What each means, its domain and
 * its default: `glossary()` in a notebook, and the page docs/hyperparameters.md.
 */
export type Hyperparameters = {
  readonly [Name in keyof HyperparameterTable]: ValueOf<HyperparameterTable[Name]["domain"]>;
};

/** Name of a hyperparameter. */
export type HyperparameterName = keyof Hyperparameters;

/** All names, in the order of the table. */
export const hyperparameterNames = Object.freeze(
  Object.keys(hyperparameterTable),
) as readonly HyperparameterName[];

/**
 * Completes a choice of hyperparameters with the table's defaults and checks every value against its domain.
 *
 * @param chosen values that differ from the defaults
 * @returns a complete, frozen record
 * @throws {TypeError} if a name is unknown (the message gives the nearest known one) or a value has the wrong type
 * @throws {RangeError} if a value lies outside its domain
 * @example
 * hyperparameters({ learningRate: 0.01 }).batchSize; // 32
 */
export function hyperparameters(chosen: Partial<Hyperparameters> = {}): Hyperparameters {
  for (const [name, value] of Object.entries(chosen)) checkHyperparameter(name, value);
  const complete = hyperparameterNames.map((name) => [
    name,
    chosen[name] ?? hyperparameterTable[name].default,
  ]);
  return Object.freeze(Object.fromEntries(complete)) as Hyperparameters;
}

/**
 * Checks one value.
 *
 * @throws {TypeError} if the name is unknown or the value has the wrong type
 * @throws {RangeError} if the value lies outside the domain
 */
export function checkHyperparameter(name: string, value: unknown): void {
  if (!isHyperparameterName(name)) throw new TypeError(unknownNameMessage(name));
  const definition: Definition = hyperparameterTable[name];
  if (contains(definition.domain, value)) return;
  const message =
    `Cannot use ${name} = ${inWords(value)}: it must be ${describeDomain(definition.domain)}, ` +
    `for example ${inWords(definition.default)}. ${definition.meaning}`;
  throw hasTypeOf(definition.domain, value) ? new RangeError(message) : new TypeError(message);
}

/** Whether the table has a hyperparameter of this name. */
export function isHyperparameterName(name: string): name is HyperparameterName {
  return Object.hasOwn(hyperparameterTable, name);
}

function unknownNameMessage(name: string): string {
  const nearest = nearestName(name, hyperparameterNames);
  return `Cannot set ${JSON.stringify(name)}: there is no hyperparameter of this name. The nearest is "${nearest}".`;
}
