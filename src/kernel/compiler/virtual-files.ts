import { statSync } from "node:fs";
import ts from "typescript";
import { isLocalModule } from "./local-modules.js";

const system = ts.sys;

/** The service also takes the cache of its host, though its type does not say so: without, every package.json is read again for every cell. */
interface CachingHost extends ts.LanguageServiceHost {
  getModuleResolutionCache(): ts.ModuleResolutionCache;
}

interface Cached {
  readonly version: string;
  readonly snapshot: ts.IScriptSnapshot;
}

/**
 * The files TypeScript sees: cells in memory, everything else on disk. Nothing on disk is read twice; only local
 * TypeScript modules, which the reader may be editing, are looked at again.
 */
export class VirtualFiles {
  readonly #folder: string;
  readonly #options: ts.CompilerOptions;
  readonly #root: string;
  readonly #memory = new Map<string, Cached & { text: string }>();
  readonly #disk = new Map<string, Cached | undefined>();
  readonly #registry: ts.DocumentRegistry;
  #resolutions: ts.ModuleResolutionCache;
  #unresolved = false;

  constructor(folder: string, options: ts.CompilerOptions, root: string) {
    this.#folder = folder;
    this.#options = options;
    this.#root = root;
    const registry = ts.createDocumentRegistry(system.useCaseSensitiveFileNames, folder);
    // A file that no cell imports at the moment will be imported again: keep its syntax tree.
    this.#registry = Object.assign(registry, { releaseDocumentWithKey: () => undefined });
    this.#resolutions = this.#newResolutions();
  }

  set(path: string, text: string): void {
    const old = this.#memory.get(path);
    if (old?.text === text) return;
    const version = String(Number(old?.version ?? 0) + 1);
    this.#memory.set(path, { text, version, snapshot: ts.ScriptSnapshot.fromString(text) });
  }

  /** Notices edited local modules, and packages installed since an import failed; whether there was any. */
  refresh(): boolean {
    const edited = [...this.#disk].filter(
      ([path, cached]) => isReadAgain(path) && cached?.version !== versionOnDisk(path),
    );
    for (const [path] of edited) this.#disk.delete(path);
    const unresolved = this.#unresolved;
    if (unresolved) this.#resolutions = this.#newResolutions();
    this.#unresolved = false;
    return unresolved || edited.length > 0;
  }

  /** The version of a file on disk that has been looked at. */
  version(path: string): string | undefined {
    return this.#disk.get(path)?.version;
  }

  read(path: string): string | undefined {
    const found = this.#find(path)?.snapshot;
    return found?.getText(0, found.getLength());
  }

  /** The file that a specifier in the file `from` stands for. */
  resolve(specifier: string, from: string): string | undefined {
    const { resolvedModule } = ts.resolveModuleName(
      specifier,
      from,
      this.#options,
      system,
      this.#resolutions,
      undefined,
      ts.ModuleKind.ESNext,
    );
    return resolvedModule?.resolvedFileName;
  }

  createService(): ts.LanguageService {
    const host: CachingHost = {
      getModuleResolutionCache: () => this.#resolutions,
      getCompilationSettings: () => this.#options,
      getScriptFileNames: () => [this.#root],
      getScriptVersion: (path) => this.#find(path)?.version ?? "0",
      getScriptSnapshot: (path) => this.#find(path)?.snapshot,
      getCurrentDirectory: () => this.#folder,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      useCaseSensitiveFileNames: () => system.useCaseSensitiveFileNames,
      fileExists: (path) => this.#memory.has(path) || system.fileExists(path),
      readFile: (path) => this.#memory.get(path)?.text ?? system.readFile(path),
      directoryExists: (path) => system.directoryExists(path),
      getDirectories: (path) => system.getDirectories(path),
      readDirectory: (...query) => system.readDirectory(...query),
      realpath: (path) => system.realpath?.(path) ?? path,
      resolveModuleNameLiterals: (literals, from, redirected, _options, file) =>
        literals.map((literal) => this.#resolve(literal, from, redirected, file)),
    };
    return ts.createLanguageService(host, this.#registry);
  }

  #resolve(
    literal: ts.StringLiteralLike,
    from: string,
    redirected: ts.ResolvedProjectReference | undefined,
    file: ts.SourceFile,
  ): ts.ResolvedModuleWithFailedLookupLocations {
    const host = {
      ...system,
      fileExists: (path: string) => this.#memory.has(path) || system.fileExists(path),
    };
    const mode = ts.getModeForUsageLocation(file, literal, this.#options);
    const found = ts.resolveModuleName(
      literal.text,
      from,
      this.#options,
      host,
      this.#resolutions,
      redirected,
      mode,
    );
    if (found.resolvedModule === undefined) this.#unresolved = true;
    return found;
  }

  #newResolutions(): ts.ModuleResolutionCache {
    return ts.createModuleResolutionCache(this.#folder, (path) => path, this.#options);
  }

  #find(path: string): Cached | undefined {
    const inMemory = this.#memory.get(path);
    if (inMemory !== undefined) return inMemory;
    if (!this.#disk.has(path)) this.#disk.set(path, readCached(path));
    return this.#disk.get(path);
  }
}

/** Local JSON may change too. */
function isReadAgain(path: string): boolean {
  return isLocalModule(path) || (path.endsWith(".json") && !path.includes("/node_modules/"));
}

function versionOnDisk(path: string): string | undefined {
  return isReadAgain(path) ? statSync(path, { throwIfNoEntry: false })?.mtimeMs.toString() : "1";
}

function readCached(path: string): Cached | undefined {
  const text = system.readFile(path);
  if (text === undefined) return undefined;
  return { version: versionOnDisk(path) ?? "1", snapshot: ts.ScriptSnapshot.fromString(text) };
}
