import type { CategoricalDomain, Choice } from "./domain.js";
import { SpaceError } from "./space-error.js";

/**
 * A categorical domain, checked.
 *
 * @throws {SpaceError} if there are no choices, one appears twice, or one is not a string, finite number, boolean or null
 */
export function categoricalDomain(name: string, choices: readonly Choice[]): CategoricalDomain {
  if (!isList(choices) || choices.length === 0)
    throw new SpaceError(
      `Cannot suggest "${name}": there are no choices. Give a list of at least one value.`,
    );
  if (new Set(choices).size < choices.length)
    throw new SpaceError(
      `Cannot suggest "${name}": ${JSON.stringify(choices)} names a choice twice, but choices must differ. Remove one.`,
    );
  const misfits: readonly unknown[] = choices.filter((choice) => !isChoice(choice));
  if (misfits.length > 0)
    throw new SpaceError(
      `Cannot suggest "${name}": a choice is ${String(misfits[0])} (${typeof misfits[0]}), but choices must be strings, finite ` +
        `numbers, booleans or null, so that they can be stored. Suggest a name and look the value up.`,
    );
  return { kind: "categorical", choices: [...choices] };
}

/** JavaScript may pass anything. */
function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function isChoice(value: unknown): boolean {
  return value === null || ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
}
