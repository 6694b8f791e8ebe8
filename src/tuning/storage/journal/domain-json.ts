import type { Choice, Domain } from "../../../hyperparameters/space/domain.js";
import { parsePythonJson } from "./python-json.js";
import { JournalError } from "./journal-line.js";

/** A domain in Optuna's JSON format. */
export function domainToJson(domain: Domain): string {
  if (domain.kind === "categorical")
    return JSON.stringify({ name: "CategoricalDistribution", attributes: { choices: domain.choices } });
  const { low, high, log, step = null } = domain;
  const name = domain.kind === "int" ? "IntDistribution" : "FloatDistribution";
  return JSON.stringify({ name, attributes: { step, low, high, log } });
}

/** @throws {JournalError} if it is not one of Optuna's three distributions */
export function domainFromJson(text: string): Domain {
  const { name, attributes } = (parsePythonJson(text) ?? {}) as { name?: string; attributes?: Attributes };
  const { low, high, log = false, step, choices } = attributes ?? ({} as Attributes);
  const isWhole =
    name === "CategoricalDistribution" ? Array.isArray(choices) : [low, high, step ?? 1].every(isNumber);
  if (!isWhole) throw new JournalError(`Cannot read a parameter of the distribution ${text.slice(0, 60)}.`);
  if (name === "CategoricalDistribution") return { kind: "categorical", choices: choices! };
  if (name === "FloatDistribution") return { kind: "float", low, high, log, step: step ?? undefined };
  if (name === "IntDistribution") return { kind: "int", low, high, log, step: step ?? 1 };
  throw new JournalError(
    `Cannot read a parameter of the distribution ${name}: known are FloatDistribution, IntDistribution and ` +
      `CategoricalDistribution. Load and save the study with a current Optuna first.`,
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

/** What Optuna writes for a value: the number itself, or the index among the choices. */
export function toInternal(domain: Domain, value: Choice): number {
  return domain.kind === "categorical" ? domain.choices.indexOf(value) : Number(value);
}

export function fromInternal(domain: Domain, internal: number): Choice {
  return domain.kind === "categorical" ? domain.choices[internal]! : internal;
}

interface Attributes {
  readonly low: number;
  readonly high: number;
  readonly log?: boolean;
  readonly step?: number | null;
  readonly choices?: readonly Choice[];
}
