/** Text to put in at a place of the original, in place of what stands there up to `to`. */
export interface Edit {
  readonly at: number;
  readonly to?: number;
  readonly text: string;
}

/** The text between `from` and `to` with the edits made; edits at the same place keep their order. */
export function applyEdits(original: string, edits: readonly Edit[], from = 0, to = original.length): string {
  let result = "";
  let position = from;
  for (const edit of sorted(edits)) {
    result += original.slice(position, edit.at) + edit.text;
    position = edit.to ?? edit.at;
  }
  return result + original.slice(position, to);
}

/** The column in the original line of a column in the edited one, both from 1; no edit takes a line break away. */
export function originalColumn(
  original: string,
  edits: readonly Edit[],
  line: number,
  column: number,
): number {
  const start = lineStart(original, line);
  let shifted = column - 1;
  for (const { at, to = at, text } of sorted(edits)) {
    const offset = at - start;
    if (offset < 0) continue;
    if (offset > shifted) break;
    shifted = Math.max(offset, shifted - text.length + to - at);
  }
  return shifted + 1;
}

function sorted(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.at - b.at);
}

function lineStart(text: string, line: number): number {
  let start = 0;
  for (let number = 1; number < line; number++) start = text.indexOf("\n", start) + 1;
  return start;
}
