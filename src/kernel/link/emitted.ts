import { SourceMap, type SourceMapPayload } from "node:module";
import { originalColumn, type Edit } from "./text-edits.js";

/** JavaScript that runs as the body of an async function, and the way back to the source. */
export interface Emitted {
  readonly code: string;
  /** The source map, as JSON. */
  readonly map: string;
  /** What was put into the source before it was compiled, and how many lines before it. */
  readonly edits: readonly Edit[];
  readonly header: number;
  /** What the names of our own in the code begin with. */
  readonly prefix: string;
  /** Nothing in it can take long, so that it need not be interruptible. */
  readonly plain?: boolean;
}

/** A place in a source, both numbers from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** At the end of code that has a source: V8's inspector then stops before it runs, for breakpoints to be set. */
export const debuggable = "//# sourceMappingURL=source";

/** The names that running code may call, after its prefix; the cell process passes them as arguments. */
export const runtimeNames = {
  value: "value",
  tick: "tick",
  dynamicImport: "import",
  meta: "meta",
  demand: "demand",
} as const;

/** What TypeScript itself writes into CommonJS: a name of the reader's that is the same would be taken for it. */
export const reservedNames: ReadonlySet<string> = new Set(["exports", "require"]);

/** A beginning for names of our own that occurs nowhere in the code. */
export function freePrefix(code: string): string {
  let prefix = "$k_";
  while (code.includes(prefix)) prefix += "_";
  return prefix;
}

/** The name under which one of the reader's lives at run time. */
export function runtimeName(name: string, prefix = "$k_"): string {
  return reservedNames.has(name) ? prefix + name : name;
}

/** The way from a place in the emitted code to the one in the source; the map is read once somebody asks. */
export function placeFinder(
  source: string,
  { map, edits, header }: Emitted,
): (line: number, column: number) => Place | undefined {
  let parsed: SourceMap | undefined;
  return (line, column) => {
    parsed ??= new SourceMap(JSON.parse(map) as SourceMapPayload);
    const entry = parsed.findEntry(line - 1, column - 1);
    if (!("originalLine" in entry)) return undefined;
    const original = entry.originalLine + 1 - header;
    if (original < 1) return undefined;
    return { line: original, column: originalColumn(source, edits, original, entry.originalColumn + 1) };
  };
}
