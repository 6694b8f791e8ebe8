import type { Compiled } from "../link/compiler-frames.js";
import { freePrefix, runtimeName, runtimeNames } from "../link/emitted.js";
import { applyEdits, type Edit } from "../link/text-edits.js";

type Compilation = Extract<Compiled, { status: "ok" }>;

/**
 * Compiles cells that are made of literals, arithmetic with numbers and printing alone. A type check has nothing to find in them,
 * so they run at once: no other process is asked, and types may still be being read.
 */
export class PlainCells {
  /** Whether `console` is what it is in Node, and not a name of the reader's. */
  #isConsoleNodes = true;

  /** The cell as JavaScript; nothing for any that is not plain, or whose syntax is wrong or unusual. */
  compile(code: string): Compilation | undefined {
    // What papermill puts in may be meant to assign to the names of an earlier cell.
    if (code.startsWith("// Parameters\n")) return undefined;
    const prefix = freePrefix(code);
    const reader = new PlainReader(code, prefix);
    if (!reader.isPlain() || (reader.prints && !this.#isConsoleNodes)) return undefined;
    const { edits } = reader;
    const declares = [...reader.names];
    const mappings = `AAAA${";AACA".repeat(code.split("\n").length - 1)}`;
    const map = JSON.stringify({ version: 3, sources: ["cell.ts"], names: [], mappings });
    const emitted = { code: applyEdits(code, edits), map, edits, header: 0, prefix, plain: true };
    return { status: "ok", emitted, names: declares.map((name) => runtimeName(name)), declares };
  }

  /** Notes what a cell declares, plain or not. */
  note(declares: readonly string[]): void {
    if (declares.includes("console")) this.#isConsoleNodes = false;
  }
}

/** Names that a cell must not declare, or that only the compiler knows what to do with. */
const reserved = new Set(
  `arguments await break case catch class console const continue debugger default delete do else enum eval export extends
  false finally for function globalThis if implements import in instanceof interface let new null package private protected
  public return static super switch this throw true try typeof undefined var void while with yield`.split(
    /\s+/,
  ),
);

/** Brackets that are nested deeper are left to the compiler. */
const deepest = 50;

/** The parts of a plain cell. What follows a word or a number may not continue it. */
const parts = {
  gap: /[ \t\r\n]+|\/\/[^\r\n\u2028\u2029]*|\/\*[^]*?\*\//y,
  declare: /(?:const|let|var)(?![\w$\\])/y,
  name: /[A-Za-z_$][\w$]*/y,
  is: /=/y,
  print: /console\.log(?=\s*\()/y,
  number: /(?:0|[1-9]\d*)(?:\.\d+)?(?![\w$.\\])/y,
  truth: /(?:true|false)(?![\w$\\])/y,
  minus: /-(?!-)/y,
  operator: /\+(?!\+)|-(?!-)|[*/%]/y,
  comma: /,/y,
  semicolon: /;/y,
  open: /\(/y,
  close: /\)/y,
  openList: /\[/y,
  closeList: /\]/y,
} as const;

/** What may mean something inside quotes. */
const special = /["'`\\$\r\n\u2028\u2029]/g;

/** What an expression is: one may calculate with numbers. */
type Value = "number" | "other";

/** Reads a cell, and notes what turns it into JavaScript that shares its names with the other cells. */
class PlainReader {
  readonly edits: Edit[] = [];
  readonly names = new Set<string>();
  prints = false;
  readonly #code: string;
  readonly #prefix: string;
  #at = 0;
  /** Where the part ends that was read last, before the white space and the comments behind it. */
  #end = 0;
  /** Whether there is a line break among these. */
  #isNewLine = false;
  #depth = 0;

  constructor(code: string, prefix: string) {
    this.#code = code;
    this.#prefix = prefix;
  }

  /** Whether the cell is plain up to its end; called once. */
  isPlain(): boolean {
    this.#moveTo(0);
    let last: { readonly start: number; readonly end: number } | undefined;
    while (this.#at < this.#code.length) {
      const start = this.#at;
      const declares = this.#take("declare");
      if (!(declares ? this.#declarations(start) : this.#expression())) return false;
      last = declares ? undefined : { start, end: this.#end };
      if (!this.#endsStatement()) return false;
    }
    if (last !== undefined) {
      const text = `${this.#prefix}${runtimeNames.value}.last = (`;
      this.edits.push({ at: last.start, text }, { at: last.end, text: ")" });
    }
    return true;
  }

  /** Whether a statement ends here: at a semicolon, or where the next line cannot be a part of it. */
  #endsStatement(): boolean {
    if (this.#take("semicolon") || this.#at === this.#code.length) return true;
    return this.#isNewLine && /[\w$"']/.test(this.#code[this.#at]!);
  }

  /** What follows `const`, `let` or `var`; it becomes assignments to what all cells share. */
  #declarations(start: number): boolean {
    for (let from = start; ; from = this.#at) {
      const to = this.#at;
      if (!this.#take("name")) return false;
      const name = this.#code.slice(to, this.#end);
      if (reserved.has(name) || this.names.has(name)) return false;
      this.names.add(name);
      const lineBreaks = this.#code.slice(from, to).replace(/[^\n]/g, "");
      const before = runtimeName(name, this.#prefix).slice(0, -name.length);
      this.edits.push({ at: from, to, text: `exports.${lineBreaks}${before}` });
      if (!this.#take("is") || this.#value() === undefined) return false;
      if (!this.#take("comma")) return true;
    }
  }

  #expression(): boolean {
    if (!this.#take("print")) return this.#value() !== undefined;
    this.prints = true;
    return this.#take("open") && this.#list("close") !== undefined;
  }

  #value(): Value | undefined {
    let value = this.#operand();
    while (value !== undefined && this.#take("operator"))
      value = value === "number" && this.#operand() === "number" ? "number" : undefined;
    return value;
  }

  #operand(): Value | undefined {
    const isNegative = this.#take("minus");
    if (this.#take("number")) return "number";
    if (isNegative || this.#depth === deepest) return undefined;
    if (this.#string() || this.#take("truth")) return "other";
    this.#depth++;
    const value = this.#inBrackets();
    this.#depth--;
    return value;
  }

  #inBrackets(): Value | undefined {
    // The type of an empty list depends on the rest of the cell.
    if (this.#take("openList")) return this.#list("closeList") ? "other" : undefined;
    if (!this.#take("open")) return undefined;
    const value = this.#value();
    return this.#take("close") ? value : undefined;
  }

  /** How many values stand before the closing bracket; nothing where there is anything else. */
  #list(close: "close" | "closeList"): number | undefined {
    for (let count = 0; ; count++) {
      if (this.#take(close)) return count;
      if (this.#value() === undefined) return undefined;
      if (!this.#take("comma")) return this.#take(close) ? count + 1 : undefined;
    }
  }

  /** Text in quotes of any kind, without anything to be put in and with the usual escapes only. */
  #string(): boolean {
    const quote = this.#code[this.#at];
    if (quote !== '"' && quote !== "'" && quote !== "`") return false;
    for (let at = this.#at + 1; ;) {
      special.lastIndex = at;
      const found = special.exec(this.#code)?.[0];
      at = special.lastIndex;
      if (found === quote) break;
      if (found === undefined || (quote === "`" ? found === "$" : /\s/.test(found))) return false;
      if (found === "\\" && !/^["'`\\nrt]/.test(this.#code.slice(at, ++at))) return false;
    }
    this.#moveTo(special.lastIndex);
    return true;
  }

  /** Passes over the next part, if it is this one. */
  #take(part: keyof typeof parts): boolean {
    const pattern = parts[part];
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#code)) return false;
    this.#moveTo(pattern.lastIndex);
    return true;
  }

  /** To where a part ends, and past the white space and the comments behind it. */
  #moveTo(end: number): void {
    this.#end = end;
    this.#at = end;
    const { gap } = parts;
    for (gap.lastIndex = end; gap.test(this.#code);) this.#at = gap.lastIndex;
    this.#isNewLine = /[\r\n]/.test(this.#code.slice(end, this.#at));
  }
}
