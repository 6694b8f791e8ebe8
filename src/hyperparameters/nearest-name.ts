import { closest } from "fastest-levenshtein";

/** Which of the known names was probably meant, by edit distance, capitals and separators aside. */
export function nearestName<Name extends string>(name: string, known: readonly Name[]): Name {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const match = closest(plain(name), known.map(plain));
  return known.find((candidate) => plain(candidate) === match)!;
}
