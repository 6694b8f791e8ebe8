import ts from "typescript";
import type { RuntimeQuestion } from "../link/runtime-question.js";
import type { CheckedCell } from "./checked-cell.js";
import { runtimeName } from "../link/emitted.js";

/** What stands before the dot at a place, so that the members of its value can be offered. */
export function receiverAt(cell: CheckedCell, place: number): RuntimeQuestion | undefined {
  const access = deepest(
    cell.source.file,
    (node) => ts.isPropertyAccessExpression(node) && node.name.getStart() === place,
  );
  return access && questionOf(cell, (access as ts.PropertyAccessExpression).expression);
}

/** The variable or the path of members (`settings.rate`) that ends at a place within its last name. */
export function pathAt(cell: CheckedCell, place: number): RuntimeQuestion | undefined {
  const name = deepest(
    cell.source.file,
    (node) => ts.isIdentifier(node) && node.getStart() <= place && place <= node.end,
  );
  if (name === undefined) return undefined;
  const { parent } = name;
  const path = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
  const isDeclared = path === name && "name" in parent && parent.name === name;
  return isPath(path) && !isDeclared ? questionOf(cell, path as ts.Expression) : undefined;
}

function isPath(node: ts.Node): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isPath(node.expression));
}

/** The names of this very cell have no values yet. */
function questionOf({ source, used }: CheckedCell, expression: ts.Expression): RuntimeQuestion | undefined {
  const own = new Set(source.declarations.map(({ name }) => name));
  const names: string[] = [];
  const withoutValue: string[] = [];
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && !isMember) {
      const entry = used.find(({ name }) => name === node.text);
      if (own.has(node.text) || entry?.kind === "import") withoutValue.push(node.text);
      else if (entry !== undefined) names.push(runtimeName(node.text));
    }
    ts.forEachChild(node, visit);
  };
  visit(expression);
  return withoutValue.length === 0
    ? { expression: expression.getText(), names: [...new Set(names)] }
    : undefined;
}

function deepest(root: ts.Node, wanted: (node: ts.Node) => boolean): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (wanted(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}
