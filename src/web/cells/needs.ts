import ts from "typescript";
import { readCell, type CellSource } from "../../kernel/compiler/cell-source.js";

/** What a cell makes and uses, by name. */
export interface CellNames {
  readonly declares: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  /** Names of other cells whose values it changes: `rows.push(…)`, `rate = 1`, `table[3] = 1`. */
  readonly changes: ReadonlySet<string>;
}

const changing = new Set(["add", "clear", "copyWithin", "delete", "fill", "pop", "push", "reverse", "set", "shift", "sort", "splice", "unshift"]); // prettier-ignore

/** The names of a cell. */
export function namesOf(code: string): CellNames {
  const source = readCell(code);
  return {
    declares: new Set(source.declarations.map(({ name }) => name)),
    uses: source.identifiers,
    changes: changedNames(source),
  };
}

function changedNames({ file }: CellSource): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const place = changedPlace(node);
    const name = place && rootOf(place);
    if (name !== undefined) found.add(name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What a node changes, if it changes anything. */
function changedPlace(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) ? node.left : undefined;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator)
      ? node.operand
      : undefined;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return changing.has(node.expression.name.text) ? node.expression.expression : undefined;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** The name at the beginning of `rows[3].losses`. */
function rootOf(place: ts.Expression): string | undefined {
  if (ts.isIdentifier(place)) return place.text;
  const isPart = ts.isPropertyAccessExpression(place) || ts.isElementAccessExpression(place) || ts.isNonNullExpression(place); // prettier-ignore
  return isPart ? rootOf(place.expression) : undefined;
}

/**
 * The cells that must have run before one can, in order: those that declare what it uses, those that change a value which these
 * declare, and so on from each of them.
 *
 * A cell that uses a name whose cell changes something counts as changing it, too: it may call the function that does.
 *
 * @param cells of a notebook in order @param wanted place of the cell
 */
export function neededBy(cells: readonly CellNames[], wanted: number): number[] {
  const declaring = (name: string, before: number): number =>
    cells.findLastIndex((cell, place) => place < before && cell.declares.has(name));
  const changes = cells.map((cell, place) => {
    const all = new Set(cell.changes);
    for (const name of cell.uses)
      for (const each of cells[declaring(name, place)]?.changes ?? []) all.add(each);
    return all;
  });
  const needed = new Set<number>();
  const need = (place: number): void => {
    for (const name of cells[place]!.uses) {
      const maker = declaring(name, place);
      if (maker < 0) continue;
      const later = cells.flatMap((_, each) =>
        each > maker && each < place && changes[each]!.has(name) ? [each] : [],
      );
      for (const each of [maker, ...later]) {
        if (needed.has(each)) continue;
        needed.add(each);
        need(each);
      }
    }
  };
  need(wanted);
  return [...needed].sort((a, b) => a - b);
}
