import ts from "typescript";
import type { CellSource } from "./cell-source.js";
import { importText } from "./imported-name.js";
import { assignableNames, importedAs, type Entry } from "./scope.js";

type Resolution = { readonly resolvedModule?: { readonly resolvedFileName: string } } | undefined;

/** What a program looks up while its types are checked. TypeScript has these, but not in its published types. */
interface Lookups {
  getResolvedModule(file: ts.SourceFile, specifier: string, mode: ts.ResolutionMode): Resolution;
  getSourceFile(path: string): ts.SourceFile | undefined;
}

const { bindSourceFile } = ts as unknown as {
  bindSourceFile: (file: ts.SourceFile, options: ts.CompilerOptions) => void;
};

/** After so many cells the types of those that are gone are worth a new start. */
const mostChecks = 300;

/**
 * Checks a cell as one more module of a program that exists already. A program knows only the files it was made of, and
 * making the next one costs as much for one line as for a thousand: all global names are merged again, all types are
 * inferred again. So a cell is handed to the program from outside, and the two lookups through which the type checker
 * would find a file are answered for it.
 *
 * It only ever accepts. A cell that it does not accept is looked at by the language service, which knows why.
 */
export class QuickCheck {
  readonly #folder: string;
  readonly #options: ts.CompilerOptions;
  /** Files whose imports are resolved in every program. */
  readonly #anchors: readonly string[];
  readonly #kept = new Map<number, ts.SourceFile>();
  readonly #files = new Map<string, ts.SourceFile>();
  /** Programs whose lookups know the cells, with the number of cells that each has checked. */
  readonly #opened = new WeakMap<ts.Program, { checks: number }>();
  /** The latest cell, until it is kept. */
  #passing = "";
  #count = 0;

  constructor(folder: string, options: ts.CompilerOptions, anchors: readonly string[]) {
    this.#folder = folder.replaceAll("\\", "/");
    this.#options = options;
    this.#anchors = anchors;
  }

  /** The cell as a module without errors; nothing where that is not certain. */
  accept(program: ts.Program, source: CellSource, used: readonly Entry[]): ts.SourceFile | undefined {
    const header = this.#header(used);
    if (header === undefined) return undefined;
    this.#open(program).checks++;
    const file = this.#parse(`${header}\n${source.code}${exportsOf(source)}`);
    const sound =
      !file.statements.some(changesGlobals) &&
      program.getSyntacticDiagnostics(file).length === 0 &&
      program.getSemanticDiagnostics(file).length === 0;
    return sound ? file : undefined;
  }

  /** Whether a new program would forget much. */
  isWorn(program: ts.Program): boolean {
    return (this.#opened.get(program)?.checks ?? 0) >= mostChecks;
  }

  /** Makes what an accepted cell declares known to the cells after it. */
  keep(cell: number, file: ts.SourceFile): void {
    this.#kept.set(cell, file);
    this.#files.set(file.fileName, file);
    if (this.#passing === file.fileName) this.#passing = "";
  }

  /** Forgets all cells but these. */
  retain(cells: ReadonlySet<number>): void {
    for (const [cell, { fileName }] of this.#kept) {
      if (cells.has(cell)) continue;
      this.#kept.delete(cell);
      this.#files.delete(fileName);
    }
  }

  /** The line that gives a cell the names it uses; nothing where one of them comes from a cell that was not kept. */
  #header(used: readonly Entry[]): string | undefined {
    const lines: string[] = [];
    for (const entry of used) {
      const module = this.#kept.get(entry.cell);
      if (entry.imported !== undefined) lines.push(importText(entry.imported, entry.name));
      else if (module === undefined) return undefined;
      else lines.push(`import { ${importedAs(entry)} } from "./${specifierOf(module)}";`);
    }
    return `${lines.join(" ")} ${assignableNames(used)}`;
  }

  #parse(text: string): ts.SourceFile {
    this.#files.delete(this.#passing);
    const path = `${this.#folder}/$module${++this.#count}.ts`;
    this.#passing = path;
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
    // What a program adds to the files it loads.
    const empty: never[] = [];
    Object.assign(file, { path, resolvedPath: path, originalFileName: path });
    Object.assign(file, { imports: empty, moduleAugmentations: empty, ambientModuleNames: empty });
    bindSourceFile(file, this.#options);
    this.#files.set(path, file);
    return file;
  }

  #open(program: ts.Program): { checks: number } {
    const known = this.#opened.get(program);
    if (known !== undefined) return known;
    const lookups = program as unknown as Lookups;
    const getResolvedModule = lookups.getResolvedModule.bind(program);
    const getSourceFile = lookups.getSourceFile.bind(program);
    lookups.getSourceFile = (path) => this.#files.get(path) ?? getSourceFile(path);
    lookups.getResolvedModule = (file, specifier, mode) => {
      if (!this.#files.has(file.fileName)) return getResolvedModule(file, specifier, mode);
      const cell = `${this.#folder}/${specifier.slice(2)}.ts`;
      if (specifier.startsWith("./$module") && this.#files.has(cell))
        return { resolvedModule: { resolvedFileName: cell, ...typescriptModule } };
      return this.#anchors
        .map((anchor) => {
          const from = getSourceFile(anchor);
          return from && getResolvedModule(from, specifier, mode);
        })
        .find((found) => found?.resolvedModule !== undefined);
    };
    const opened = { checks: 0 };
    this.#opened.set(program, opened);
    return opened;
  }
}

const typescriptModule = { extension: ts.Extension.Ts, isExternalLibraryImport: false };

function specifierOf({ fileName }: ts.SourceFile): string {
  return fileName.slice(fileName.lastIndexOf("/") + 1, -".ts".length);
}

/** `declare global` and the like are a matter of the whole program. */
function changesGlobals(statement: ts.Statement): boolean {
  return (
    ts.isModuleDeclaration(statement) &&
    (ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0)
  );
}

/** The line that makes a module of a cell, and what it declares its exports. */
export function exportsOf({ declarations }: CellSource): string {
  const names = declarations.filter(({ kind }) => kind !== "import").map(({ name }) => name);
  return `\nexport { ${[...new Set(names)].join(", ")} };`;
}
