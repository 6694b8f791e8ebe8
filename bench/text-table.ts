/**
 * Rows as a table of text: columns as wide as their widest cell, numbers to the right.
 *
 * @param rows the first row is the heading; all have the same number of cells
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ");
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].map((text) => text.trimEnd()).join("\n");
}

function isNumber(cell: string): boolean {
  return /^[\d.]+(×| s| ms| MB)?$/.test(cell);
}
