import { columnValues } from "../../data/arrays/encode-table.js";
import type { Table } from "../../data/files/table.js";
import { isEmptyCell } from "./table-of.js";

/** Rows below this are too few to train on some, choose by others and judge by the rest. */
const fewestRows = 20;

/**
 * The rows of a table that have a value in every cell.
 *
 * @throws {RangeError} if a column is empty from top to bottom, more than half of the rows would be lost, or fewer than 20 are left;
 *   the message says which columns are to blame
 */
export function completeRows(table: Table): Table {
  const empty = table.columns.map((name, column) => ({
    name,
    missing: columnValues(table, column).filter(isEmptyCell).length,
  }));
  const rows = table.values.length;
  const blank = empty.find(({ missing }) => missing === rows && rows > 0);
  if (blank)
    throw new RangeError(
      `Cannot use column "${blank.name}": all of its ${rows} cells are empty. Leave it out, ignore: ["${blank.name}"].`,
    );
  const values = table.values.filter((row) => !row.some(isEmptyCell));
  const worst = [...empty]
    .sort((a, b) => b.missing - a.missing)
    .flatMap(({ name, missing }) => (missing > 0 ? [`"${name}" (${missing})`] : []));
  if (2 * values.length < rows)
    throw new RangeError(
      `Cannot use this table: only ${values.length} of its ${rows} rows have a value in every cell, it must be half of them. ` +
        `Columns with empty cells are ${worst.slice(0, 5).join(", ")}: leave some out with ignore: [...], or fill them in first.`,
    );
  if (values.length < fewestRows)
    throw new RangeError(
      `Cannot tune on ${values.length} rows${values.length < rows ? ` (of ${rows}, the others have empty cells)` : ""}: ` +
        `there must be at least ${fewestRows}, for some are to train on, some to choose by and some to judge by.`,
    );
  return { columns: table.columns, values };
}
