/**
 * JSON as Python writes it: NaN, Infinity and -Infinity are literals, which standard JSON cannot express.
 *
 * A line without them, which is nearly every line, is left to `JSON.parse`.
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const quoted = text.replace(stringOrLiteral, (match) =>
      match.startsWith('"') ? match : `{"${marker}":"${match}"}`,
    );
    if (quoted === text) throw error;
    return JSON.parse(quoted, (_key, value: unknown) => revived(value));
  }
}

/** The same in the other direction. */
export function printPythonJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "number" && !Number.isFinite(inner) ? { [marker]: String(inner) } : inner,
  );
  return text.replace(marked, "$1");
}

/** Skips whole strings, so that a NaN inside one stays what it is. */
const stringOrLiteral = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
/** A key that cannot occur otherwise. */
const marker = "tunebook:non-finite";
const marked = new RegExp(`\\{"${marker}":"(-?\\w+)"\\}`, "g");

function revived(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, marker)) return value;
  return Number((value as Record<string, unknown>)[marker]);
}
