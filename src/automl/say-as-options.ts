/** How the library names an option in a message, and how the command line does. */
const translations: readonly (readonly [RegExp, string])[] = [
  [/\bcolumns: \{ ("(?:[^"\\]|\\.)*"|…): "(\w+)" \}/g, "--column $1=$2"],
  [/\b(ignore|keep|missing): \[(\.\.\.|"(?:[^"\\]|\\.)*")\]/g, "--$1 $2"],
  [/\b(encoding|task): "([\w-]+)"/g, "--$1 $2"],
  [/\bpredictProba\b/g, "--proba"],
  [/\btargetScale: "log"/g, "--target-scale log"],
  [/\bdelimiter: ("[^"]+")/g, "--delimiter $1"],
  [/\bskipLines: (\d+)/g, "--skip-lines $1"],
];

/** A message of the library for somebody at a command line: `ignore: ["id"]` becomes `--ignore "id"`. */
export const asOptions = (message: string): string =>
  translations.reduce((text, [pattern, option]) => text.replaceAll(pattern, option), message);

/** @throws the same error, in the words of the command line */
export function sayAsOptions(error: unknown): never {
  if (error instanceof Error) error.message = asOptions(error.message);
  throw error;
}
