import type { Definition } from "./definition.js";
import { checkHyperparameter, type HyperparameterName } from "./hyperparameters.js";
import { inWords } from "../runtime/in-words.js";
import { SpaceError, type Choice, type Domain } from "./space/domain.js";
import { categoricalDomain, floatDomain, intDomain, type NumericOptions } from "./space/make-domain.js";
import { hyperparameterTable } from "./table.js";

/** Where to search a hyperparameter that is a number; what is left out comes from the table. */
export interface SearchedRange extends NumericOptions {
  /** The lowest value, included. */
  readonly low?: number;
  /** The highest value, included. */
  readonly high?: number;
}

/**
 * The domain in which a tuner searches a hyperparameter: the table's useful range, or the one given.
 *
 * @param name of the hyperparameter
 * @param values a range where it should differ from the table's, or a list of values to choose from
 * @throws {TypeError} if the name is unknown or a value has the wrong type
 * @throws {RangeError} if an end or a value is outside the hyperparameter's domain, or the range or the list makes no domain
 * @example
 * tuningDomain("learningRate"); // { kind: "float", low: 0.0001, high: 1, log: true, step: undefined }
 * tuningDomain("units", { low: 16, high: 128 }); // { kind: "int", low: 16, high: 128, log: true, step: 1 }
 * tuningDomain("activation", ["relu", "tanh"]); // { kind: "categorical", choices: ["relu", "tanh"] }
 */
export function tuningDomain(
  name: HyperparameterName,
  values: SearchedRange | readonly Choice[] = {},
): Domain {
  // Says which name was probably meant.
  if (!Object.hasOwn(hyperparameterTable, name)) checkHyperparameter(name, undefined);
  const definition: Definition = hyperparameterTable[name];
  if (isList(values)) {
    for (const choice of values) checkHyperparameter(name, choice);
    return categoricalDomain(name, values);
  }
  const { domain } = definition;
  if (domain.kind !== "categorical") return searchedRange(name, definition, values);
  if (Object.keys(values).length === 0) return { kind: "categorical", choices: domain.choices };
  throw new SpaceError(
    `Cannot search ${name} in ${inWords(values)}: it is not a number. Give a list of its values instead.`,
  );
}

/** Array.isArray does not narrow read-only arrays. */
const isList = (values: SearchedRange | readonly Choice[]): values is readonly Choice[] =>
  Array.isArray(values);

function searchedRange(
  name: HyperparameterName,
  { domain, search }: Definition,
  values: SearchedRange,
): Domain {
  const { low, high, log, step, ...others } = { ...search!, ...values };
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new SpaceError(
      `Cannot search ${name} with ${inWords(other)}: a range has "low", "high", "log" and "step". Leave it out.`,
    );
  checkHyperparameter(name, low);
  checkHyperparameter(name, high);
  // A step given on its own means equal distances.
  const spacing = step === undefined ? { log } : { log: values.log ?? false, step };
  return (domain.kind === "int" ? intDomain : floatDomain)(name, low, high, spacing);
}
