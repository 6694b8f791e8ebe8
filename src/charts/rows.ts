/** A row of data: column → value. */
export type Row = Readonly<Record<string, unknown>>;

/** The number in a column; NaN if it holds none. */
export function numberAt(row: Row, field: string): number {
  const value = row[field];
  return typeof value === "number" ? value : Number.NaN;
}

/** The text of a column. */
export function textAt(row: Row, field: string): string {
  const value = row[field];
  return typeof value === "string" ? value : JSON.stringify(value ?? "none");
}

/** At most `count` of the items, evenly picked, first and last among them. */
export function thinned<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => items[Math.round(index * step)]!);
}

/** Refuses to draw nothing. */
export function assertSome(items: { readonly length: number }, what: string): void {
  if (items.length === 0)
    throw new RangeError(`Cannot draw ${what}: there is no data. Pass at least one row.`);
}
