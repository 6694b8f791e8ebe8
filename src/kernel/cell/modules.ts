import { readFileSync, statSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, runInThisContext } from "node:vm";
import { emitModule, runtimeNames } from "../compiler/emit.js";
import type { Sources } from "./errors.js";

/** The parts of Node's CommonJS loader that have no public door before Node 22. */
interface Loader {
  _extensions: Record<
    string,
    (module: NodeJS.Module & { _compile(code: string, path: string): void }, path: string) => void
  >;
  _resolveFilename(request: string, ...rest: unknown[]): string;
  _load(request: string, ...rest: unknown[]): unknown;
}

const loader = Module as unknown as Loader;

/** Error codes that mean: this module can only be had with `import()`. */
const onlyImportable = new Set([
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_REQUIRE_ESM",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
]);

const nativeImport = runInThisContext("(specifier) => import(specifier)", {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (specifier: string) => Promise<object>;

/** How cells get at modules: packages of either kind, JSON, and local TypeScript, resolved from the notebook's folder. */
export class Modules {
  readonly #require: NodeJS.Require;
  readonly #imported = new Map<string, unknown>();
  readonly #local = new Map<string, number>();
  readonly #sources: Sources;

  /**
   * @param folder Where the notebook is. @param tick What loops of local modules call.
   * @param replaced Modules that the kernel answers for itself.
   */
  constructor(folder: string, sources: Sources, tick: () => void, replaced: ReadonlyMap<string, unknown>) {
    this.#require = createRequire(join(folder, "cell.js"));
    this.#sources = sources;
    const names = { tick, dynamicImport: this.import, meta: (path: string) => metaOf(path) };
    Object.defineProperty(globalThis, Symbol.for("tunebook.kernel.module"), { value: names });
    this.#hook(replaced);
  }

  /** The `require` of cells. */
  readonly require = (specifier: string): unknown =>
    this.#imported.get(specifier) ?? this.#require(specifier);

  /** The `import()` of cells. */
  readonly import = async (specifier: string): Promise<unknown> => {
    const path = this.#resolve(specifier);
    if (path === undefined || !/\.[cm]?ts$/.test(path)) return nativeImport(urlOf(specifier, path));
    const exports = this.#require(path) as object;
    return "default" in exports ? exports : { ...exports, default: exports };
  };

  /** Whether a package can be found from the notebook's folder. */
  has(name: string): boolean {
    return this.#resolve(name) !== undefined;
  }

  /** Loads what a cell's code requires but only `import()` can give, and forgets local modules that were edited. */
  async prepare(code: string): Promise<void> {
    this.#forgetEdited();
    for (const [, specifier] of code.matchAll(/\brequire\("([^"\n]+)"\)/g))
      if (!this.#imported.has(specifier!)) await this.#prepareOne(specifier!);
  }

  async #prepareOne(specifier: string): Promise<void> {
    try {
      this.#require(specifier);
    } catch (error) {
      // Anything else is thrown again where the cell requires it, and then points into the cell.
      if (!onlyImportable.has((error as NodeJS.ErrnoException).code ?? "")) return;
      const namespace = await nativeImport(urlOf(specifier, undefined));
      this.#imported.set(specifier, { ...namespace, __esModule: true });
    }
  }

  #resolve(specifier: string): string | undefined {
    try {
      return this.#require.resolve(specifier);
    } catch {
      return undefined;
    }
  }

  #forgetEdited(): void {
    const edited = [...this.#local].some(
      ([path, time]) => statSync(path, { throwIfNoEntry: false })?.mtimeMs !== time,
    );
    if (!edited) return;
    for (const path of this.#local.keys()) Reflect.deleteProperty(this.#require.cache, path);
    this.#local.clear();
  }

  #hook(replaced: ReadonlyMap<string, unknown>): void {
    const load = loader._load.bind(loader);
    loader._load = (request, ...rest) => replaced.get(request) ?? load(request, ...rest);
    const resolve = loader._resolveFilename.bind(loader);
    loader._resolveFilename = (request, ...rest) => {
      try {
        return resolve(request, ...rest);
      } catch (error) {
        if (!/^\.{0,2}\/.*\.js$/.test(request)) throw error;
        return resolve(request.replace(/\.js$/, ".ts"), ...rest);
      }
    };
    for (const extension of [".ts", ".mts", ".cts"])
      loader._extensions[extension] = (module, path) => {
        module._compile(this.#compile(path), path);
      };
  }

  #compile(path: string): string {
    const text = readFileSync(path, "utf8");
    this.#local.set(path, statSync(path).mtimeMs);
    const emitted = emitModule(text, path);
    this.#sources.set(path, { ...emitted, source: text, shift: 0 });
    const { tick, dynamicImport, meta } = runtimeNames;
    const names = `{ tick: ${tick}, dynamicImport: ${dynamicImport} } = globalThis[Symbol.for("tunebook.kernel.module")]`;
    return `const ${names}, ${meta} = globalThis[Symbol.for("tunebook.kernel.module")].meta(__filename); ${emitted.code}`;
  }
}

/** The `import.meta` of a file. */
export function metaOf(path: string): ImportMeta {
  return { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) } as ImportMeta;
}

/** Local files by their address; packages by name, so that their own entry for `import` is taken. */
function urlOf(specifier: string, path: string | undefined): string {
  const local = /^\.{0,2}\//.test(specifier);
  return local && path !== undefined ? pathToFileURL(path).href : specifier;
}
