import { isRecord } from "../../../runtime/collections.js";
import { domainFromJson } from "./domain-json.js";
import type { Domain } from "../../../hyperparameters/space/domain.js";
import { operation, states, type JournalLine } from "./journal-line.js";

/** What is wrong with a value, in words that follow the field's name; undefined if nothing is. */
type Rule = (value: unknown) => string | undefined;

const isId = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const rule =
  (words: string, holds: (value: unknown) => boolean): Rule =>
  (value) =>
    holds(value) ? undefined : `must be ${words}`;
const orNone =
  (inner: Rule): Rule =>
  (value) =>
    value == null ? undefined : inner(value);

const id = rule("a whole number ≥ 0", isId);
const text = rule("a string", (value) => typeof value === "string");
const number = rule("a number", (value) => typeof value === "number");
const numbers = rule("a list of numbers", (value) => Array.isArray(value) && value.every((each) => typeof each === "number")); // prettier-ignore
const record = rule("an object", isRecord);
const state = rule(`0 to ${states.length - 1}`, (value) => isId(value) && (value as number) < states.length);
const directions = rule("a list of 1 (minimize) and 2 (maximize)", (value) => Array.isArray(value) && value.length > 0 && value.every((code) => code === 1 || code === 2)); // prettier-ignore

const known = new Map<string, Domain>();
const distribution: Rule = (value) => {
  if (typeof value !== "string") return "must be a string";
  if (known.has(value)) return undefined;
  try {
    known.set(value, domainFromJson(value));
    return undefined;
  } catch (reason) {
    return (reason as Error).message;
  }
};
const recordOf =
  (inner: Rule): Rule =>
  (value) =>
    isRecord(value)
      ? Object.values(value)
          .map(inner)
          .find((problem) => problem !== undefined)
      : "must be an object";

/** The fields of each operation that are checked, and what they must be. */
const rules: Readonly<Record<number, Readonly<Record<string, Rule>>>> = {
  [operation.createStudy]: { study_name: text, directions },
  [operation.deleteStudy]: { study_id: id },
  [operation.setStudyUserAttribute]: {},
  [operation.setStudySystemAttribute]: {},
  [operation.createTrial]: {
    study_id: id,
    state: orNone(state),
    datetime_start: orNone(text),
    datetime_complete: orNone(text),
    value: orNone(number),
    values: orNone(numbers),
    distributions: orNone(recordOf(distribution)),
    params: orNone(recordOf(number)),
    user_attrs: orNone(record),
    system_attrs: orNone(record),
    intermediate_values: orNone(recordOf(number)),
  },
  [operation.setParam]: { trial_id: id, param_name: text, param_value_internal: number, distribution },
  [operation.setState]: { trial_id: id, state, values: orNone(numbers), datetime_start: orNone(text), datetime_complete: orNone(text) }, // prettier-ignore
  [operation.report]: {
    trial_id: id,
    step: rule("a whole number", Number.isSafeInteger),
    intermediate_value: number,
  },
  [operation.setUserAttribute]: { trial_id: id, user_attr: record },
  [operation.setSystemAttribute]: { trial_id: id, system_attr: record },
  [operation.discardTrials]: {},
};

/**
 * Why a line is not a journal entry, in words, or undefined if it is one: a line comes from a file that anything may
 * have written, and all code after this check trusts its fields.
 */
export function problemOfLine(line: unknown): string | undefined {
  if (!isRecord(line) || typeof line["op_code"] !== "number") return "it has no op_code";
  const fields = rules[line["op_code"]];
  if (fields === undefined)
    return `operation ${line["op_code"]} is not one of 0 to ${operation.discardTrials}, so it was written by a newer version`;
  for (const [name, holds] of Object.entries(fields)) {
    const problem = holds(line[name]);
    if (problem !== undefined) return `${name} ${problem}`;
  }
  return problemOfParams(line as unknown as JournalLine);
}

/** A value must belong to the distribution written with it; for choices, the index is written. */
function problemOfParams(line: JournalLine): string | undefined {
  const { op_code, param_name, param_value_internal, distribution: own } = line;
  const { params = {}, distributions = {} } =
    op_code === operation.setParam
      ? { params: { [param_name!]: param_value_internal! }, distributions: { [param_name!]: own! } }
      : line;
  for (const [name, internal] of Object.entries(params)) {
    if (!Object.hasOwn(distributions, name)) return `params has ${name}, but distributions does not`;
    const domain = known.get(distributions[name]!)!;
    if (domain.kind === "categorical" && !Object.hasOwn(domain.choices, internal))
      return `${name} is choice ${internal}, but there are only ${domain.choices.length}`;
  }
  return undefined;
}
