import ts from "typescript";
import type { Checker } from "./checker.js";
import { withoutAlias } from "./inspection.js";
import { toPoints, toUnits } from "./positions.js";

/** The content of a `complete_reply`. */
export interface Completions {
  readonly status: "ok";
  readonly matches: string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly metadata: Record<string, unknown>;
}

/** Entries that get their signature looked up. */
const few = 20;

/** More matches than this are noise. */
const most = 500;

/** What may stand at the cursor. @param cursor In characters. */
export function complete(checker: Checker, code: string, cursor: number): Completions {
  const at = toUnits(code, cursor);
  const { file, offset } = checker.open(checker.read(code, true));
  const found = checker.service.getCompletionsAtPosition(file, offset + at, {
    includeCompletionsWithInsertText: false,
  });
  const word = /[\w$\u0080-\uffff]*$/.exec(code.slice(0, at))![0];
  const span = found?.optionalReplacementSpan;
  const start = span === undefined ? at - word.length : span.start - offset;
  const prefix = code.slice(start, at).toLowerCase();
  const entries = (found?.entries ?? [])
    .filter(({ name }) => name.toLowerCase().startsWith(prefix) && !name.startsWith("$cell"))
    .sort((a, b) => a.sortText.localeCompare(b.sortText) || a.name.localeCompare(b.name))
    .slice(0, most);
  const range = { start: toPoints(code, start), end: cursor };
  return {
    status: "ok",
    matches: entries.map(({ name }) => name),
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: entries.map((entry) => {
        const detailed = entries.length <= few || entry.kind === ts.ScriptElementKind.alias;
        const signature = detailed ? signatureOf(checker, file, offset + at, entry) : undefined;
        const type = entry.kind === ts.ScriptElementKind.alias ? kindIn(signature) : entry.kind;
        return { ...range, text: entry.name, type, ...(signature !== undefined && { signature }) };
      }),
    },
  };
}

function signatureOf(
  checker: Checker,
  file: string,
  at: number,
  entry: ts.CompletionEntry,
): string | undefined {
  const details = checker.service.getCompletionEntryDetails(
    file,
    at,
    entry.name,
    {},
    entry.source,
    {},
    entry.data,
  );
  return details && withoutAlias(ts.displayPartsToString(details.displayParts));
}

/** "function" of "function f(x: number): void". */
function kindIn(signature: string | undefined): string {
  return /^[a-z]+/.exec(signature ?? "")?.[0] ?? "variable";
}
