import ts from "typescript";
import { importedNames, type ImportedName } from "./imported-name.js";
import { boundNames, nestedVars } from "./nested-vars.js";
import type { Edit } from "../link/text-edits.js";

/** How later cells may use a name: a type vanishes at run time, only a variable may be assigned. */
export type Kind = "variable" | "constant" | "type" | "import";

/** A name that a cell declares at its top level. */
export interface Declaration {
  readonly name: string;
  readonly kind: Kind;
  /** For an import: what is imported. */
  readonly imported?: ImportedName;
  /** For a `var` inside a block or a loop. */
  readonly nested?: boolean;
}

/** A statement that declares something other than an import. */
export interface DeclaringStatement {
  readonly names: readonly Declaration[];
  /** Where its documentation begins, or else the statement itself. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  /** Where `export` or `export default` stands, or belongs; nothing where only something inside it declares. */
  readonly heading?: { readonly start: number; readonly end: number };
  /** What makes assignments of the `var`s inside it. */
  readonly nested: readonly Edit[];
  /** Where variables end that are given no value. */
  readonly empty: readonly number[];
  /** The top-level `await` expressions in it. */
  readonly awaits: readonly { readonly start: number; readonly operand: number; readonly end: number }[];
}

/** What is known of a cell from its syntax alone. */
export interface CellSource {
  readonly code: string;
  /** Its tree; one character further from `object` on, where there is such an object. */
  readonly file: ts.SourceFile;
  /** Where the object begins that is the cell's last expression and looks like a block. */
  readonly object?: number;
  readonly declarations: readonly Declaration[];
  /** The names that the cell itself exports under their own name. */
  readonly exported: ReadonlySet<string>;
  /** Where `export { a, b }` stands: the names are known to the cells after it anyway. */
  readonly ownExports: readonly { readonly start: number; readonly end: number }[];
  readonly declaring: readonly DeclaringStatement[];
  /** Every identifier that occurs in the cell. */
  readonly identifiers: ReadonlySet<string>;
  /** The range of the last statement's expression, where it is one. */
  readonly lastExpression?: { readonly start: number; readonly end: number };
  /** The packages it imports at its top. */
  readonly packages: readonly string[];
  /** Where each import of values ends, and the module it names. */
  readonly imports: readonly { readonly end: number; readonly from: string }[];
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
  const written = parse(code);
  const object = objectAtEnd(written, code);
  // An object is read as one, though it begins like a block.
  const file = object === undefined ? written : parse(`${code.slice(0, object)}(${code.slice(object)}\n)`);
  const declaring = file.statements.flatMap((statement) => declaringStatement(statement, file));
  const imports = file.statements.filter(ts.isImportDeclaration);
  const last = file.statements.at(-1);
  return {
    code,
    file,
    ...(object !== undefined && { object }),
    declarations: [
      ...imports.flatMap((statement) => importedNames(statement, file)).map(importOf),
      ...declaring.flatMap(({ names }) => names),
    ],
    declaring,
    exported: exportedNames(file),
    ownExports: file.statements
      .filter((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined)
      .map((statement) => ({ start: statement.getStart(file), end: statement.end })),
    identifiers: identifiersOf(file),
    packages: imports.flatMap(({ moduleSpecifier }) => packageOf(moduleSpecifier)),
    imports: imports.flatMap(valueImport),
    syntax: syntaxErrors(file),
    ...(last &&
      ts.isExpressionStatement(last) && {
        lastExpression: {
          start: object ?? last.expression.getStart(file),
          end: object === undefined ? last.expression.end : code.trimEnd().length,
        },
      }),
  };
}

/** Where a place of the code is in its tree. */
export function inTree({ object = Infinity }: CellSource, at: number): number {
  return at >= object ? at + 1 : at;
}

/** Any code as TypeScript's own tree. */
export function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

/** Where the cell's last statement begins, if it is an object that was taken for a block: `{ a: 1, b: 2 }`. */
function objectAtEnd(file: ts.SourceFile, code: string): number | undefined {
  const isObject = (statement: ts.Statement): boolean => {
    if (!ts.isBlock(statement)) return false;
    const text = code.slice(statement.getStart(file));
    if (!text.trimEnd().endsWith("}")) return false;
    const [only, more] = parse(`(${text}\n)`).statements;
    if (only === undefined || more !== undefined || syntaxErrors(only.getSourceFile()).length > 0)
      return false;
    const inner = ts.isExpressionStatement(only) ? only.expression : undefined;
    const object = inner !== undefined && ts.isParenthesizedExpression(inner) ? inner.expression : undefined;
    return object !== undefined && ts.isObjectLiteralExpression(object) && object.properties.length > 0;
  };
  return file.statements.find(isObject)?.getStart(file);
}

function importOf(imported: ImportedName): Declaration {
  return { name: imported.local, kind: "import", imported };
}

function declaringStatement(statement: ts.Statement, file: ts.SourceFile): DeclaringStatement[] {
  if (ts.isImportDeclaration(statement)) return [];
  const nested = nestedVars(statement, file);
  const own = declaredNames(statement);
  const names = [
    ...own,
    ...nested.names.map((name): Declaration => ({ name, kind: "variable", nested: true })),
  ];
  if (names.length === 0) return [];
  const start = statement.getStart(file);
  return [
    {
      names,
      nested: nested.edits,
      from: statement.getStart(file, true),
      start,
      end: statement.end,
      ...(own.length > 0 && { heading: headingOf(statement, file) }),
      empty: ts.isVariableStatement(statement)
        ? statement.declarationList.declarations
            .filter(({ initializer }) => initializer === undefined)
            .map(({ end }) => end)
        : [],
      awaits: awaitsOf(statement, file),
    },
  ];
}

/** What stands before a declaration: `export`, `export default` or nothing. */
function headingOf(statement: ts.Statement, file: ts.SourceFile): { start: number; end: number } {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const exporting = modifiers.filter(
    ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
  );
  if (exporting.length === 0) {
    const first = modifiers[0] ?? statement;
    return { start: first.getStart(file), end: first.getStart(file) };
  }
  return { start: exporting[0]!.getStart(file), end: exporting.at(-1)!.end };
}

/** The names that the cell itself exports under their own name. */
function exportedNames(file: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  for (const statement of file.statements) {
    const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
    if (hasModifier(statement, ts.SyntaxKind.ExportKeyword) && !isDefault)
      for (const { name } of declaredNames(statement)) found.add(name);
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue;
    if (ts.isNamedExports(statement.exportClause))
      for (const { name } of statement.exportClause.elements) found.add(name.text);
  }
  return found;
}

function valueImport({
  end,
  importClause,
  moduleSpecifier,
}: ts.ImportDeclaration): CellSource["imports"][number][] {
  const isOfValues = importClause !== undefined && importClause.phaseModifier !== ts.SyntaxKind.TypeKeyword;
  return isOfValues && ts.isStringLiteral(moduleSpecifier) ? [{ end, from: moduleSpecifier.text }] : [];
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
export function exportsOf({ declarations, exported }: CellSource): string {
  const names = declarations
    .filter(({ kind, name }) => kind !== "import" && !exported.has(name))
    .map(({ name }) => name);
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
