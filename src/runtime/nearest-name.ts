import { closest } from "fastest-levenshtein";
import { inWords } from "./in-words.js";

/** The known name that was probably meant, by edit distance, ignoring capitals and separators. */
export function nearestName<Name extends string>(name: string, known: readonly Name[]): Name {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const match = closest(plain(name), known.map(plain));
  return known.find((candidate) => plain(candidate) === match)!;
}

/**
 * Refuses unknown options, which TypeScript cannot catch for JavaScript callers.
 *
 * @param attempt what the options are for, to follow "Cannot"
 * @throws {TypeError} if `options` is not an object, or has a key that is not in `known`
 */
export function checkOptionNames(attempt: string, options: object, known: readonly string[]): void {
  const given: unknown = options;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new TypeError(
      `Cannot ${attempt} with ${inWords(given)}: options are an object, such as { ${known[0]!}: … }. ` +
        `It takes ${known.join(", ")}.`,
    );
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `Cannot ${attempt} with the option "${unknown}": there is no such option. Did you mean ` +
      `"${nearestName(unknown, known)}"? It takes ${known.join(", ")}.`,
  );
}
