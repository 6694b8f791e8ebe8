import type { CellSource, Declaration } from "./cell-source.js";

/** A declaration and the number of the cell that made it. */
export interface Entry extends Declaration {
  readonly cell: number;
}

/** The module that brings together what all cells so far have declared. */
export const scopeModule = "$scope";

/** The name of the module a cell becomes for the ones after it. */
export function cellModule(cell: number): string {
  return `$cell${cell}`;
}

/** The names that the cells so far have left behind, the latest declaration of each. */
export class Scope {
  readonly #entries = new Map<string, Entry>();

  add(declarations: readonly Declaration[], cell: number): void {
    for (const declaration of declarations) this.#entries.set(declaration.name, { ...declaration, cell });
  }

  remove(name: string): void {
    this.#entries.delete(name);
  }

  /** What a cell uses of the cells before it. */
  usedBy(source: CellSource): Entry[] {
    const own = new Set(source.declarations.map(({ name }) => name));
    return [...source.identifiers]
      .filter((name) => !own.has(name))
      .flatMap((name) => this.#entries.get(name) ?? []);
  }

  /** All entries: what a reader may be about to type. */
  all(): Entry[] {
    return [...this.#entries.values()];
  }

  /** The text of the scope module. */
  text(): string {
    const lines = [...this.#entries.values()].map((entry) =>
      entry.kind === "import"
        ? `${entry.importText!} export { ${entry.name} };`
        : `export { ${entry.name} } from "./${cellModule(entry.cell)}";`,
    );
    return ["export {};", ...lines].join("\n");
  }
}

/**
 * The line that gives a cell, while it is checked, the names it uses. All of them come from the one scope module, so
 * the graph of modules stays as it is from cell to cell and TypeScript keeps what it knows.
 */
export function checkHeader(entries: readonly Entry[]): string {
  const names = entries.map(({ name, kind }) => (kind === "variable" ? `${name} as $${name}` : name));
  return `import { ${names.join(", ")} } from "./${scopeModule}"; ${assignables(entries)}`;
}

/** The same for a cell that has become part of the scope: straight from the cells that declared the names. */
export function committedHeader(entries: readonly Entry[]): string {
  const imports = entries.map(({ name, kind, cell, importText }) => {
    if (kind === "import") return importText!;
    return `import { ${kind === "variable" ? `${name} as $${name}` : name} } from "./${cellModule(cell)}";`;
  });
  return `${imports.join(" ")} ${assignables(entries)}`;
}

/** An import cannot be assigned; a `let` of an earlier cell can, so it is declared again with its type. */
function assignables(entries: readonly Entry[]): string {
  return entries
    .filter(({ kind }) => kind === "variable")
    .map(({ name }) => `declare let ${name}: typeof $${name};`)
    .join(" ");
}

/**
 * The line that gives a cell, while it runs, the names it uses: TypeScript turns every use of an exported variable
 * into a property of `exports`, which all cells share.
 */
export function runHeader(entries: readonly Entry[]): string {
  const values = entries.filter(({ kind }) => kind === "variable" || kind === "constant");
  const declared =
    values.length > 0 ? `export declare let ${values.map(({ name }) => `${name}: any`).join(", ")};` : "";
  const imports = entries.flatMap(({ kind, importText }) => (kind === "import" ? [importText!] : []));
  return `${declared}${imports.join("")}`;
}
