import type { Finding } from "./checked-cell.js";
import { codeFrame } from "../link/code-frame.js";

/** A failed check, in the form of a Jupyter error. */
export interface CompileError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

/** Errors shown one by one; the rest are counted. */
const shown = 5;

/** Where each error is and what it says. @param name What the cell is called in messages. */
export function describe(findings: readonly Finding[], code: string, name: string): CompileError {
  const described = findings.slice(0, shown).map((finding) => one(finding, place(finding, code, name)));
  const more = findings.length - shown;
  const first = place(findings[0]!, code, name);
  const file = first.name === name ? "" : `${first.name}, `;
  return {
    ename: "TypeScriptError",
    evalue: `${file}line ${first.line}: ${findings[0]!.text}`,
    traceback: [...described, ...(more > 0 ? [`… and ${more} more`] : [])].join("\n\n").split("\n"),
  };
}

function one({ code, length, text }: Finding, found: Place): string {
  const { line, column } = found;
  const title = `\u001b[31mTS${code}\u001b[39m ${found.name}:${line}:${column} ${text}`;
  return [title, "", codeFrame(found.code, line, column, length)].join("\n");
}

interface Place {
  /** Of the cell, or the path of a local module. */
  readonly name: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

function place({ start, module }: Finding, cellCode: string, cellName: string): Place {
  const { name, code } = module ?? { name: cellName, code: cellCode };
  const before = code.slice(0, start).split("\n");
  return { name, code, line: before.length, column: before.at(-1)!.length + 1 };
}
