import { dirname, join } from "node:path";
import ts from "typescript";
import { readCell, type CellSource, type Declaration } from "./cell-source.js";
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
  /** How many characters stand before the code. */
  readonly offset: number;
}

/**
 * Knows the types of all cells. TypeScript's language service keeps everything that did not change, so a check looks
 * at the new cell only.
 */
export class Checker {
  readonly scope: Scope;
  readonly #files: VirtualFiles;
  readonly #folder: string;
  #service: ts.LanguageService;

  /** @param folder Where the notebook is: imports are resolved from there. @param ahead Packages to know beforehand. */
  constructor(folder: string, ahead: readonly string[] = []) {
    this.#folder = folder;
    this.scope = new Scope(ahead);
    this.#files = new VirtualFiles(folder, { ...options, typeRoots: typeRoots(folder) }, this.#path("$cell"));
    this.#files.set(this.#path(scopeModule), this.scope.text());
    this.#files.set(this.#path("$cell"), `${checkHeader([])}\n`);
    this.#service = this.#files.createService();
  }

  get service(): ts.LanguageService {
    return this.#service;
  }

  /** Makes `code` the current cell; all names of the scope are in reach when `everything` is asked for. */
  open(code: string, everything = false): CheckedCell {
    const source = readCell(code);
    const own = new Set(source.declarations.map(({ name }) => name));
    const used = everything
      ? this.scope.all().filter(({ name }) => !own.has(name))
      : this.scope.usedBy(source);
    const header = `${checkHeader(used)}\n`;
    const file = this.#path("$cell");
    this.#files.set(file, header + code + exportsOf(source.declarations));
    return { source, used, file, offset: header.length };
  }

  /** What is wrong with the current cell: its syntax, or else its types. */
  diagnose({ file, offset, source, used }: CheckedCell): ts.Diagnostic[] {
    this.#files.refresh();
    const syntactic = this.#service.getSyntacticDiagnostics(file);
    const found = syntactic.length > 0 ? syntactic : this.#service.getSemanticDiagnostics(file);
    return found
      .filter(
        ({ start = 0, category }) =>
          category === ts.DiagnosticCategory.Error && start >= offset && start <= offset + source.code.length,
      )
      .map((diagnostic) => asDeclared(diagnostic, used));
  }

  /** Makes what the cell declares known to the cells after it; `declarations` are those that came about. */
  commit({ source, used }: CheckedCell, declarations: readonly Declaration[], cell: number): void {
    if (declarations.length === 0) return;
    this.scope.add(source, used, declarations, cell);
    this.#files.set(this.#path(scopeModule), this.scope.text());
  }

  /** Starts over with the same knowledge, after a check was cut off in the middle. */
  restart(): void {
    this.#service = this.#files.createService();
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

function exportsOf(declarations: readonly Declaration[]): string {
  const names = declarations.filter(({ kind }) => kind !== "import").map(({ name }) => name);
  return `\nexport { ${[...new Set(names)].join(", ")} };`;
}

/** The notebook's own type packages, then this package's. */
function typeRoots(folder: string): string[] {
  const ours = join(dirname(require.resolve("@types/node/package.json")), "..");
  return [...(ts.getEffectiveTypeRoots({}, { getCurrentDirectory: () => folder }) ?? []), ours];
}
