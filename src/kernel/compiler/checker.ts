import { readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import type { Project } from "typescript-native/unstable/async";
import { notebookModule, notebookModules } from "../link/notebook-modules.js";
import type { Declaration } from "./cell-source.js";
import { checkedCell, checkedText, findingOf, findingsIn, type CheckedCell, type Finding } from "./checked-cell.js"; // prettier-ignore
import { moduleOf } from "./imported-name.js";
import { globals } from "./globals.js";
import { isLocalModule, localModules } from "./local-modules.js";
import { Mirror } from "./mirror.js";
import { NativeProject } from "./native-project.js";
import { projectOptions } from "./project-options.js";
import { checkHeader, Scope, scopeModule } from "./scope.js";

/** "Cannot find module": it may be installed before the next cell. */
const moduleNotFound = 2307;

/** Knows the types of all cells. */
export class Checker {
  readonly scope: Scope;
  /** What the reader must be told about how cells are checked. */
  readonly note: string | undefined;
  readonly #mirror: Mirror;
  readonly #native: NativeProject;
  /** Where the notebook is. */
  readonly #folder: string;
  /** Local modules that a cell has reached, with the time they had. */
  readonly #local = new Map<string, number | undefined>();
  /** Versions of local modules in which nothing was found. */
  readonly #sound = new Set<string>();
  #missing = false;

  /**
   * @param folder Where the notebook is: imports are resolved from there.
   * @param home An empty folder for the checker's files, by its real path.
   */
  constructor(folder: string, home: string) {
    this.#folder = folder;
    this.scope = new Scope();
    this.#mirror = new Mirror(folder, home);
    const paths = Object.fromEntries(notebookModules.map((name) => [name, [`${notebookModule}.d.ts`]]));
    const { rootDirs } = this.#mirror;
    const { note, compilerOptions: own } = projectOptions(folder);
    this.note = note;
    const compilerOptions = { ...own, rootDirs, paths };
    this.#native = new NativeProject(this.#mirror, { compilerOptions, files: ["$cell.ts", "$globals.d.ts"] });
    this.#native.set(this.#path("$globals.d"), globals);
    this.#native.set(this.#path(scopeModule), this.scope.text());
    this.#native.set(this.#path("$cell"), `${checkHeader([])}\n`);
  }

  /** The project, for questions about the cell that was opened last. */
  project(): Promise<Project> {
    return this.#native.current();
  }

  /** Reads a cell; all names of the scope are in its reach when `everything` is asked for. */
  read(code: string, everything = false): CheckedCell {
    return checkedCell(code, this.scope, this.#path("$cell"), everything);
  }

  /** Makes a cell the one that the project is asked about. */
  open(cell: CheckedCell): CheckedCell {
    this.#native.set(this.#path(scopeModule), this.scope.text());
    this.#native.set(cell.file, checkedText(cell));
    return cell;
  }

  /** What is wrong with a cell: its syntax, or else its types, or else the types of the local modules it imports. */
  async diagnose(cell: CheckedCell): Promise<Finding[]> {
    const { syntax } = cell.source;
    if (syntax.length > 0) return [...syntax];
    this.#refresh();
    const { program } = await this.#opened(cell);
    const [syntactic, semantic] = await Promise.all([
      program.getSyntacticDiagnostics(cell.file),
      program.getSemanticDiagnostics(cell.file),
    ]);
    const found = findingsIn(syntactic.length > 0 ? syntactic : semantic, cell);
    this.#missing ||= found.some(({ code }) => code === moduleNotFound);
    return found.length > 0 ? found : this.#inLocalModules(cell);
  }

  /** Makes what the cell declares known to the cells after it; `declarations` are those that came about. */
  commit(checked: CheckedCell, declarations: readonly Declaration[], cell: number): void {
    if (declarations.length === 0) return;
    this.scope.add(checked.source, checked.used, declarations, cell);
    this.#native.set(this.#path(scopeModule), this.scope.text());
  }

  /** Starts over with the same knowledge, after a check was cut off in the middle. */
  restart(): void {
    this.#native.restart();
  }

  /** Ends the native compiler and removes its files. */
  close(): void {
    this.#native.restart();
    this.#mirror.remove();
  }

  #opened(cell: CheckedCell): Promise<Project> {
    this.open(cell);
    return this.project();
  }

  /** Tells the compiler of edited local modules, and of packages that may have been installed. */
  #refresh(): void {
    if (this.#missing) this.#native.invalidate();
    this.#missing = false;
    const edited = [...this.#local].filter(([path, time]) => timeOf(path) !== time).map(([path]) => path);
    for (const path of edited) this.#local.set(path, timeOf(path));
    this.#native.changed(edited);
  }

  /** Errors of the local modules that the cell reaches; those without any are not looked at again until one is edited. */
  async #inLocalModules({ source, used }: CheckedCell): Promise<Finding[]> {
    const own = ts.preProcessFile(source.code).importedFiles.map(({ fileName }) => fileName);
    const earlier = used.flatMap(({ imported }) => (imported ? [moduleOf(imported)] : []));
    const reached = localModules([...own, ...earlier], join(this.#folder, "cell.ts"));
    for (const path of reached) if (!this.#local.has(path)) this.#local.set(path, timeOf(path));
    const modules = reached.filter(isLocalModule);
    const versions = modules.map((path) => `${path} ${this.#local.get(path)}`).join("\n");
    if (this.#sound.has(versions)) return [];
    const { program } = await this.#native.current();
    const found = await Promise.all(
      modules.map(async (path) => [
        ...(await program.getSyntacticDiagnostics(path)),
        ...(await program.getSemanticDiagnostics(path)),
      ]),
    );
    if (found.flat().length === 0) this.#sound.add(versions);
    return found.flat().map((diagnostic) => {
      const path = diagnostic.fileName!;
      const module = { name: relative(this.#folder, path), code: readFileSync(path, "utf8") };
      return { ...findingOf(diagnostic), module };
    });
  }

  #path(name: string): string {
    return join(this.#mirror.folder, `${name}.ts`);
  }
}

function timeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
