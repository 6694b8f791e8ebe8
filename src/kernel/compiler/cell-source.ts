import ts from "typescript";

/** How later cells may use a name: a type vanishes at run time, only a variable may be assigned. */
export type Kind = "variable" | "constant" | "type" | "import";

/** A name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  readonly kind: Kind;
  /** For an import: the statement that imports this name alone. */
  readonly importText?: string;
}

/** What is known of a cell from its syntax alone. */
export interface CellSource {
  readonly code: string;
  readonly declarations: readonly Declaration[];
  /** Every identifier that occurs in the cell. */
  readonly identifiers: ReadonlySet<string>;
  /** The modules it imports statically. */
  readonly imported: readonly string[];
  /** Where a top-level declaration lacks the word `export`. */
  readonly exportable: readonly number[];
  /** The range of the last statement's expression, where it is one. */
  readonly lastExpression?: { readonly start: number; readonly end: number };
}

/** Reads a cell's top level. */
export function readCell(code: string): CellSource {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  const declarations: Declaration[] = [];
  const exportable: number[] = [];
  const imported: string[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      imported.push((statement.moduleSpecifier as ts.StringLiteral).text);
      declarations.push(...importedNames(statement, file));
      continue;
    }
    const names = declaredNames(statement);
    declarations.push(...names);
    if (names.length > 0 && !hasExport(statement)) exportable.push(statement.getStart(file));
  }
  const last = file.statements.at(-1);
  return {
    code,
    declarations,
    identifiers: identifiersOf(file),
    imported,
    exportable,
    ...(last &&
      ts.isExpressionStatement(last) && {
        lastExpression: { start: last.expression.getStart(file), end: last.expression.end },
      }),
  };
}

function identifiersOf(file: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function hasExport(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function isAmbient(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function declaredNames(statement: ts.Statement): Declaration[] {
  if (isAmbient(statement)) return [];
  if (ts.isVariableStatement(statement)) {
    const { declarations, flags } = statement.declarationList;
    const kind = flags & ts.NodeFlags.Const ? "constant" : "variable";
    return declarations.flatMap(({ name }) => boundNames(name)).map((name) => ({ name, kind }));
  }
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [{ name: statement.name.text, kind: "type" }];
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  if (!named || statement.name === undefined || !ts.isIdentifier(statement.name)) return [];
  return [{ name: statement.name.text, kind: "constant" }];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** One statement per imported name, so that a later cell imports only what it uses. */
function importedNames(statement: ts.ImportDeclaration, file: ts.SourceFile): Declaration[] {
  const clause = statement.importClause;
  if (clause === undefined) return [];
  const word = clause.phaseModifier === ts.SyntaxKind.TypeKeyword ? "import type" : "import";
  const attributes = statement.attributes === undefined ? "" : ` ${statement.attributes.getText(file)}`;
  const from = ` from ${statement.moduleSpecifier.getText(file)}${attributes};`;
  const declare = (name: string, what: string): Declaration => ({
    name,
    kind: "import",
    importText: `${word} ${what}${from}`,
  });
  const found: Declaration[] = [];
  if (clause.name !== undefined) found.push(declare(clause.name.text, clause.name.text));
  const bindings = clause.namedBindings;
  if (bindings !== undefined && ts.isNamespaceImport(bindings))
    found.push(declare(bindings.name.text, `* as ${bindings.name.text}`));
  if (bindings !== undefined && ts.isNamedImports(bindings))
    for (const element of bindings.elements)
      found.push(declare(element.name.text, `{ ${element.getText(file)} }`));
  return found;
}
