import { Script } from "node:vm";
import type { Checker, CheckedCell } from "../compiler/checker.js";
import { describe } from "../compiler/diagnostics.js";
import { emitCell, runtimeNames } from "../compiler/emit.js";
import type { Bundle, Execute } from "../link/frames.js";
import type { Json } from "../protocol/message.js";
import { bundleOf } from "./bundle.js";
import { cellName, describeError, type Sources } from "./errors.js";
import { KeyboardInterrupt, TimeLimit, type Interrupts } from "./interrupts.js";
import { metaOf, type Modules } from "./modules.js";

/** A type check that takes longer than this has met a type without end, in milliseconds. */
const longestCheck = 30_000;

/** A cell that TypeScript refuses. */
class Refused extends Error {
  constructor(readonly content: Json) {
    super("refused");
  }
}

type CellFunction = (...values: unknown[]) => Promise<void>;

/** Compiles and runs cells; what they declare lives in one object that all of them share. */
export class Executor {
  readonly #scope: Record<string, unknown> = {};
  readonly #parts: {
    checker: Checker;
    interrupts: Interrupts;
    modules: Modules;
    sources: Sources;
    folder: string;
  };

  constructor(parts: {
    checker: Checker;
    interrupts: Interrupts;
    modules: Modules;
    sources: Sources;
    folder: string;
  }) {
    this.#parts = parts;
  }

  /** Runs a cell; `result` gets the bundle of its last expression. Resolves to the content of the reply. */
  async execute(frame: Execute, result: (bundle: Bundle) => void): Promise<Json> {
    try {
      const bundle = await this.#parts.interrupts.run(frame.cell, (tick) => this.#run(frame, tick));
      if (bundle !== undefined) result(bundle);
      return { status: "ok", user_expressions: await this.#expressions(frame) };
    } catch (error) {
      return { status: "error", ...this.#describe(error) };
    }
  }

  async #run(frame: Execute, tick: () => void): Promise<Bundle | undefined> {
    const checked = this.#check(frame);
    try {
      const bundle = await this.#evaluate(checked, frame.count, tick);
      this.#parts.checker.commit(checked, checked.source.declarations, frame.cell);
      return bundle;
    } catch (error) {
      this.#keepWhatExists(checked, frame.cell);
      throw error;
    }
  }

  #check(frame: Execute): CheckedCell {
    const { checker, interrupts } = this.#parts;
    const checked = checker.read(frame.code);
    try {
      const found = interrupts.breakable(() => checker.diagnose(checked), longestCheck);
      if (found.length > 0)
        throw new Refused({ ...describe(found, checked, cellName(frame.count), checker.service) });
      return checked;
    } catch (error) {
      if (error instanceof KeyboardInterrupt || error instanceof TimeLimit) checker.restart();
      if (error instanceof TimeLimit)
        error.message = `TypeScript ${error.message} to check the cell: make its types simpler.`;
      throw error;
    }
  }

  async #evaluate(checked: CheckedCell, count: number, tick: () => void): Promise<Bundle | undefined> {
    const { interrupts, modules, sources, folder } = this.#parts;
    const emitted = emitCell(checked.source, checked.used);
    const filename = cellName(count);
    sources.set(filename, { ...emitted, source: checked.source.code, shift: 1 });
    await modules.prepare(emitted.code);
    const names = ["exports", "require", ...Object.values(runtimeNames), "__filename", "__dirname"];
    const script = new Script(`(async function (${names.join(", ")}) {\n${emitted.code}\n})`, { filename });
    const value: { last?: unknown } = {};
    const cell = script.runInThisContext() as CellFunction;
    const path = `${folder}/cell.ts`;
    const args = [this.#scope, modules.require, value, tick, modules.import, metaOf(path), path, folder];
    await interrupts.breakable(() => cell.apply(globalThis, args));
    return bundleOf(await value.last);
  }

  /** Of a cell that failed half-way, the names that got a value stay, as in any notebook. */
  #keepWhatExists(checked: CheckedCell, cell: number): void {
    const { checker } = this.#parts;
    const { declarations } = checked.source;
    const exists = declarations.filter(
      ({ kind, name }) => kind === "type" || kind === "import" || this.#scope[name] !== undefined,
    );
    for (const { name } of declarations) checker.scope.remove(name);
    checker.commit(checked, exists, cell);
  }

  async #expressions({ userExpressions, cell, count }: Execute): Promise<Json> {
    const results: Json = {};
    for (const [name, code] of Object.entries(userExpressions)) {
      try {
        const checked = this.#parts.checker.read(String(code));
        const bundle = await this.#parts.interrupts.run(cell, (tick) => this.#evaluate(checked, count, tick));
        results[name] = { status: "ok", data: bundle ?? { "text/plain": "undefined" }, metadata: {} };
      } catch (error) {
        results[name] = { status: "error", ...this.#describe(error) };
      }
    }
    return results;
  }

  #describe(error: unknown): Json {
    return error instanceof Refused ? error.content : { ...describeError(error, this.#parts.sources) };
  }
}
