import { appendFileSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { codeOf } from "../../runtime/errors.js";
import { isRecord } from "../../runtime/collections.js";
import { currentHost } from "../host.js";
import { notebooksFolder } from "../map/chapters.js";

/** Something a reader did. */
export type ReaderEvent =
  | {
      readonly kind: "predicted";
      readonly chapter: string;
      readonly question: string;
      readonly answer: string;
      readonly outcome: string;
      /** How sure they were, in percent, if they said. */
      readonly sure?: number;
    }
  | { readonly kind: "changed"; readonly chapter: string; readonly what: string }
  | {
      readonly kind: "attempted";
      readonly chapter: string;
      readonly exercise: string;
      readonly right: boolean;
    }
  | {
      readonly kind: "answered";
      readonly chapter: string;
      readonly question: string;
      readonly right: boolean;
    };

/** What the file held: events in the order in which they happened, and how many lines could not be read. */
export interface Journal {
  readonly events: readonly ReaderEvent[];
  readonly damaged: number;
}

/**
 * Where a reader's progress is kept: `my-course.jsonl` beside the course, one line of JSON for each thing done. It is theirs: copy it
 * to export it, delete it to start over. Only this course reads it, and nothing leaves the machine.
 *
 * Outside a notebook nothing is kept. `TUNEBOOK_PROGRESS` names another file, or `off`.
 */
export function progressFile(): string | undefined {
  const chosen = process.env["TUNEBOOK_PROGRESS"];
  if (chosen === "off") return undefined;
  if (chosen !== undefined && chosen !== "") return chosen;
  return currentHost().kind === "console" ? undefined : join(notebooksFolder, "..", "my-course.jsonl");
}

/** The chapter a cell runs in, as Jupyter tells its kernels; `"elsewhere"` if it does not. */
export function currentChapter(): string {
  const session = basename((process.env["JPY_SESSION_NAME"] ?? "").replaceAll("\\", "/"));
  return /^(\d\d-[a-z0-9-]+)\.ipynb$/.exec(session)?.[1] ?? "elsewhere";
}

/**
 * Writes an event down. One short line, appended in one call: two kernels that write at once do not lose lines. A file that cannot
 * be written (a read-only disk) must not stop a chapter.
 */
export function noteEvent(event: ReaderEvent, file: string | undefined = progressFile()): void {
  if (file === undefined) return;
  try {
    // The line break in front sets it apart from a line that was cut off when a machine stopped.
    appendFileSync(file, `\n${JSON.stringify(event)}`);
  } catch (error) {
    console.warn(`Your progress could not be written to ${file}: ${(error as Error).message}`);
  }
}

/** Everything in the file; lines that are damaged or of an unknown kind are skipped and counted. */
export function readJournal(file: string | undefined = progressFile()): Journal {
  const lines = textOf(file)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const read = lines.map(eventOf);
  const events = read.filter((event) => event !== undefined);
  return { events, damaged: read.length - events.length };
}

function textOf(file: string | undefined): string {
  if (file === undefined) return "";
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw new Error(
      `Cannot read your progress from ${file}: ${(error as Error).message}. Move the file away to start over.`,
      {
        cause: error,
      },
    );
  }
}

/** What each kind of event must have, and of which type. */
const shapes: Readonly<Record<ReaderEvent["kind"], Readonly<Record<string, string>>>> = {
  predicted: { question: "string", answer: "string", outcome: "string" },
  changed: { what: "string" },
  attempted: { exercise: "string", right: "boolean" },
  answered: { question: "string", right: "boolean" },
};

function eventOf(line: string): ReaderEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || typeof value["kind"] !== "string" || typeof value["chapter"] !== "string")
    return undefined;
  if (!Object.hasOwn(shapes, value["kind"])) return undefined;
  const shape = Object.entries(shapes[value["kind"] as ReaderEvent["kind"]]);
  const fits = shape.every(([name, type]) => typeof value[name] === type);
  return fits ? (value as unknown as ReaderEvent) : undefined;
}
