/**
 * JSON that also carries NaN and ±Infinity, which JSON has no word for and a diverged run is full of: they are written
 * as `{"$number":"NaN"}`. What contains none of them is written as `JSON.stringify` does.
 *
 * @param indent spaces for each level; left out, everything is on one line
 * @example
 * toJson([1, NaN]); // '[1,{"$number":"NaN"}]'
 */
export function toJson(value: unknown, indent?: number): string {
  const note = (_: string, inner: unknown): unknown =>
    typeof inner === "number" && !Number.isFinite(inner) ? { $number: String(inner) } : inner;
  return JSON.stringify(value, note, indent);
}

/**
 * The value that {@link toJson} wrote.
 *
 * @throws {SyntaxError} if the text is not JSON
 */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, inner: unknown) => (isNumberNote(inner) ? Number(inner.$number) : inner));
}

function isNumberNote(value: unknown): value is { readonly $number: string } {
  return (
    typeof value === "object" && value !== null && "$number" in value && typeof value.$number === "string"
  );
}
