import { exportsOf, readCell, type CellSource } from "./cell-source.js";
import { checkHeader, withoutOurNames, type Entry, type Scope } from "./scope.js";

/** TypeScript's number for errors, as against hints. */
const errorCategory = 1;

/** A cell in the form TypeScript sees it: one header line, the code, one line of exports. */
export interface CheckedCell {
  readonly source: CellSource;
  readonly used: readonly Entry[];
  readonly file: string;
  readonly header: string;
  /** How many characters stand before the code. */
  readonly offset: number;
}

/** Something that is wrong: in the cell, or else in a local module. */
export interface Finding {
  readonly module?: { readonly name: string; readonly code: string };
  readonly start: number;
  readonly length: number;
  readonly code: number;
  readonly text: string;
}

/** What the compilers, native or not, say of a diagnostic. */
export interface Diagnostic {
  readonly pos: number;
  readonly end: number;
  readonly code: number;
  readonly category: number;
  readonly text: string;
  readonly messageChain?: readonly Diagnostic[] | undefined;
}

/**
 * Reads a cell with the names of those before it.
 *
 * @param file What it is called for TypeScript. @param everything Whether it shall reach all names, also those it does not use.
 */
export function checkedCell(code: string, scope: Scope, file: string, everything = false): CheckedCell {
  const source = readCell(code);
  const own = new Set(source.declarations.map(({ name }) => name));
  const used = everything ? scope.all().filter(({ name }) => !own.has(name)) : scope.usedBy(source);
  const header = `${checkHeader(used)}\n`;
  return { source, used, file, header, offset: header.length };
}

/** The text of a cell's file. */
export function checkedText({ header, source }: CheckedCell): string {
  return header + bracketed(source) + exportsOf(source);
}

/** The code, with brackets around an object that looks like a block. */
function bracketed({ code, object }: CellSource): string {
  return object === undefined ? code : `${code.slice(0, object)}(${code.slice(object)}\n)`;
}

/** The errors among the diagnostics of a cell's file, placed in its code. */
export function findingsIn(
  diagnostics: readonly Diagnostic[],
  { source, used, offset }: CheckedCell,
): Finding[] {
  const { code, object = Infinity } = source;
  return diagnostics
    .filter(({ pos, category }) => category === errorCategory && pos >= offset && pos <= offset + code.length)
    .map((diagnostic) => findingOf(diagnostic, offset + (diagnostic.pos - offset > object ? 1 : 0)))
    .map((finding) => asDeclared(finding, used));
}

/** A diagnostic of a file that begins `offset` characters before its code. */
export function findingOf(diagnostic: Diagnostic, offset = 0): Finding {
  const { pos, end, code } = diagnostic;
  return { start: pos - offset, length: end - pos, code, text: textOf(diagnostic) };
}

/** The message with those that explain it, each a step further in. */
function textOf({ text, messageChain = [] }: Diagnostic, depth = 0): string {
  const indented = "  ".repeat(depth) + withoutOurNames(text);
  return [indented, ...messageChain.map((each) => textOf(each, depth + 1))].join("\n");
}

/** A constant of an earlier cell is an import to TypeScript; the reader declared a constant. */
function asDeclared(finding: Finding, used: readonly Entry[]): Finding {
  const constant = used.find(
    ({ name, kind }) =>
      kind === "constant" && finding.text === `Cannot assign to '${name}' because it is an import.`,
  );
  if (constant === undefined) return finding;
  return { ...finding, code: 2588, text: `Cannot assign to '${constant.name}' because it is a constant.` };
}
