import { JournalError, type JournalLine } from "./journal-line.js";
import {
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { withFileLock } from "./file-lock.js";
import { problemOfLine } from "./check-line.js";
import { parsePythonJson, printPythonJson } from "./python-json.js";

const newline = 0x0a;
const byteOrderMark = "\uFEFF";
/** How every line begins, ours and Optuna's; any other text without a final newline is not a torn line. */
const opening = Buffer.from('{"op_code":');

/** The consumer of the lines. */
export interface JournalReader {
  /** What is wrong with a line in its position, if anything. */
  problemOf(line: JournalLine): string | undefined;
  apply(line: JournalLine): void;
}

/**
 * A file of JSON lines that several processes append to and follow.
 *
 * A line counts once its newline is written. A process killed while writing leaves a torn last line: readers ignore
 * it, and the next writer completes it if only the newline is missing, or else truncates it.
 *
 * A broken line further up is an error, as in Optuna, and never skipped: ids are not stored but counted from the lines,
 * so everything after a missing line would belong to the wrong trials.
 */
export class JournalFile {
  readonly #path: string;
  readonly #patience: number;
  readonly #reader: JournalReader;
  /** Bytes and lines read so far. */
  #offset = 0;
  #lines = 0;

  constructor(path: string, patience: number, reader: JournalReader) {
    this.#path = path;
    this.#reader = reader;
    this.#patience = patience;
    sayingWhatFailed(path, () => mkdirSync(dirname(path), { recursive: true }));
  }

  /**
   * Passes on the complete lines written since the last call.
   *
   * @throws {JournalError} if a line is not an entry or is wrong in its position; those before it have been passed on
   */
  readNew(): void {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (size === this.#offset) return;
    if (size < this.#offset)
      throw new JournalError(
        `Cannot continue with ${this.#path}: it has become shorter since it was last read.`,
      );
    const bytes = this.#read(this.#offset, size);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end === 0) this.#checkTorn(bytes);
    for (let begin = 0; begin < end;) {
      const next = bytes.indexOf(newline, begin) + 1;
      const text = this.#text(bytes.subarray(begin, next - 1));
      this.#reader.apply(this.#parse(text, this.#lines + 1));
      this.#lines++;
      this.#offset += next - begin;
      begin = next;
    }
  }

  /**
   * Runs `action` while no other process writes; first repairs what a killed process has left, and reads new lines.
   * A file that cannot be read is left unchanged.
   */
  exclusively<T>(action: () => T): T {
    return sayingWhatFailed(this.#path, () =>
      withFileLock(this.#path, this.#patience, () => {
        this.readNew();
        this.#repair();
        this.readNew();
        return action();
      }),
    );
  }

  /**
   * Appends a line and passes it on; only inside `exclusively`.
   *
   * @param durable whether to wait until it and everything before it is on the disk
   */
  append(line: JournalLine, durable: boolean): void {
    const bytes = Buffer.from(`${printPythonJson(line)}\n`);
    const file = openSync(this.#path, "a");
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      if (durable) fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#offset += bytes.length;
    this.#lines++;
    this.#reader.apply(line);
  }

  #parse(text: string, line: number): JournalLine {
    let problem: string | undefined;
    try {
      const parsed = parsePythonJson(text);
      problem = problemOfLine(parsed) ?? this.#reader.problemOf(parsed as JournalLine);
      if (problem === undefined) return parsed as JournalLine;
    } catch {
      // Reported below, with the line number.
    }
    throw this.#damaged(text, line, problem);
  }

  #damaged(text: string, line: number, problem = "it is not JSON"): JournalError {
    return new JournalError(
      `Cannot read ${this.#path}: line ${line} is not a journal entry: ${problem} (${JSON.stringify(text.slice(0, 60))}). If ` +
        `this is a journal, restore it from a copy, or keep only the lines before that one: trials are numbered by counting lines, ` +
        `so a line left out would give later trials the values of others. If it is not, give another path.`,
    );
  }

  /** A line as text; the first without the byte order mark that some editors add. */
  #text(bytes: Buffer): string {
    const text = bytes.toString("utf8");
    return this.#lines === 0 && text.startsWith(byteOrderMark) ? text.slice(1) : text;
  }

  /** Only text that begins like a journal line counts as torn: anything else may be a different file of the user's. */
  #checkTorn(tail: Buffer): void {
    const text = Buffer.from(this.#text(tail));
    const length = Math.min(text.length, opening.length);
    const isTorn =
      text.subarray(0, length).equals(opening.subarray(0, length)) || text.every((byte) => byte === 0);
    if (!isTorn) this.#parse(text.toString("utf8"), this.#lines + 1);
  }

  #repair(): void {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= this.#offset) return;
    const bytes = this.#read(this.#offset, size);
    const tail = bytes.subarray(bytes.lastIndexOf(newline) + 1);
    if (tail.length === 0) return;
    this.#checkTorn(tail);
    const text = this.#text(tail);
    const whole = isWhole(text);
    // A line that was not cut off must be an entry: once completed, it would stay in the file for good.
    if (whole) this.#parse(text, this.#lines + 1);
    const file = openSync(this.#path, "r+");
    try {
      if (whole) writeSync(file, "\n", size);
      else ftruncateSync(file, size - tail.length);
    } finally {
      closeSync(file);
    }
  }

  #read(from: number, to: number): Buffer {
    const bytes = Buffer.alloc(to - from);
    const file = openSync(this.#path, "r");
    try {
      let filled = 0;
      for (let read = 1; read > 0 && filled < bytes.length; filled += read)
        read = readSync(file, bytes, filled, bytes.length - filled, from + filled);
      return bytes.subarray(0, filled);
    } finally {
      closeSync(file);
    }
  }
}

/** @throws {JournalError} instead of a file system error, which does not mention the study */
function sayingWhatFailed<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
    throw new JournalError(
      `Cannot write to the journal ${path}: ${cause.message}. Trials that were finished before are kept. Make room, or choose a ` +
        `file in a folder that can be written; optimize() then goes on where the study stopped.`,
      { cause },
    );
  }
}

function isWhole(text: string): boolean {
  try {
    return typeof parsePythonJson(text) === "object";
  } catch {
    return false;
  }
}
