import { dirname, join } from "node:path";
import ts from "typescript";
import { readCell, type CellSource, type Declaration } from "./cell-source.js";
import { moduleOf } from "./imported-name.js";
import { localModules } from "./local-modules.js";
import { exportsOf, QuickCheck } from "./quick-check.js";
import { checkHeader, Scope, scopeModule, type Entry } from "./scope.js";
import { VirtualFiles } from "./virtual-files.js";

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  esModuleInterop: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  // As in tslab, so that a notebook means the same there: not strict.
  strict: false,
};

/** A cell in the form TypeScript sees it: one header line, the code, one line of exports. */
export interface CheckedCell {
  readonly source: CellSource;
  readonly used: readonly Entry[];
  readonly file: string;
  readonly header: string;
  /** How many characters stand before the code. */
  readonly offset: number;
}

/** Knows the types of all cells, and looks at no more than what is new. */
export class Checker {
  readonly scope: Scope;
  readonly #files: VirtualFiles;
  readonly #folder: string;
  readonly #quick: QuickCheck;
  readonly #modules = new WeakMap<CheckedCell, ts.SourceFile>();
  /** Versions of local modules in which nothing was found. */
  readonly #sound = new Set<string>();
  #service: ts.LanguageService;
  /** Still fits what is on disk. */
  #program: ts.Program | undefined;

  /** @param folder Where the notebook is: imports are resolved from there. @param ahead Packages to know beforehand. */
  constructor(folder: string, ahead: readonly string[] = []) {
    this.#folder = folder;
    this.scope = new Scope(ahead);
    const all = { ...options, typeRoots: typeRoots(folder) };
    this.#files = new VirtualFiles(folder, all, this.#path("$cell"));
    this.#quick = new QuickCheck(folder, all, [this.#path(scopeModule), this.#path("$cell")]);
    this.#files.set(this.#path(scopeModule), this.scope.text());
    this.#files.set(this.#path("$cell"), `${checkHeader([])}\n`);
    this.#service = this.#files.createService();
  }

  /** The language service, for questions about the cell that was opened last. */
  get service(): ts.LanguageService {
    this.#program = undefined;
    return this.#service;
  }

  /** Reads a cell; all names of the scope are in its reach when `everything` is asked for. */
  read(code: string, everything = false): CheckedCell {
    const source = readCell(code);
    const own = new Set(source.declarations.map(({ name }) => name));
    const used = everything
      ? this.scope.all().filter(({ name }) => !own.has(name))
      : this.scope.usedBy(source);
    const header = `${checkHeader(used)}\n`;
    return { source, used, file: this.#path("$cell"), header, offset: header.length };
  }

  /** Makes a cell the one that the language service is asked about. */
  open(cell: CheckedCell): CheckedCell {
    this.#files.set(this.#path(scopeModule), this.scope.text());
    this.#files.set(cell.file, cell.header + cell.source.code + exportsOf(cell.source));
    return cell;
  }

  /** What is wrong with a cell: its syntax, or else its types, or else the types of the local modules it imports. */
  diagnose(cell: CheckedCell): ts.Diagnostic[] {
    if (this.#files.refresh()) this.#program = undefined;
    const module = this.#quick.accept(this.#current(), cell.source, cell.used);
    if (module !== undefined) {
      this.#modules.set(cell, module);
      return this.#inLocalModules(cell);
    }
    const found = this.#inCell(this.open(cell));
    if (found.length > 0) return found;
    // The program that was just made knows what the cell imports.
    const second = this.#quick.accept(this.#current(), cell.source, cell.used);
    if (second !== undefined) this.#modules.set(cell, second);
    return this.#inLocalModules(cell);
  }

  /** Makes what the cell declares known to the cells after it; `declarations` are those that came about. */
  commit(checked: CheckedCell, declarations: readonly Declaration[], cell: number): void {
    if (declarations.length === 0) return;
    this.scope.add(checked.source, checked.used, declarations, cell);
    const module = this.#modules.get(checked);
    if (module !== undefined) this.#quick.keep(cell, module);
    this.#quick.retain(this.scope.cells());
  }

  /** Starts over with the same knowledge, after a check was cut off in the middle. */
  restart(): void {
    this.#service = this.#files.createService();
    this.#program = undefined;
  }

  /** The program that fits what is on disk; made new where the last has gathered too much. */
  #current(): ts.Program {
    if (this.#program !== undefined && this.#quick.isWorn(this.#program)) {
      this.#files.set(this.#path("$cell"), `// ${Date.now()}\n${checkHeader([])}\n`);
      this.#program = undefined;
    }
    this.#program ??= this.#service.getProgram()!;
    return this.#program;
  }

  #inCell({ file, offset, source, used }: CheckedCell): ts.Diagnostic[] {
    const syntactic = this.service.getSyntacticDiagnostics(file);
    const found = syntactic.length > 0 ? syntactic : this.service.getSemanticDiagnostics(file);
    return found
      .filter(
        ({ start = 0, category }) =>
          category === ts.DiagnosticCategory.Error && start >= offset && start <= offset + source.code.length,
      )
      .map((diagnostic) => asDeclared(diagnostic, used));
  }

  /** Errors of the local modules that the cell reaches; those without any are not looked at again until one is edited. */
  #inLocalModules({ source, used, file }: CheckedCell): ts.Diagnostic[] {
    const own = ts.preProcessFile(source.code).importedFiles.map(({ fileName }) => fileName);
    const earlier = used.flatMap(({ imported }) => (imported ? [moduleOf(imported)] : []));
    const reached = localModules([...own, ...earlier], file, this.#files);
    const versions = reached.map((path) => `${path} ${this.#files.version(path)}`).join("\n");
    if (this.#sound.has(versions)) return [];
    const program = this.#current();
    const found = reached.flatMap((path) => {
      const module = program.getSourceFile(path);
      if (module === undefined) return [];
      return [...program.getSyntacticDiagnostics(module), ...program.getSemanticDiagnostics(module)];
    });
    if (found.length === 0) this.#sound.add(versions);
    return found;
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.ts`);
  }
}

/** A constant of an earlier cell is an import to TypeScript; the reader declared a constant. */
function asDeclared(diagnostic: ts.Diagnostic, used: readonly Entry[]): ts.Diagnostic {
  const constant = used.find(
    ({ name, kind }) =>
      kind === "constant" && diagnostic.messageText === `Cannot assign to '${name}' because it is an import.`,
  );
  if (constant === undefined) return diagnostic;
  return {
    ...diagnostic,
    code: 2588,
    messageText: `Cannot assign to '${constant.name}' because it is a constant.`,
  };
}

/** The notebook's own type packages, then this package's. */
function typeRoots(folder: string): string[] {
  const ours = join(dirname(require.resolve("@types/node/package.json")), "..");
  return [...(ts.getEffectiveTypeRoots({}, { getCurrentDirectory: () => folder }) ?? []), ours];
}
