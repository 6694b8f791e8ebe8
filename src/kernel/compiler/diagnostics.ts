import { dirname, relative } from "node:path";
import ts from "typescript";
import type { CheckedCell } from "./checker.js";
import { codeFrame } from "./code-frame.js";

/** A failed check, in the form of a Jupyter error. */
export interface CompileError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** Errors shown one by one; the rest are counted. */
const shown = 5;

/** Where each error is, what it says, and the fix TypeScript proposes. */
export function describe(
  diagnostics: readonly ts.Diagnostic[],
  cell: CheckedCell,
  name: string,
  service: ts.LanguageService,
): CompileError {
  const described = diagnostics.slice(0, shown).map((diagnostic) => one(diagnostic, cell, name, service));
  const more = diagnostics.length - shown;
  const first = place(diagnostics[0]!, cell, name);
  const file = first.name === name ? "" : `${first.name}, `;
  return {
    ename: "TypeScriptError",
    evalue: `${file}line ${first.line}: ${messageOf(diagnostics[0]!)}`,
    traceback: [...described, ...(more > 0 ? [`… and ${more} more`] : [])].join("\n\n").split("\n"),
  };
}

function one(
  diagnostic: ts.Diagnostic,
  cell: CheckedCell,
  name: string,
  service: ts.LanguageService,
): string {
  const found = place(diagnostic, cell, name);
  const { line, column } = found;
  const title = `\u001b[31mTS${diagnostic.code}\u001b[39m ${found.name}:${line}:${column} ${messageOf(diagnostic)}`;
  const fixes = proposedFixes(diagnostic, cell, service).map((fix) => `Possible fix: ${fix}`);
  return [title, "", codeFrame(found.code, line, column, diagnostic.length), ...fixes].join("\n");
}

interface Place {
  /** Of the cell, or the path of a local module. */
  readonly name: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

function place({ start = 0, file }: ts.Diagnostic, cell: CheckedCell, cellName: string): Place {
  const ours = file === undefined || file.fileName === cell.file;
  const name = ours ? cellName : relative(dirname(cell.file), file.fileName);
  const code = ours ? cell.source.code : file.text;
  const before = code.slice(0, ours ? start - cell.offset : start).split("\n");
  return { name, code, line: before.length, column: before.at(-1)!.length + 1 };
}

function messageOf({ messageText }: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(messageText, "\n");
}

/** Fixes that would rewrite more than a few words help nobody in a message. */
const useful =
  /^(spelling|import|fixMissingImport|fixSpelling|fixAwaitInSyncFunction|addMissingAwait|fixForgottenThisPropertyAccess)$/;

function proposedFixes(
  diagnostic: ts.Diagnostic,
  { file }: CheckedCell,
  service: ts.LanguageService,
): string[] {
  const { start = 0, length = 0, code } = diagnostic;
  if (diagnostic.file !== undefined && diagnostic.file.fileName !== file) return [];
  if (messageOf(diagnostic).includes("Did you mean")) return [];
  const fixes = service.getCodeFixesAtPosition(file, start, start + length, [code], {}, {});
  const chosen = fixes.filter(
    ({ fixName, description }) => useful.test(fixName) && !description.includes("$scope"),
  );
  return chosen.slice(0, 2).map(({ description }) => description);
}
