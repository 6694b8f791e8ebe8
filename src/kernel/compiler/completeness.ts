import ts from "typescript";

/** The content of an `is_complete_reply`. */
export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid";
  readonly indent?: string;
}

/** "'*\/' expected" and "Unterminated template literal": both are reported where they begin. */
const unfinished = new Set([1010, 1160]);

/** "Unterminated string literal": reported at the end of its line, but no further line can end it. */
const hopeless = 1002;

/** Whether code can be run as it is, goes on in the next line, or is wrong whatever follows. */
export function completeness(code: string): Completeness {
  const { diagnostics = [] } = ts.transpileModule(code, {
    reportDiagnostics: true,
    fileName: "cell.ts",
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  if (diagnostics.length === 0) return { status: "complete" };
  const end = code.trimEnd().length;
  const goesOn =
    diagnostics.some(({ start = 0, code: number }) => unfinished.has(number) || start >= end) &&
    diagnostics.every(({ code: number }) => number !== hopeless);
  return goesOn ? { status: "incomplete", indent: indentAfter(code) } : { status: "invalid" };
}

/** The indentation of the last line, two more where it opens a bracket. */
function indentAfter(code: string): string {
  const line = code.trimEnd().split("\n").at(-1)!;
  const indent = /^\s*/.exec(line)![0];
  return /[{([]$/.test(line) ? `${indent}  ` : indent;
}
