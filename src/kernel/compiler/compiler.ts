import type { Compiled } from "../link/compiler-frames.js";
import type { CheckedCell } from "./checked-cell.js";
import type { Checker } from "./checker.js";
import { describe } from "./diagnostics.js";
import { emitCell } from "./emit.js";
import { magicError } from "./magics.js";
import { runtimeName } from "../link/emitted.js";

/** A type check that takes longer than this has met a type without end, in milliseconds. */
const longestCheck = 30_000;

/** Checks and compiles cells, and keeps what those that have run declare. */
export class Compiler {
  readonly #checker: Checker;
  readonly #announce: (id: number, packages: readonly string[]) => void;
  /** Cells that were compiled and have not ended yet. */
  readonly #running = new Map<number, CheckedCell>();
  #stop: ((reason: Error) => void) | undefined;

  /** @param announce Called with the packages that a cell imports, before it is checked. */
  constructor(checker: Checker, announce: (id: number, packages: readonly string[]) => void) {
    this.#checker = checker;
    this.#announce = announce;
  }

  /** A cell as JavaScript, or what is wrong with it. @param name What it is called in messages. */
  async compile(id: number, code: string, name: string): Promise<Compiled> {
    const typed = this.#asParameters(code);
    if (typed !== undefined && (await this.#checker.diagnose(typed)).length === 0) {
      return this.#passed(id, typed);
    }
    const checked = this.#checker.read(code);
    const { packages, syntax } = checked.source;
    const magic = magicError(checked.source);
    if (magic !== undefined) return { status: "error", ...magic };
    if (packages.length > 0 && syntax.length === 0) this.#announce(id, packages);
    const found = await this.#breakable(this.#checker.diagnose(checked));
    if (found.length > 0) return { status: "error", ...describe(found, code, name) };
    return this.#passed(id, checked);
  }

  /** An expression of a front end, which is not checked. */
  expression(code: string): Compiled {
    return this.#emit(this.#checker.read(code));
  }

  /**
   * The cell has ended.
   *
   * @param exists The names that got a value, where it failed half-way. @param unseen Its code, where it was not compiled here.
   */
  commit(id: number, exists?: readonly string[], unseen?: string): void {
    const checked = unseen === undefined ? this.#running.get(id) : this.#checker.read(unseen);
    if (checked === undefined) return;
    this.#running.delete(id);
    const { declarations } = checked.source;
    if (exists === undefined) {
      this.#checker.commit(checked, declarations, id);
      return;
    }
    for (const { name } of declarations) this.#checker.scope.remove(name);
    const stays = declarations.filter(
      ({ kind, name }) => kind === "type" || kind === "import" || exists.includes(runtimeName(name)),
    );
    this.#checker.commit(checked, stays, id);
  }

  /** Ends the check that is under way. */
  interrupt(): void {
    this.#stop?.(Object.assign(new Error("the cell was interrupted"), { name: "KeyboardInterrupt" }));
  }

  /** The cell that papermill puts in, as assignments where a cell before it has declared the parameters. */
  #asParameters(code: string): CheckedCell | undefined {
    if (!/^\/\/ Parameters\n/.test(code)) return undefined;
    const { scope } = this.#checker;
    const variables = new Set(
      scope
        .all()
        .filter(({ kind }) => kind === "variable")
        .map(({ name }) => name),
    );
    const assigned = code.replace(/^let ([\w$]+) = /gm, (whole, name: string) =>
      variables.has(name) ? `${name} = ` : whole,
    );
    return assigned === code ? undefined : this.#checker.read(assigned);
  }

  #passed(id: number, checked: CheckedCell): Compiled {
    if (checked.source.declarations.length > 0) this.#running.set(id, checked);
    return this.#emit(checked);
  }

  #emit({ source, used }: CheckedCell): Compiled {
    const names = source.declarations
      .filter(({ kind }) => kind === "variable" || kind === "constant")
      .map(({ name }) => runtimeName(name));
    const declares = source.declarations.map(({ name }) => name);
    return { status: "ok", emitted: emitCell(source, used), names, declares };
  }

  async #breakable<T>(check: Promise<T>): Promise<T> {
    check.catch(() => undefined);
    const stopped = new Promise<never>((_resolve, reject) => (this.#stop = reject));
    const limit = setTimeout(() => {
      const seconds = longestCheck / 1000;
      this.#stop?.(
        Object.assign(
          new Error(`TypeScript took longer than ${seconds} s to check the cell: make its types simpler.`),
          {
            name: "TimeLimit",
          },
        ),
      );
    }, longestCheck);
    let ended = false;
    try {
      const result = await Promise.race([check, stopped]);
      ended = true;
      return result;
    } finally {
      clearTimeout(limit);
      this.#stop = undefined;
      if (!ended) this.#checker.restart();
    }
  }
}
