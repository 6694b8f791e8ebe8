import { inspect } from "node:util";
import { codeFrame } from "../link/code-frame.js";
import type { placeFinder } from "../link/emitted.js";

/** Code that errors may point into. */
export interface Source {
  readonly source: string;
  readonly original: ReturnType<typeof placeFinder>;
  /** Lines that stand before the emitted code where it runs. */
  readonly shift: number;
}

/** Cells and local modules by the name they have in stack traces. */
export type Sources = Map<string, Source>;

/** The error part of an `execute_reply`. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
}

const kernelFolder = __dirname.replace(/cell$/, "");
const position = /(In\[\d+\]|[^\s()]+\.[cm]?ts):(\d+):(\d+)/;

/** The name of a cell in stack traces. */
export function cellName(count: number): string {
  return `In[${count}]`;
}

/** An error as Jupyter shows it: name, message, the places in the reader's code it passed, and the line it comes from. */
export function describeError(thrown: unknown, sources: Sources): ErrorContent {
  if (!isError(thrown)) {
    const evalue = inspect(thrown);
    return {
      ename: "Thrown",
      evalue,
      traceback: [`${red("Thrown")}: ${evalue}`, "(not an Error, so there is no place to point to)"],
    };
  }
  const ename = thrown.name || "Error";
  const evalue = thrown.message;
  const frames = framesOf(thrown, sources);
  return {
    ename,
    evalue,
    traceback: [
      `${red(ename)}: ${evalue}`,
      ...frames.lines,
      ...(frames.excerpt === undefined ? [] : ["", ...frames.excerpt.split("\n")]),
      ...causes(thrown, sources),
    ],
  };
}

function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function causes(error: Error, sources: Sources): string[] {
  const reasons = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const all = error.cause === undefined ? reasons : [error.cause, ...reasons];
  return all.slice(0, 5).flatMap((cause) => ["", "Caused by:", ...describeError(cause, sources).traceback]);
}

/** Errors whose stack speaks of the source already. */
const translated = new WeakSet<Error>();

/** Makes every stack, also one that a cell prints itself, speak of the source and leave out the kernel's frames. */
export function translateStacks(sources: Sources): void {
  Error.prepareStackTrace = (error, sites) => {
    translated.add(error);
    const lines = sites
      .map((site) => `    at ${site as unknown as string}`)
      .filter((line) => !isKernels(line));
    return [headline(error), ...lines.map((line) => translate(line, sources).text)].join("\n");
  };
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

interface Frames {
  readonly lines: string[];
  readonly excerpt?: string;
}

function framesOf(error: Error, sources: Sources): Frames {
  const lines: string[] = [];
  let excerpt: string | undefined;
  for (const line of typeof error.stack === "string" ? error.stack.split("\n") : []) {
    if (!/^\s+at /.test(line) || isKernels(line)) continue;
    const { text, frame } = translated.has(error) ? inSource(line, sources) : translate(line, sources);
    lines.push(text);
    excerpt ??= frame;
  }
  return { lines, ...(excerpt !== undefined && { excerpt }) };
}

function isKernels(line: string): boolean {
  return line.includes(kernelFolder) || /\(?node:|<anonymous>\)?$/.test(line);
}

/** A stack line that speaks of the source, with an excerpt of it. */
function inSource(line: string, sources: Sources): { text: string; frame?: string } {
  const match = position.exec(line);
  const source = match && sources.get(match[1]!);
  if (!match || !source) return { text: line };
  return { text: line, frame: codeFrame(source.source, Number(match[2]), Number(match[3])) };
}

/** A stack line of the emitted code in terms of the source, with an excerpt of it. */
function translate(line: string, sources: Sources): { text: string; frame?: string } {
  const match = position.exec(line);
  const source = match && sources.get(match[1]!);
  const place = source?.original(Number(match![2]) - source.shift, Number(match![3]));
  if (!match || !source || !place) return { text: line };
  const text = line.replace(match[0], `${match[1]!}:${place.line}:${place.column}`);
  return { text, frame: codeFrame(source.source, place.line, place.column) };
}

function red(text: string): string {
  return `\u001b[31m${text}\u001b[39m`;
}
