import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import { constants, runInThisContext, Script } from "node:vm";
import type * as emit from "../compiler/emit.js";
import { runModule } from "../link/compiled-code.js";
import { debuggable, placeFinder, runtimeNames } from "../link/emitted.js";
import { notebookModule } from "../link/notebook-modules.js";
import type { Sources } from "./errors.js";
import { isLocal, LocalFiles } from "./local-files.js";

/** The parts of Node's CommonJS loader that have no public door before Node 22. */
interface Loader {
  _extensions: Record<string, (module: NodeJS.Module, path: string) => void>;
  _resolveFilename(request: string, ...rest: unknown[]): string;
  _load(request: string, parent: NodeJS.Module | undefined, ...rest: unknown[]): unknown;
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
  /** The file that cells seem to be in. */
  readonly #cell: string;
  readonly #require: NodeJS.Require;
  readonly #imported = new Map<string, unknown>();
  /** What went wrong with modules that only `import()` can give. */
  readonly #failed = new Map<string, unknown>();
  readonly #local = new LocalFiles();
  readonly #sources: Sources;
  #distrusted = false;

  /**
   * @param folder Where the notebook is. @param tick What loops of local modules call.
   * @param replaced Names of modules that the kernel answers for itself.
   */
  constructor(folder: string, sources: Sources, tick: () => void, replaced: ReadonlySet<string>) {
    this.#cell = join(folder, "cell.js");
    this.#require = createRequire(this.#cell);
    this.#sources = sources;
    const names = { tick, importer: (require: NodeJS.Require) => this.#importer(require), meta: metaOf };
    Object.defineProperty(globalThis, Symbol.for("tunebook.kernel.module"), { value: names });
    this.#hook(replaced);
  }

  /** The `require` of cells. */
  readonly require = (specifier: string): unknown => {
    if (this.#failed.has(specifier)) throw this.#failed.get(specifier);
    return this.#imported.get(specifier) ?? this.#require(specifier);
  };

  /** Loads what a cell imports and does not use; a module that has types only need not exist. */
  readonly demand = (specifier: string): void => {
    try {
      this.require(specifier);
    } catch (error) {
      if (!this.#isMissing(specifier)) throw error;
    }
  };

  #isMissing(specifier: string): boolean {
    try {
      this.#require.resolve(specifier);
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND";
    }
  }

  /** The `import()` of cells: the same module that a static import gives, as a namespace. */
  readonly import = (specifier: string): Promise<unknown> => this.#importer(this.#require)(specifier);

  #importer(require: NodeJS.Require): (specifier: string) => Promise<unknown> {
    return async (specifier) => {
      const exports = (await this.#onlyImportable(specifier, require)) ?? (require(specifier) as object);
      const isNamespace = types.isModuleNamespaceObject(exports) || "__esModule" in exports;
      return isNamespace ? exports : { ...exports, default: exports };
    };
  }

  /** Loads packages before a cell asks for them; where one fails, the cell meets the error itself. */
  load(packages: readonly string[]): void {
    this.#forgetUnfinished();
    for (const name of packages) {
      if (!this.#isInstalled(name)) continue;
      try {
        this.#require(name);
      } catch {
        // Told by the cell.
      }
    }
  }

  /** Loads what a cell's code requires but only `import()` can give, and forgets local modules that were edited. */
  async prepare(code: string): Promise<void> {
    this.#forgetUnfinished();
    this.#forgetEdited();
    this.#failed.clear();
    for (const [, specifier] of code.matchAll(/(?:require|demand)\("([^"\n]+)"\)/g))
      if (!this.#imported.has(specifier!)) await this.#prepareOne(specifier!);
  }

  async #prepareOne(specifier: string): Promise<void> {
    try {
      const namespace = await this.#onlyImportable(specifier, this.#require);
      if (namespace !== undefined) this.#imported.set(specifier, { ...namespace, __esModule: true });
    } catch (error) {
      this.#failed.set(specifier, error);
    }
  }

  /** The module, where `require` cannot give it; nothing where it can, or where the cell shall meet the error itself. */
  async #onlyImportable(specifier: string, require: NodeJS.Require): Promise<object | undefined> {
    try {
      const isNamespace = types.isModuleNamespaceObject(require(specifier));
      if (!isNamespace || !isLocal(specifier)) return undefined;
    } catch (error) {
      if (!onlyImportable.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    }
    return nativeImport(isLocal(specifier) ? this.#local.addressOf(require.resolve(specifier)) : specifier);
  }

  /** Looks without the loader, which would remember that there was nothing. */
  #isInstalled(name: string): boolean {
    const folder = /^(@[^/]+\/)?[^/]+/.exec(name)![0];
    return (this.#require.resolve.paths(name) ?? []).some((each) => existsSync(join(each, folder)));
  }

  /** Something was cut off: a module that was being loaded lacks names. */
  distrust(): void {
    this.#distrusted = true;
  }

  /** A module that an interrupt cut off while it loaded is loaded again when it is asked for. */
  #forgetUnfinished(): void {
    if (!this.#distrusted) return;
    this.#distrusted = false;
    for (const [path, module] of Object.entries(this.#require.cache))
      if (module?.loaded === false) Reflect.deleteProperty(this.#require.cache, path);
  }

  #forgetEdited(): void {
    const edited = this.#local.takeEdited();
    if (edited.length === 0) return;
    for (const path of edited) Reflect.deleteProperty(this.#require.cache, path);
    for (const specifier of this.#imported.keys()) if (isLocal(specifier)) this.#imported.delete(specifier);
  }

  /** Notes the files that belong to the notebook: those that a cell, or one of them, imports by a relative path. */
  #note(request: string, parent: NodeJS.Module | undefined): void {
    const from = parent?.filename;
    if (!isLocal(request) || from == null || (from !== this.#cell && !this.#local.has(from))) return;
    try {
      this.#local.add(loader._resolveFilename(request, parent));
    } catch {
      // The loader tells.
    }
  }

  #hook(replaced: ReadonlySet<string>): void {
    const load = loader._load.bind(loader);
    loader._load = (request, parent, ...rest) => {
      this.#note(request, parent);
      return load(replaced.has(request) ? notebookModule : request, parent, ...rest);
    };
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
        // A script of its own, unlike what Node makes of a module, can be stopped in before it runs.
        const code = `${Module.wrap(this.#compile(path))}\n${debuggable}`;
        const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
        runModule(new Script(code, { filename: path, importModuleDynamically }), module, path);
      };
  }

  #compile(path: string): string {
    const text = readFileSync(path, "utf8");
    // With the compiler, which is large and which few notebooks need here.
    const { emitModule } = createRequire(__filename)("../compiler/emit.js") as typeof emit;
    const emitted = emitModule(text, path);
    this.#sources.set(path, { source: text, original: placeFinder(text, emitted), shift: 1 });
    const { tick, dynamicImport, meta } = runtimeNames;
    const host = `globalThis[Symbol.for("tunebook.kernel.module")]`;
    const values = {
      [tick]: `${host}.tick`,
      [dynamicImport]: `${host}.importer(require)`,
      [meta]: `${host}.meta(__filename)`,
      require: "require",
      exports: "exports",
    };
    const own = Object.entries(values).map(([name, value]) => `${emitted.prefix}${name} = ${value}`);
    return `const ${own.join(", ")};\n${emitted.code}`;
  }
}

/** The `import.meta` of a file. */
export function metaOf(path: string): ImportMeta {
  return { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) } as ImportMeta;
}
