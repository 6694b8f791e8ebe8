import type { TableData } from "./data-source.js";
import { uselessColumns } from "./encoder/useless-columns.js";
import type { Cell } from "./table/column-type.js";
import { withoutCodes } from "./table/missing-codes.js";
import { farTargets, withoutRareClasses } from "./table/odd-targets.js";
import { oneSpelling } from "./table/spellings.js";
import { checkColumn, readTable, rowsAt, type Column, type Table } from "./table/table.js";

/** A table divided into inputs and target, without rows that have no target and without useless columns. */
export interface TableParts {
  readonly inputs: Table;
  readonly target: Column;
  /** The columns to learn from, including those left out as useless: the order of cells in a row given as a list. */
  readonly names: readonly string[];
  /** Rows left out because their target is missing. */
  readonly rowsLeftOut: number;
  readonly notes: readonly string[];
}

const fewestRows = 3;

/**
 * Reads a table and divides it.
 *
 * @throws {RangeError} if the target is not a column or cannot be predicted, or no column is left to learn from
 */
export function tableParts(data: TableData): TableParts {
  const { frame, target, ignore = [], keep = [], prepare = false } = data;
  const read = readTable(frame, {
    ...data,
    literal: !prepare,
    ignore: ignore.filter((name) => name !== target),
  });
  const kinds = data.columns ?? {};
  const whole = prepare ? withoutCodes(oneSpelling(read, kinds), kinds) : read;
  const names = whole.columns.map(({ name }) => name);
  checkColumn("predict", target, names);
  if (ignore.includes(target))
    throw new RangeError(`Cannot predict column "${target}" and ignore it: take it out of ignore.`);
  for (const name of keep) checkColumn("keep", name, names);
  const known = prepare ? rowsWith(whole, target) : whole;
  const targetOf = ({ columns }: Table): Column => columns.find(({ name }) => name === target)!;
  checkTarget(targetOf(known), whole.rows);
  const { table, notes: odd } =
    prepare && data.task !== "regression" && data.classNames === undefined
      ? withoutRareClasses(known, targetOf(known))
      : { table: known, notes: [] };
  const column = targetOf(table);
  if (prepare && table.rows < fewestRows)
    throw new RangeError(
      `Cannot learn from this table: ${table.rows} of its ${whole.rows} rows have a value of "${target}"; there must be at least ${fewestRows}, ` +
        "one each for training, validation and test.",
    );
  const features = { ...table, columns: table.columns.filter(({ name }) => name !== target) };
  const { inputs, notes } = prepare ? usefulColumns(features, column, keep) : { inputs: features, notes: [] };
  const rowsLeftOut = whole.rows - known.rows;
  return {
    inputs,
    target: column,
    names: features.columns.map(({ name }) => name),
    rowsLeftOut,
    notes: [
      ...whole.notes,
      ...(rowsLeftOut > 0
        ? [
            `${rowsLeftOut} ${rowsLeftOut === 1 ? "row was left out, because its" : "rows were left out, because their"} "${target}" is missing.`,
          ]
        : []),
      ...odd,
      ...(prepare && data.targetScale === undefined ? farTargets(column) : []),
      ...notes,
    ],
  };
}

function rowsWith(table: Table, target: string): Table {
  const { cells } = table.columns.find(({ name }) => name === target)!;
  if (!cells.includes(null)) return table;
  const known = [...cells.keys()].filter((row) => cells[row] !== null);
  return rowsAt(table, known);
}

function usefulColumns(
  table: Table,
  target: Column,
  keep: readonly string[],
): { inputs: Table; notes: readonly string[] } {
  const useless = uselessColumns(table, target, keep);
  const columns = table.columns.filter(({ name }) => !useless.some((one) => one.name === name));
  const reasons = useless.map(({ name, why }) => `column "${name}" was left out, because ${why}`);
  if (columns.length === 0)
    throw new RangeError(
      `Cannot learn from this table: besides the target "${target.name}" it has no column to learn from. ` +
        `${reasons.map((reason) => `${capital(reason)}. `).join("")}Use keep: [...] to keep a column anyway.`,
    );
  return { inputs: { ...table, columns }, notes: reasons.map((reason) => `${capital(reason)}.`) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function checkTarget({ name, type, cells }: Column, allRows: number): void {
  const known = cells.filter((cell) => cell !== null);
  if (known.length === 0)
    throw new RangeError(
      `Cannot predict column "${name}": all of its ${allRows} cells are empty. Choose another target.`,
    );
  if (type.kind === "date")
    throw new RangeError(
      `Cannot predict column "${name}": it holds dates, and a network predicts classes or numbers. Convert it to a number first, such as ` +
        "the days until then.",
    );
  const different = new Set<Cell>(known);
  if (different.size === 1 && known.length > 1)
    throw new RangeError(
      `Cannot predict column "${name}": all ${known.length} rows hold ${JSON.stringify(known[0])}, so there is nothing to learn; ` +
        "there must be at least 2 different values. Add rows with other values, or choose another target.",
    );
  if (type.kind === "words" && known.length >= 20 && 2 * different.size > known.length)
    throw new RangeError(
      `Cannot predict column "${name}": it holds ${different.size} different words in ${known.length} rows, for example ` +
        `${JSON.stringify(known[0])}; classes must repeat. Choose another target.`,
    );
}
