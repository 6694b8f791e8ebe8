import ts from "typescript";
import type { Project, Symbol as NativeSymbol, SymbolFlags } from "typescript-native/unstable/async";
import { inTree, type CellSource } from "./cell-source.js";
import type { CheckedCell } from "./checked-cell.js";
import type { Checker } from "./checker.js";
import { moduleOf } from "./imported-name.js";
import { toPoints, toUnits } from "./positions.js";
import type { RuntimeQuestion } from "../link/runtime-question.js";
import { receiverAt } from "./runtime-question.js";
import { describeSymbol, documentationOf } from "./symbols.js";

/** What is asked about the types of cells. */
export type Types = Pick<Checker, "scope" | "read" | "open" | "project">;

/** The content of a `complete_reply`. */
export interface Completions {
  readonly status: "ok";
  readonly matches: string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly metadata: Record<string, unknown>;
  /** What its value may add, where its type says little. */
  readonly runtime?: RuntimeQuestion;
}

/** An expression with more members than these, by its type, is known well enough. */
const known = 2;

/** Entries that get their signature looked up, which asks another process. */
const few = 20;

/** More matches than this are noise. */
const most = 500;

/** Words for the kinds of the language server's protocol, by number. */
const kinds: Readonly<Record<number, string>> = {
  2: "method",
  3: "function",
  5: "property",
  6: "var",
  7: "class",
  8: "interface",
  9: "module",
  10: "property",
  13: "enum",
  14: "keyword",
  17: "file",
  19: "folder",
  20: "enum member",
  21: "const",
  25: "type parameter",
};

/** The words of the language that begin or go on in a statement. */
const keywords =
  "async await break case catch class const continue default delete do else enum export false finally for function if import in instanceof interface let new null of return satisfies switch this throw true try type typeof undefined var void while yield".split(
    " ",
  );

interface Candidate {
  readonly name: string;
  readonly type: string;
  /** Those of smaller numbers come first. */
  readonly rank: string;
  readonly symbol?: NativeSymbol | undefined;
}

/**
 * What may stand at the cursor.
 *
 * @param cursor In characters. @param described So many matches may be described. @param documented Whether with the first line of documentation.
 */
export async function complete(
  checker: Types,
  code: string,
  cursor: number,
  { described: limit = few, documented = false } = {},
): Promise<Completions> {
  const at = toUnits(code, cursor);
  const word = /[\w$\u0080-\uffff]*$/.exec(code.slice(0, at))![0];
  const start = at - word.length;
  const isName = !/[.\w$"'`/]$/.test(code.slice(0, start)) && !isInImport(code, start);
  const cell = checker.read(code, true);
  const all = isName ? await names(checker, cell.source, start) : await members(checker, cell, at);
  const prefix = word.toLowerCase();
  const chosen = all
    .filter(({ name }) => name.toLowerCase().startsWith(prefix) && !name.startsWith("$"))
    .sort((a, b) => a.rank.localeCompare(b.rank) || a.name.localeCompare(b.name))
    .slice(0, most);
  const runtime =
    !isName && all.length <= known
      ? receiverAt(checker.read(`${code.slice(0, at)}$`, true), start)
      : undefined;
  const range = { start: toPoints(code, start), end: cursor };
  // Symbols belong to the cell as it was opened last.
  if (isName) checker.open(cell);
  const project = await checker.project();
  const described =
    chosen.length > limit
      ? chosen.map(bare)
      : await Promise.all(chosen.map((each) => describe(project, each, cell, start, documented)));
  return {
    status: "ok",
    matches: chosen.map(({ name }) => name),
    ...(runtime !== undefined && { runtime }),
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: described.map((each) => ({ ...range, ...each })),
    },
  };
}

/** The members of what stands before the cursor, the words of a string, or the names of an import. */
async function members(checker: Types, cell: CheckedCell, at: number): Promise<Candidate[]> {
  const { file, offset } = checker.open(cell);
  const { checker: types } = await checker.project();
  const found = await types.getCompletionsAtPosition(file, offset + at, { includeSymbol: true });
  return (found?.entries ?? []).map(({ name, kind, sortText, symbol }) => ({
    name,
    type: kinds[kind ?? 0] ?? "variable",
    rank: sortText ?? "",
    symbol,
  }));
}

/**
 * Names that can begin an expression. The native interface does not list them, for it also looks for what could be
 * imported, so they come together here: the cell's own, those of the cells before it, global ones, keywords.
 */
async function names(checker: Types, source: CellSource, start: number): Promise<Candidate[]> {
  const known = [...namesAround(source, start), ...checker.scope.all().map(({ name }) => name)];
  const listed = await globals(checker, source.packages);
  const unique = new Map<string, Candidate>();
  for (const name of known) unique.set(name, { name, type: "variable", rank: "1" });
  for (const each of listed)
    if (!unique.has(each.name))
      unique.set(each.name, { name: each.name, type: each.type, rank: `2${each.rank}` });
  for (const name of keywords) if (!unique.has(name)) unique.set(name, { name, type: "keyword", rank: "3" });
  return [...unique.values()];
}

/** The global names, with the modules that may have added some. */
const listedGlobals = new WeakMap<
  Types,
  { readonly modules: string; readonly names: readonly Candidate[] }
>();

/** The members of `globalThis`: looked up again only when another module has been imported. */
async function globals(checker: Types, packages: readonly string[]): Promise<readonly Candidate[]> {
  const earlier = checker.scope.all().flatMap(({ imported }) => (imported ? [moduleOf(imported)] : []));
  const modules = JSON.stringify([...new Set([...earlier, ...packages])].sort());
  const before = listedGlobals.get(checker);
  if (before?.modules === modules) return before.names;
  const imports = packages.map((name) => `import ${JSON.stringify(name)};`).join(" ");
  const question = `${imports}globalThis.`;
  // Their symbols belong to this question.
  const names = (await members(checker, checker.read(question, true), question.length)).map(
    ({ name, type, rank }) => ({
      name,
      type,
      rank,
    }),
  );
  listedGlobals.set(checker, { modules, names });
  return names;
}

/** The names that are declared around a place, from parameters to the cell's own. */
function namesAround(source: CellSource, at: number): string[] {
  const place = inTree(source, at);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named = node as ts.Node & { readonly name?: ts.Node };
    const isDeclared =
      !ts.isPropertyAccessExpression(node) && !ts.isClassElement(node) && !ts.isTypeElement(node);
    if (
      isDeclared &&
      named.name !== undefined &&
      ts.isIdentifier(named.name) &&
      !ts.isPropertyAssignment(node)
    )
      found.push(named.name.text);
    const isElsewhere = ts.isBlock(node) || ts.isFunctionLike(node) || ts.isClassLike(node);
    const isInside = node.pos <= place && place <= node.end;
    if (!isElsewhere || isInside) ts.forEachChild(node, visit);
  };
  visit(source.file);
  return found;
}

/** Whether a place is between the braces of an import, where its module's names are meant. */
function isInImport(code: string, place: number): boolean {
  const before = code.slice(0, place);
  return (
    /\bimport\s+(type\s+)?[^;]*\{[^}]*$/.test(before) && /^[^}]*\}\s*from\s*["']/.test(code.slice(place))
  );
}

function bare({ name, type }: Candidate): { text: string; type: string } {
  return { text: name, type };
}

async function describe(
  project: Project,
  candidate: Candidate,
  { file, offset, used }: CheckedCell,
  start: number,
  documented: boolean,
): Promise<{ text: string; type: string; signature?: string; documentation?: string }> {
  const { name, type } = candidate;
  if (type === "keyword") return bare(candidate);
  const at = { document: file, position: offset + start };
  const symbol = candidate.symbol ?? (await project.checker.resolveName(name, anyMeaning, at));
  if (symbol === undefined) return bare(candidate);
  const described = await describeSymbol(project, symbol, used);
  const shown = { text: name, type: described.kind, signature: described.signature };
  if (!documented) return shown;
  const { text } = await documentationOf(project, symbol);
  return { ...shown, documentation: text.split("\n", 1)[0]! };
}

/** TypeScript's flags for values, types and namespaces together. */
const anyMeaning = (111551 | 788968 | 1920) as unknown as SymbolFlags;
