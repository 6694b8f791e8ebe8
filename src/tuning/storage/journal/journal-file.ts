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
/** How every line begins, ours and Optuna's; what else has no newline at the end of the file is not a torn line. */
const opening = Buffer.from('{"op_code":');

/** Whoever makes something of the lines. */
export interface JournalReader {
  /** What is wrong with a line where it stands, if something is. */
  problemOf(line: JournalLine): string | undefined;
  apply(line: JournalLine): void;
}

/**
 * A file of JSON lines that several processes append to and follow.
 *
 * A line counts once its newline is there. A process that is killed while it writes leaves a torn last line: readers
 * do not see it, and the next writer completes it if only the newline is missing, else cuts it off.
 *
 * A broken line further up is an error, as it is in Optuna, and never passed over: ids are not written down but counted
 * from the lines, so that what follows a missing line would belong to the wrong trials.
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
   * Hands over the complete lines that were written since the last time.
   *
   * @throws {JournalError} if a line is not an entry or wrong where it stands; those before it have been handed over
   */
  readNew(): void {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (size === this.#offset) return;
    if (size < this.#offset)
      throw new JournalError(
        `Cannot go on with ${this.#path}: it has become shorter since it was last read.`,
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
   * Runs `action` while nobody else writes; before that, repairs what a killed process has left, and reads what is new.
   * A file that cannot be read stays as it is.
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
   * Appends a line, and hands it over; only inside `exclusively`.
   *
   * @param durable whether to wait until it is on the disk, and with it all before it
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
      // Said below, with the line's number.
    }
    throw this.#damaged(text, line, problem);
  }

  #damaged(text: string, line: number, problem = "it is no JSON"): JournalError {
    return new JournalError(
      `Cannot read ${this.#path}: line ${line} is not a journal entry, for ${problem} (${JSON.stringify(text.slice(0, 60))}). If ` +
        `this is a journal, restore it from a copy, or keep only the lines before that one: trials are numbered by counting lines, ` +
        `so a line left out would give later trials the values of others. If it is not, give another path.`,
    );
  }

  /** A line as text; the first without the mark of byte order that some editors put before it. */
  #text(bytes: Buffer): string {
    const text = bytes.toString("utf8");
    return this.#lines === 0 && text.startsWith(byteOrderMark) ? text.slice(1) : text;
  }

  /** Nothing is known to be torn that does not begin as a line does: it may be somebody's other file. */
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
    // A line that was not cut off must be an entry: completed, it would stand in the file for good.
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

/** @throws {JournalError} in place of an error of the file system, which says nothing of the study */
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
