import { countsOf } from "../../runtime/collections.js";
import { extentOf } from "../../runtime/extent.js";
import type { Cell } from "../table/column-type.js";
import type { Column, Table } from "../table/table.js";

/** A column that is left out, and the reason, as the end of a sentence. */
export interface Useless {
  readonly name: string;
  readonly why: string;
}

/** With fewer rows than this, it is unknown whether words repeat. */
const enoughRows = 20;

/**
 * The columns that carry no information: empty and constant ones, copies of the target or of an earlier column, and those
 * that number or name the rows.
 *
 * @param table the inputs, without rows that have no target
 * @param keep columns that stay in any case
 */
export function uselessColumns(table: Table, target: Column, keep: readonly string[]): Useless[] {
  const useless: Useless[] = [];
  const kept: Column[] = [];
  for (const column of table.columns) {
    const why = keep.includes(column.name) ? undefined : reason(column, target, kept);
    if (why === undefined) kept.push(column);
    else useless.push({ name: column.name, why });
  }
  return useless;
}

function reason(column: Column, target: Column, earlier: readonly Column[]): string | undefined {
  const { cells } = column;
  const known = cells.filter((cell) => cell !== null);
  if (known.length === 0) return "it is empty";
  const different = new Set(known);
  if (different.size === 1 && known.length === cells.length)
    return `it holds ${shown(known[0]!)} in every row`;
  if (copies(column, target)) return `it has the same information as the target "${target.name}"`;
  const twin = earlier.find((other) => same(other.cells, cells));
  if (twin) return `it is a copy of column "${twin.name}"`;
  return namesRows(column, known, different.size);
}

const shown = (cell: Cell): string => (typeof cell === "string" ? JSON.stringify(cell) : String(cell));

const same = (a: readonly Cell[], b: readonly Cell[]): boolean => a.every((cell, row) => cell === b[row]);

/** Numbers equal to the target's, or words that stand for its classes one for one. */
function copies({ cells }: Column, target: Column): boolean {
  if (same(cells, target.cells)) return true;
  if (target.type.kind === "number" && new Set(target.cells).size > cells.length / 4) return false;
  const [there, back] = [new Map<Cell, Cell>(), new Map<Cell, Cell>()];
  return cells.every((cell, row) => {
    const wanted = target.cells[row] ?? null;
    if (cell === null || wanted === null) return false;
    if (!there.has(cell)) there.set(cell, wanted);
    if (!back.has(wanted)) back.set(wanted, cell);
    return there.get(cell) === wanted && back.get(wanted) === cell;
  });
}

/** Usual names of a column that numbers or names the rows. */
const idName = /^(?:column \d+|unnamed.*|#|nr|no|index|row|(?:.*[\s_.-])?(?:id|uuid|guid|key))$/i;

function namesRows(
  { name, type, cells }: Column,
  known: readonly Cell[],
  different: number,
): string | undefined {
  if (known.length < enoughRows) return undefined;
  if (type.kind === "words")
    return 10 * different > 9 * known.length
      ? `its ${different} words identify the ${known.length} rows and hardly repeat`
      : unrepeated(known, different);
  const isCounter = cells.every((cell, row) => cell === Number(cells[0]) + row);
  const isId =
    different === cells.length && cells.every((cell) => Number.isInteger(cell)) && idName.test(name);
  if (type.kind === "number" && (isId || (isCounter && idName.test(name)))) return "it numbers the rows";
  return undefined;
}

/** Words none of which occurs often enough to learn from. */
function unrepeated(known: readonly Cell[], different: number): string | undefined {
  return extentOf(countsOf(known).values())[1] < 3 && different > 2
    ? `its ${different} words occur too rarely to learn from`
    : undefined;
}
