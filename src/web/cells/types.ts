import ts from "typescript";
import type { Project } from "typescript-native/unstable/async";
import { readCell } from "../../kernel/compiler/cell-source.js";
import { cellOptions } from "../../kernel/compiler/cell-options.js";
import { checkedCell, checkedText, findingsIn, type CheckedCell, type Diagnostic, type Finding } from "../../kernel/compiler/checked-cell.js"; // prettier-ignore
import { complete } from "../../kernel/compiler/completion.js";
import { toPoints, toUnits } from "../../kernel/compiler/positions.js";
import { Scope, scopeModule } from "../../kernel/compiler/scope.js";
import type { Declarations } from "./declarations.js";
import type { CompletionItem, CompletionItems, CompletionRequest } from "./messages.js";
import { pageGlobals } from "./page-globals.js";

const options: ts.CompilerOptions = {
  ...cellOptions,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: [],
};

/** Names of a list that get a signature: all members of the hyperparameters, but not all of TensorFlow.js. */
const described = 100;

const globalsFile = "/globals.d.ts";

/**
 * The types of the cells of a page, by TypeScript's own language service. A cell knows the names of all cells above it, whether or
 * not they have run.
 */
export class Types {
  readonly #files: Map<string, string>;
  readonly #modules: ReadonlyMap<string, string>;
  readonly #versions = new Map<string, number>();
  readonly #service: ts.LanguageService;
  /** The files of the cells that were asked about. */
  readonly #opened = new Set<string>();

  constructor({ files, modules }: Declarations) {
    this.#files = new Map([...Object.entries(files), [globalsFile, pageGlobals]]);
    this.#modules = new Map(Object.entries(modules));
    this.#service = ts.createLanguageService(this.#host());
  }

  /** What is wrong with the types of some cells, by their places; nothing for those that are right. */
  check(cells: readonly string[], places: readonly number[]): Map<number, Finding[]> {
    // All of them before the first question: TypeScript then reads the library once.
    const checked = places.map((place) => [place, this.#open(cells, place)] as const);
    const found = checked.map(([place, cell]) => {
      const diagnostics = this.#service.getSemanticDiagnostics(cell.file).map(asNative);
      return [place, findingsIn(diagnostics, cell)] as const;
    });
    return new Map(found.filter(([, findings]) => findings.length > 0));
  }

  /** What may stand at a place of a cell. */
  async complete({ cells, place, cursor }: Omit<CompletionRequest, "question">): Promise<CompletionItems> {
    const code = cells[place]!;
    const scope = scopeAbove(cells, place);
    const file = fileOf(place);
    this.#set(scopeOf(place), scope.text());
    const asked = {
      scope,
      read: (code: string, everything = false) => checkedCell(code, scope, file, everything),
      open: (cell: CheckedCell) => this.#show(cell),
      project: () => Promise.resolve(projectOf(this.#service, file)),
    };
    const found = await complete(asked, code, toPoints(code, cursor), { described, documented: true });
    return {
      from: toUnits(code, found.cursor_start),
      to: toUnits(code, found.cursor_end),
      items: found.metadata["_jupyter_types_experimental"] as CompletionItem[],
    };
  }

  #open(cells: readonly string[], place: number): CheckedCell {
    const scope = scopeAbove(cells, place);
    this.#set(scopeOf(place), scope.text());
    return this.#show(checkedCell(cells[place]!, scope, fileOf(place)));
  }

  #show(cell: CheckedCell): CheckedCell {
    this.#set(cell.file, checkedText(cell));
    this.#opened.add(cell.file);
    return cell;
  }

  #set(path: string, text: string): void {
    if (this.#files.get(path) === text) return;
    this.#files.set(path, text);
    this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1);
  }

  #host(): ts.LanguageServiceHost {
    const has = (path: string): boolean => this.#files.has(path);
    return {
      getCompilationSettings: () => options,
      getCurrentDirectory: () => "/",
      getDefaultLibFileName: () => "/lib/lib.es2023.d.ts",
      getScriptFileNames: () => [globalsFile, ...this.#opened],
      getScriptVersion: (path) => String(this.#versions.get(path) ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#files.get(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      fileExists: has,
      readFile: (path) => this.#files.get(path),
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => {
          const file = text.startsWith(".") ? beside(from, text).find(has) : this.#modules.get(text);
          return { resolvedModule: file === undefined ? file : { resolvedFileName: file, extension: extensionOf(file) } }; // prettier-ignore
        }),
    };
  }
}

const fileOf = (place: number): string => `/cells/${place}/$cell.ts`;
const scopeOf = (place: number): string => `/cells/${place}/${scopeModule}.ts`;
const extensionOf = (file: string): ts.Extension => (file.endsWith(".d.ts") ? ts.Extension.Dts : ts.Extension.Ts); // prettier-ignore

/** Where a relative import may lead. */
function beside(from: string, name: string): string[] {
  const path = new URL(name.replace(/\.js$/, ""), `file://${from}`).pathname;
  return [`${path}.d.ts`, `${path}.ts`, `${path}/index.d.ts`];
}

/** The names of the cells above one; those that are no TypeScript have none. */
function scopeAbove(cells: readonly string[], place: number): Scope {
  const scope = new Scope();
  for (const [index, code] of cells.slice(0, place).entries()) {
    const source = readCell(code);
    if (source.syntax.length > 0) continue;
    scope.add(source, scope.usedBy(source), source.declarations, index);
  }
  return scope;
}

/** A diagnostic as the native compiler tells it. */
function asNative({ start = 0, length = 0, code, category, messageText }: ts.Diagnostic): Diagnostic {
  const told = (message: ts.DiagnosticMessageChain): Diagnostic => ({
    pos: start,
    end: start + length,
    code: message.code,
    category: message.category,
    text: message.messageText,
    messageChain: message.next?.map(told),
  });
  return told(typeof messageText === "string" ? { messageText, code, category } : messageText);
}

/** The language server's numbers for kinds, by TypeScript's words. */
const kinds: Readonly<Record<string, number>> = {
  [ts.ScriptElementKind.memberFunctionElement]: 2,
  [ts.ScriptElementKind.functionElement]: 3,
  [ts.ScriptElementKind.memberVariableElement]: 5,
  [ts.ScriptElementKind.memberGetAccessorElement]: 5,
  [ts.ScriptElementKind.letElement]: 6,
  [ts.ScriptElementKind.variableElement]: 6,
  [ts.ScriptElementKind.classElement]: 7,
  [ts.ScriptElementKind.interfaceElement]: 8,
  [ts.ScriptElementKind.moduleElement]: 9,
  [ts.ScriptElementKind.enumElement]: 13,
  [ts.ScriptElementKind.keyword]: 14,
  [ts.ScriptElementKind.enumMemberElement]: 20,
  [ts.ScriptElementKind.constElement]: 21,
  [ts.ScriptElementKind.typeParameterElement]: 25,
};

/** The part of TypeScript's checker that has no public types. */
interface Resolving {
  resolveName(name: string, location: ts.Node, meaning: ts.SymbolFlags, excludeGlobals: boolean): ts.Symbol | undefined; // prettier-ignore
}

/** The language service in the form of the native compiler, as far as completion asks it. */
function projectOf(service: ts.LanguageService, file: string): Project {
  const program = service.getProgram()!;
  const types = program.getTypeChecker();
  const checker = {
    ...types,
    getCompletionsAtPosition: (path: string, position: number) => {
      const given = { includeSymbol: true } as ts.GetCompletionsAtPositionOptions;
      const found = service.getCompletionsAtPosition(path, position, given);
      return found && { entries: found.entries.map((entry) => ({ ...entry, kind: kinds[entry.kind] ?? 0 })) };
    },
    resolveName: (name: string, meaning: ts.SymbolFlags, { position }: { readonly position: number }) => {
      const place = innermost(program.getSourceFile(file)!, position);
      return (types as unknown as Resolving).resolveName(name, place, meaning, false);
    },
    getDocumentationCommentOfSymbol: (symbol: ts.Symbol) =>
      ts.displayPartsToString(symbol.getDocumentationComment(types)),
    getJsDocTagsOfSymbol: () => [],
  };
  return { checker } as unknown as Project;
}

function innermost(node: ts.Node, position: number): ts.Node {
  const inner = ts.forEachChild(node, (each) => (each.pos <= position && position <= each.end ? each : undefined)); // prettier-ignore
  return inner ? innermost(inner, position) : node;
}
