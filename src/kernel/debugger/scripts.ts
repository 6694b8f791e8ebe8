import type { Debugger } from "node:inspector";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pathOfCell } from "./cell-files.js";
import type { MainThread } from "./main-thread.js";

/** Code of the reader's that V8 has compiled. */
export interface ReaderScript {
  readonly id: string;
  /** As stack traces name it: `In[3]`, or the path of a local module. */
  readonly name: string;
  /** As front ends name it. */
  readonly path: string;
}

/** A breakpoint as a front end sets it. */
export interface Breakpoint {
  readonly line: number;
  readonly condition?: string;
}

/** Cells and local modules, and where in them it is to stop. */
export class Scripts {
  readonly #thread: MainThread;
  readonly #urls = new Map<string, string>();
  readonly #scripts = new Map<string, ReaderScript>();
  readonly #texts = new Map<string, string>();
  readonly #wanted = new Map<string, readonly Breakpoint[]>();
  readonly #set = new Map<string, string[]>();

  constructor(thread: MainThread) {
    this.#thread = thread;
  }

  /** V8 has compiled something. */
  parsed(id: string, url: string): void {
    // V8 makes a URL of a path.
    this.#urls.set(id, url.startsWith("file:") ? fileURLToPath(url) : url);
  }

  /** A script, if it is the reader's. */
  async find(id: string): Promise<ReaderScript | undefined> {
    const known = this.#scripts.get(id);
    const name = this.#urls.get(id) ?? "";
    if (known !== undefined || !isReaders(name)) return known;
    const text = await this.#thread.call<string | null>("source", undefined, [name]);
    if (text === null) return undefined;
    const path = name.startsWith("In[") ? this.dump(text) : name;
    const script = { id, name, path };
    this.#scripts.set(id, script);
    return script;
  }

  /** All code of the reader's so far. */
  async all(): Promise<ReaderScript[]> {
    const found = await Promise.all([...this.#urls.keys()].map((id) => this.find(id)));
    return found.filter((script) => script !== undefined);
  }

  /** Notes the text of a cell. @returns Its path. */
  dump(text: string): string {
    const path = pathOfCell(text);
    this.#texts.set(path, text);
    return path;
  }

  /** The text behind a path. @throws {Error} Where there is none. */
  text(path: string): string {
    return this.#texts.get(path) ?? readFileSync(path, "utf8");
  }

  /** The breakpoints, by path. */
  breakpoints(): { source: string; breakpoints: readonly Breakpoint[] }[] {
    return [...this.#wanted]
      .filter(([, breakpoints]) => breakpoints.length > 0)
      .map(([source, breakpoints]) => ({ source, breakpoints }));
  }

  /** Sets the breakpoints of a cell or module, in place of all it had. @returns Their lines as they came about. */
  async setBreakpoints(path: string, wanted: readonly Breakpoint[]): Promise<number[]> {
    this.#wanted.set(path, wanted);
    let lines = wanted.map(({ line }) => line);
    for (const script of await this.all()) if (script.path === path) lines = await this.apply(script);
    this.#wanted.set(
      path,
      wanted.map((each, at) => ({ ...each, line: lines[at]! })),
    );
    return lines;
  }

  /** Sets in a script the breakpoints of its path. @returns Their lines as they came about. */
  async apply(script: ReaderScript): Promise<number[]> {
    for (const breakpointId of this.#set.get(script.id) ?? [])
      await this.#thread.post("Debugger.removeBreakpoint", { breakpointId });
    this.#set.set(script.id, []);
    const wanted = this.#wanted.get(script.path) ?? [];
    const possible = wanted.length === 0 ? [] : await this.#possible(script);
    const lines: number[] = [];
    for (const { line, condition } of wanted) {
      const place = possible.find((each) => each.line >= line);
      lines.push(place?.line ?? line);
      if (place !== undefined) await this.#setOne(script.id, place.location, condition);
    }
    return lines;
  }

  /** Forgets all breakpoints. */
  clear(): void {
    this.#wanted.clear();
    this.#set.clear();
  }

  /** Places of the emitted code in the source; null where there is no such place. */
  async places(
    { name }: ReaderScript,
    locations: readonly Debugger.Location[],
  ): Promise<(readonly [number, number] | null)[]> {
    const emitted = locations.map(({ lineNumber, columnNumber = 0 }) => [lineNumber, columnNumber]);
    return this.#thread.call("places", undefined, [name, emitted]);
  }

  /** Where it is possible to stop, from the top of the source. */
  async #possible(script: ReaderScript): Promise<{ line: number; location: Debugger.Location }[]> {
    const start = { scriptId: script.id, lineNumber: 0, columnNumber: 0 };
    const { locations } = await this.#thread.post<Debugger.GetPossibleBreakpointsReturnType>(
      "Debugger.getPossibleBreakpoints",
      { start },
    );
    const places = await this.places(script, locations);
    return locations
      .flatMap((location, at) => {
        const place = places[at];
        return place ? [{ line: place[0], column: place[1], location }] : [];
      })
      .sort((a, b) => a.line - b.line || a.column - b.column);
  }

  async #setOne(script: string, location: Debugger.Location, condition: string | undefined): Promise<void> {
    const params = { location, ...(condition !== undefined && { condition }) };
    try {
      const { breakpointId } = await this.#thread.post<Debugger.SetBreakpointReturnType>(
        "Debugger.setBreakpoint",
        params,
      );
      this.#set.get(script)!.push(breakpointId);
    } catch (error) {
      // Two lines may lead to the same place.
      if (!/already exists/.test((error as Error).message)) throw error;
    }
  }
}

function isReaders(name: string): boolean {
  return /^In\[\d+\]$/.test(name) || /\.[cm]?ts$/.test(name);
}
