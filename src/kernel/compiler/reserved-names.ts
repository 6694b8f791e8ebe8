import ts from "typescript";
import type { Edit } from "../link/text-edits.js";

/** What TypeScript itself writes into CommonJS: a name of the reader's that is the same would be taken for it. */
const reserved = new Set(["exports", "require"]);

/** A beginning for names of our own that occurs nowhere in the code. */
export function freePrefix(code: string): string {
  let prefix = "$k_";
  while (code.includes(prefix)) prefix += "_";
  return prefix;
}

/** The name under which one of the reader's lives at run time. */
export function runtimeName(name: string, prefix = "$k_"): string {
  return reserved.has(name) ? prefix + name : name;
}

/** Gives the reader's own `exports` and `require` other names. */
export function renameReserved(file: ts.SourceFile, prefix: string): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && reserved.has(node.text)) edits.push(...renamed(node, file, prefix));
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
