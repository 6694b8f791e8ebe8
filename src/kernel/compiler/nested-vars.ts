import ts from "typescript";
import type { Edit } from "../link/text-edits.js";

/** The `var`s of a statement's blocks and loops: names of the whole cell. */
export interface NestedVars {
  readonly names: readonly string[];
  /** What makes assignments of their declarations, so that the name itself can live with those of all cells. */
  readonly edits: readonly Edit[];
}

/** The names that a pattern binds. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** Finds the `var`s inside a statement that is not a declaration of variables itself. */
export function nestedVars(statement: ts.Statement, file: ts.SourceFile): NestedVars {
  const names: string[] = [];
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
      names.push(...node.declarations.flatMap(({ name }) => boundNames(name)));
      edits.push(...asAssignments(node, file));
    }
    ts.forEachChild(node, visit);
  };
  if (!ts.isVariableStatement(statement)) visit(statement);
  return { names, edits };
}

/** `var a: number = 1, b` as `a = 1, b`; a pattern gets the brackets that an assignment to one needs. */
function asAssignments(list: ts.VariableDeclarationList, file: ts.SourceFile): Edit[] {
  const start = list.getStart(file);
  const hasPattern = list.declarations.some(({ name }) => !ts.isIdentifier(name));
  const isHead = ts.isForInStatement(list.parent) || ts.isForOfStatement(list.parent);
  const opened = hasPattern && !isHead;
  // After a line without a semicolon, a bracket alone would be taken for a call.
  const edits: Edit[] = [
    { at: start, to: list.declarations[0]!.getStart(file), text: opened ? "void (" : "" },
  ];
  for (const { name, type, exclamationToken } of list.declarations) {
    const from = exclamationToken?.getStart(file) ?? name.end;
    if (type !== undefined) edits.push({ at: from, to: type.end, text: "" });
  }
  return opened ? [...edits, { at: list.end, text: ")" }] : edits;
}
