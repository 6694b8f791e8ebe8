import type { CellSource, Declaration } from "./cell-source.js";
import { importText } from "./imported-name.js";
import { runtimeName } from "../link/emitted.js";
import { applyEdits, type Edit } from "../link/text-edits.js";

/** A declaration and the number of the cell that made it. */
export interface Entry extends Declaration {
  readonly cell: number;
}

interface Namespace {
  readonly text: string;
  /** The cells it takes names from. */
  readonly needs: ReadonlySet<number>;
}

/** The module that brings together what all cells so far have declared. */
export const scopeModule = "$scope";

/** Namespaces kept before those that nothing refers to any more are looked for. */
const many = 100;

/**
 * The names that the cells so far have left behind, the latest declaration of each, and the one module that declares
 * them all for TypeScript: every cell is a namespace in it. One module, because the graph of modules then changes only
 * when a new package is imported, and TypeScript keeps what it knows of everything else.
 */
export class Scope {
  readonly #entries = new Map<string, Entry>();
  readonly #imports = new Map<string, string>();
  #namespaces = new Map<number, Namespace>();

  /** What a cell uses of the cells before it. */
  usedBy(source: CellSource): Entry[] {
    const own = new Set(source.declarations.map(({ name }) => name));
    return [...source.identifiers]
      .filter((name) => !own.has(name))
      .flatMap((name) => this.#entries.get(name) ?? []);
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  /** The cells that something may still refer to. */
  cells(): ReadonlySet<number> {
    return new Set(this.#namespaces.keys());
  }

  remove(name: string): void {
    this.#entries.delete(name);
  }

  /** Adds what a cell has declared. */
  add(source: CellSource, used: readonly Entry[], declarations: readonly Declaration[], cell: number): void {
    for (const declaration of declarations) this.#entries.set(declaration.name, { ...declaration, cell });
    const lines = used.map((entry) => `import ${entry.name} = ${this.#reference(entry)};`);
    // The cell's own imports are names of the namespace too.
    for (const { name, kind, imported } of source.declarations)
      if (kind === "import") lines.push(`import ${name} = $self.${this.#alias(imported!)};`);
    const text = `namespace $${cell} {\n${lines.join(" ")}\n${declarationsOf(source)}\n}`;
    this.#namespaces.set(cell, { text, needs: new Set(used.map((entry) => entry.cell)) });
    if (this.#namespaces.size > many) this.#prune();
  }

  /** The text of the scope module. */
  text(): string {
    const exported = this.all().map((entry) =>
      entry.kind === "import"
        ? `export { ${this.#alias(entry.imported!)} as ${entry.name} };`
        : `export import ${entry.name} = ${this.#reference(entry)};`,
    );
    const aliases = [...this.#imports.values()];
    return [
      ...[...this.#imports].map(([statement, alias]) => statement.replace("$alias", alias)),
      // A namespace can give another name to a member only, so what is imported becomes a member of this very module.
      `import * as $self from "./${scopeModule}";`,
      `export { ${aliases.join(", ")} };`,
      "declare function $await<T>(value: T): Awaited<T>;",
      ...[...this.#namespaces.values()].map(({ text }) => text),
      ...exported,
    ].join("\n");
  }

  #reference({ kind, name, cell, imported, nested }: Entry): string {
    if (kind === "import") return `$self.${this.#alias(imported!)}`;
    return `$${cell}.${nested ? nestedName(name) : name}`;
  }

  #alias(imported: NonNullable<Declaration["imported"]>): string {
    const statement = importText(imported, "$alias");
    const alias = this.#imports.get(statement) ?? `$import${this.#imports.size}`;
    this.#imports.set(statement, alias);
    return alias;
  }

  /** Forgets cells whose every name has been declared again, as by a cell that is run over and over. */
  #prune(): void {
    const reached = new Set<number>();
    const reach = (cell: number): void => {
      if (reached.has(cell)) return;
      reached.add(cell);
      this.#namespaces.get(cell)?.needs.forEach(reach);
    };
    for (const { cell } of this.#entries.values()) reach(cell);
    this.#namespaces = new Map([...this.#namespaces].filter(([cell]) => reached.has(cell)));
  }
}

/** The declarations of a cell as members of a namespace, where `await` is not allowed. */
function declarationsOf({ code, declaring }: CellSource): string {
  return declaring
    .map(({ names, from, heading, end, awaits }) => {
      const edits: Edit[] = heading ? [{ at: heading.start, to: heading.end, text: "export " }] : [];
      for (const each of awaits) {
        edits.push({ at: each.start, to: each.operand, text: "$await(" });
        edits.push({ at: each.end, text: ")" });
      }
      const inner = names.filter(({ nested }) => nested).map(({ name }) => name);
      const exported = inner.map((name) => `export let ${nestedName(name)} = ${name};`);
      return `${applyEdits(code, edits, from, end)}\n${exported.join(" ")}`;
    })
    .join("\n");
}

/** A `var` inside a statement cannot be exported by a namespace; a variable beside it, of the same type, can. */
function nestedName(name: string): string {
  return `$nested_${name}`;
}

/** The line that gives a cell, while it is checked, the names it uses. */
export function checkHeader(entries: readonly Entry[]): string {
  return `import { ${entries.map(importedAs).join(", ")} } from "./${scopeModule}"; ${assignableNames(entries)}`;
}

/** How a cell imports a name while it is checked. */
export function importedAs({ name, kind }: Entry): string {
  return kind === "variable" ? `${name} as ${earlier(name)}` : name;
}

/** The name of an earlier cell's variable, beside its declaration for this one. */
function earlier(name: string): string {
  return `$earlier_${name}`;
}

/** An import cannot be assigned; a `let` of an earlier cell can, so it is declared again with its type. */
export function assignableNames(entries: readonly Entry[]): string {
  return entries
    .filter(({ kind }) => kind === "variable")
    .map(({ name }) => `declare let ${name}: typeof ${earlier(name)};`)
    .join(" ");
}

/**
 * The line that gives a cell, while it runs, the names it uses: TypeScript turns every use of an exported variable
 * into a property of `exports`, which all cells share.
 */
export function runHeader(entries: readonly Entry[]): string {
  const values = entries.filter(({ kind }) => kind === "variable" || kind === "constant");
  const declared =
    values.length > 0
      ? `export declare let ${values.map(({ name }) => `${runtimeName(name)}: any`).join(", ")};`
      : "";
  const imports = entries.flatMap(({ name, imported }) =>
    imported ? [importText(imported, runtimeName(name))] : [],
  );
  return `${declared}${imports.join("")}`;
}

/** A type or a message as the reader knows it: without the names that cells have in the module of all cells. */
export function withoutOurNames(text: string): string {
  return text
    .replace(/import\("[^"]*\$(?:scope|cell)(?:\.ts)?"\)\./g, "")
    .replace(/(?<![\w$])(?:\$\d+|\$self)\./g, "")
    .replace(/\$(?:earlier|nested)_(?=[\p{L}_$])/gu, "");
}
