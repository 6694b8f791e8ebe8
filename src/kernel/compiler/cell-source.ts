import ts from "typescript";
import { importedNames, type ImportedName } from "./imported-name.js";
import { needsNoTypes } from "./plain.js";

/** How later cells may use a name: a type vanishes at run time, only a variable may be assigned. */
export type Kind = "variable" | "constant" | "type" | "import";

/** A name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  readonly kind: Kind;
  /** For an import: what is imported. */
  readonly imported?: ImportedName;
}

/** A statement that declares something other than an import. */
export interface DeclaringStatement {
  /** Where its documentation begins, or else the statement itself. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly exported: boolean;
  /** The top-level `await` expressions in it. */
  readonly awaits: readonly { readonly start: number; readonly operand: number; readonly end: number }[];
}

/** What is known of a cell from its syntax alone. */
export interface CellSource {
  readonly code: string;
  readonly declarations: readonly Declaration[];
  readonly declaring: readonly DeclaringStatement[];
  /** Every identifier that occurs in the cell. */
  readonly identifiers: ReadonlySet<string>;
  /** The range of the last statement's expression, where it is one. */
  readonly lastExpression?: { readonly start: number; readonly end: number };
  /** Whether a type check could find nothing, unless `console` is a name of the reader's. */
  readonly plain: boolean;
  /** The packages it imports at its top. */
  readonly packages: readonly string[];
  /** What is wrong with its syntax. */
  readonly syntax: readonly SyntaxError[];
}

/** A place where the syntax is wrong. */
export interface SyntaxError {
  readonly start: number;
  readonly length: number;
  readonly code: number;
  readonly text: string;
}

/** Reads a cell's top level. */
export function readCell(code: string): CellSource {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const declarations: Declaration[] = [];
  const declaring: DeclaringStatement[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      for (const imported of importedNames(statement, file))
        declarations.push({ name: imported.local, kind: "import", imported });
      continue;
    }
    const names = declaredNames(statement);
    if (names.length === 0) continue;
    declarations.push(...names);
    declaring.push({
      from: statement.getStart(file, true),
      start: statement.getStart(file),
      end: statement.end,
      exported: hasModifier(statement, ts.SyntaxKind.ExportKeyword),
      awaits: awaitsOf(statement, file),
    });
  }
  const last = file.statements.at(-1);
  return {
    code,
    declarations,
    declaring,
    identifiers: identifiersOf(file),
    plain: needsNoTypes(file),
    packages: file.statements.flatMap((statement) =>
      ts.isImportDeclaration(statement) ? packageOf(statement.moduleSpecifier) : [],
    ),
    syntax: syntaxErrors(file),
    ...(last &&
      ts.isExpressionStatement(last) && {
        lastExpression: { start: last.expression.getStart(file), end: last.expression.end },
      }),
  };
}

function packageOf(specifier: ts.Expression): string[] {
  const isPackage = ts.isStringLiteral(specifier) && /^[@\w]/.test(specifier.text);
  return isPackage ? [specifier.text] : [];
}

/** TypeScript keeps these with the file, though its published types do not say so. */
function syntaxErrors(file: ts.SourceFile): SyntaxError[] {
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ start, length, code, messageText }) => ({
    start,
    length,
    code,
    text: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}

/** The line that makes a module of a cell, and what it declares its exports. */
export function exportsOf({ declarations }: CellSource): string {
  const names = declarations.filter(({ kind }) => kind !== "import").map(({ name }) => name);
  return `\nexport { ${[...new Set(names)].join(", ")} };`;
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

function awaitsOf(statement: ts.Statement, file: ts.SourceFile): DeclaringStatement["awaits"] {
  const found: DeclaringStatement["awaits"][number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isAwaitExpression(node))
      found.push({ start: node.getStart(file), operand: node.expression.getStart(file), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

function hasModifier(statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some((modifier) => modifier.kind === kind);
}

function declaredNames(statement: ts.Statement): Declaration[] {
  if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return [];
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
