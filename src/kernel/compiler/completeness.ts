import { readCell } from "./cell-source.js";

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
  const errors = readCell(code).syntax;
  if (errors.length === 0) return { status: "complete" };
  const end = code.trimEnd().length;
  const goesOn =
    // What is wrong first is what is missing; anything after that may only follow from it.
    (errors[0]!.start >= end || errors.some((error) => unfinished.has(error.code))) &&
    errors.every((error) => error.code !== hopeless);
  return goesOn ? { status: "incomplete", indent: indentAfter(code) } : { status: "invalid" };
}

/** The indentation of the last line, two more where it opens a bracket. */
function indentAfter(code: string): string {
  const line = code.trimEnd().split("\n").at(-1)!;
  const indent = /^\s*/.exec(line)![0];
  return /[{([]$/.test(line) ? `${indent}  ` : indent;
}
