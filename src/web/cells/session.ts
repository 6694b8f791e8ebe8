import { readCell, type CellSource } from "../../kernel/compiler/cell-source.js";
import { emitCell } from "../../kernel/compiler/emit.js";
import { Scope } from "../../kernel/compiler/scope.js";
import { runtimeNames, type Emitted } from "../../kernel/link/emitted.js";

/** What cells can import: each name with what loads it. */
export type Packages = ReadonlyMap<string, () => Promise<object>>;

/** A cell as JavaScript, around it what gives it its own names. */
type CellMaker = (...values: unknown[]) => (...values: unknown[]) => Promise<void>;

/**
 * The cells of one notebook as they run in a page: what a cell declares, the cells after it know. They are compiled as the kernel
 * compiles them; whether they are right was asked before.
 *
 * @example
 * const session = new Session(new Map());
 * await session.run("const rate: number = 0.1;");
 * await session.run("2 * rate"); // 0.2
 */
export class Session {
  readonly #names = new Scope();
  /** What the cells declare. */
  readonly #values: Record<string, unknown> = {};
  readonly #loaded = new Map<string, object>();
  #count = 0;

  constructor(private readonly packages: Packages) {}

  /**
   * Runs a cell.
   *
   * @param code TypeScript without mistakes in its syntax
   * @returns the value of its last expression; undefined if it ends with something else
   * @throws whatever the cell throws
   */
  async run(code: string): Promise<unknown> {
    const source = readCell(code);
    await this.#load(source);
    const used = this.#names.usedBy(source);
    const value = await this.#evaluate(emitCell(source, used));
    this.#names.add(source, used, source.declarations, ++this.#count);
    return value;
  }

  async #load({ packages }: CellSource): Promise<void> {
    for (const name of packages) {
      if (this.#loaded.has(name)) continue;
      this.#loaded.set(name, await this.#packageOf(name));
    }
  }

  #packageOf(name: string): Promise<object> {
    const load = this.packages.get(name);
    if (load) return load();
    const known = [...this.packages.keys()].join(", ");
    throw new Error(`Cannot import "${name}" in a page, which has ${known}. Run this cell at home.`);
  }

  readonly #require = (name: string): object => {
    const loaded = this.#loaded.get(name);
    if (loaded) return loaded;
    throw new Error(`Cannot load "${name}": a cell must import it at its top.`);
  };

  async #evaluate({ code, prefix }: Emitted): Promise<unknown> {
    // Names that a cell may declare itself stand one function further out.
    const outer = [`${prefix}require`, `${prefix}exports`];
    const inner = ["exports", "require", ...Object.values(runtimeNames).map((name) => prefix + name)];
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running the reader's code is what this is for
    const make = new Function(
      ...outer,
      `return async function (${inner.join(", ")}) {\n${code}\n}`,
    ) as CellMaker;
    const value: { last?: unknown } = {};
    const given: Record<keyof typeof runtimeNames, unknown> = {
      value,
      tick: () => undefined, // a page is stopped by ending its worker
      dynamicImport: (name: string) => Promise.resolve(this.#require(name)),
      meta: { url: "cell.ts" },
      demand: this.#require,
    };
    const ours = Object.keys(runtimeNames).map((name) => given[name as keyof typeof given]);
    await make(this.#require, {})(this.#values, this.#require, ...ours);
    return await value.last;
  }
}
