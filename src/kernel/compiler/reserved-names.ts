import ts from "typescript";
import { reservedNames } from "../link/emitted.js";
import type { Edit } from "../link/text-edits.js";

/** Gives the reader's own `exports` and `require` other names. */
export function renameReserved(file: ts.SourceFile, prefix: string): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && reservedNames.has(node.text)) edits.push(...renamed(node, file, prefix));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

function renamed(node: ts.Identifier, file: ts.SourceFile, prefix: string): Edit[] {
  const at = node.getStart(file);
  const { parent } = node;
  const whole = { at, text: prefix };
  if (ts.isShorthandPropertyAssignment(parent)) return [{ at, text: `${node.text}: ${prefix}` }];
  if (ts.isBindingElement(parent))
    return parent.propertyName === node
      ? []
      : [
          parent.propertyName === undefined &&
          ts.isObjectBindingPattern(parent.parent) &&
          !parent.dotDotDotToken
            ? { at, text: `${node.text}: ${prefix}` }
            : whole,
        ];
  if (ts.isImportSpecifier(parent))
    return parent.propertyName === undefined
      ? [{ at, text: `${node.text} as ${prefix}` }]
      : parent.name === node
        ? [whole]
        : [];
  if (ts.isExportSpecifier(parent)) return [];
  const isMember =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isQualifiedName(parent) ||
    ((ts.isClassElement(parent) ||
      ts.isTypeElement(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isAccessor(parent) ||
      ts.isEnumMember(parent)) &&
      parent.name === node);
  return isMember ? [] : [whole];
}
