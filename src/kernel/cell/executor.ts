import { Script } from "node:vm";
import type { Bundle, Evaluate, Execute } from "../link/frames.js";
import { debuggable, placeFinder, runtimeNames, type Emitted } from "../link/emitted.js";
import type { Json } from "../protocol/message.js";
import { bundleOf } from "./bundle.js";
import { cellName, describeError, type Sources } from "./errors.js";
import type { Host } from "./host.js";
import type { Interrupts } from "./interrupts.js";
import { metaOf, type Modules } from "./modules.js";
import { keepIntrinsics } from "./intrinsics.js";
import type { Output } from "./output.js";
import { Results } from "./results.js";

type CellFunction = (...values: unknown[]) => Promise<void>;

interface Parts {
  readonly output: Output;
  readonly host: Host;
  readonly interrupts: Interrupts;
  readonly modules: Modules;
  readonly sources: Sources;
  readonly folder: string;
  /** What the cells declare. */
  readonly scope: Record<string, unknown>;
}

/** What became of a cell: the reply, how its value is shown, and of one that failed half-way the names that got a value. */
export interface Outcome {
  readonly content: Json;
  readonly result?: Bundle;
  readonly exists?: readonly string[];
}

/** The value of a last expression, and how it is shown. */
interface Shown {
  readonly value: unknown;
  readonly bundle: Bundle | undefined;
}

/** Runs compiled cells; what they declare lives in one object that all of them share. */
export class Executor {
  readonly #parts: Parts;
  readonly #results = new Results();
  readonly #restore = keepIntrinsics();
  /** Of the file that cells seem to be in. */
  readonly #meta: ImportMeta;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#meta = metaOf(`${parts.folder}/cell.ts`);
  }

  /** Runs a cell. */
  async execute(frame: Execute): Promise<Outcome> {
    const name = cellName(frame.count);
    try {
      const { bundle, value } = await this.#run(frame.cell, frame.source, frame.emitted, name);
      if (frame.stored) this.#results.add(frame.count, value);
      return { content: { status: "ok", user_expressions: {} }, ...(bundle && { result: bundle }) };
    } catch (error) {
      return this.failed(frame, error);
    }
  }

  /** What became of a cell that failed, or whose result cannot be sent. The names that got a value stay, as in any notebook. */
  failed(frame: Execute, error: unknown): Outcome {
    this.#parts.modules.distrust();
    const exists = frame.names.filter((each) => this.#parts.scope[each] !== undefined);
    return { content: { status: "error", ...describeError(error, this.#parts.sources) }, exists };
  }

  /** The value of an expression, as Jupyter wants those that a front end asks for. */
  async evaluate({ cell, source, emitted }: Evaluate): Promise<Json> {
    try {
      const { bundle } = await this.#run(cell, source, emitted, "expression");
      return { status: "ok", data: bundle ?? { "text/plain": "undefined" }, metadata: {} };
    } catch (error) {
      return { status: "error", ...describeError(error, this.#parts.sources) };
    }
  }

  #run(cell: number, source: string, emitted: Emitted, filename: string): Promise<Shown> {
    const { interrupts, sources } = this.#parts;
    sources.set(filename, { source, original: placeFinder(source, emitted), shift: 1 });
    return interrupts.run(cell, (tick) => this.#evaluate(cell, emitted, filename, tick));
  }

  async #evaluate(
    cell: number,
    { code, prefix, plain }: Emitted,
    filename: string,
    tick: () => void,
  ): Promise<Shown> {
    const { host, interrupts, modules, folder } = this.#parts;
    await modules.prepare(code);
    // Names that a cell may declare itself, as a class too, stand one function further out.
    const outer = ["module", "__filename", "__dirname", `${prefix}require`, `${prefix}exports`];
    const inner = ["exports", "require", ...Object.values(runtimeNames).map((name) => prefix + name)];
    const script = new Script(
      `((${outer.join(", ")}) => async function (${inner.join(", ")}) {\n${code}\n})\n${debuggable}`,
      { filename },
    );
    const value: { last?: unknown } = {};
    const module = { exports: {} };
    const given = [module, this.#meta.filename, folder, modules.require, module.exports];
    const body = (script.runInThisContext() as (...values: unknown[]) => CellFunction)(...given);
    const ours = [value, tick, modules.import, { ...this.#meta }, modules.demand];
    const args = [this.#parts.scope, modules.require, ...ours];
    const run = () => body.apply(globalThis, args);
    try {
      await (plain === true ? run() : interrupts.breakable(cell, run));
    } finally {
      this.#putBack();
    }
    const last = await value.last;
    const bundle = await bundleOf(last);
    await host.settled();
    return { value: last, bundle };
  }

  /** Cells may break everything but what the kernel cannot do without. */
  #putBack(): void {
    const changed = this.#restore();
    if (changed !== "")
      this.#parts.output.print("stderr", `${changed}: put back, for the kernel cannot do without.\n`);
  }
}
