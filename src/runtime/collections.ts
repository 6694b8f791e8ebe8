/**
 * Sorts items by a key into lists that keep the items' order; keys come in the order of their first item. (Node has
 * `Map.groupBy` from version 21 on.)
 *
 * @example
 * groupBy([1, 2, 3], (n) => n % 2); // Map { 1 => [1, 3], 0 => [2] }
 */
export function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/**
 * How often each item occurs, in the order of first occurrences.
 *
 * @example
 * countsOf(["a", "b", "a"]); // Map { "a" => 2, "b" => 1 }
 */
export function countsOf<Item>(items: Iterable<Item>): Map<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/**
 * The same names with other values.
 *
 * @example
 * mapValues({ a: 1, b: 2 }, (value) => 10 * value); // { a: 10, b: 20 }
 */
export function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}

/** Whether a value of unknown origin is an object with fields, neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Neighbours in a list that have something in common: the items `from`, …, `to` − 1. */
export interface Stretch<Value> {
  readonly of: Value;
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a list where neighbours differ.
 *
 * @example
 * stretches(["a", "a", "b"]); // [{ of: "a", from: 0, to: 2 }, { of: "b", from: 2, to: 3 }]
 */
export function stretches<Value>(items: readonly Value[]): Stretch<Value>[] {
  const starts = [...items.keys()].filter((index) => index === 0 || items[index] !== items[index - 1]);
  return starts.map((from, at) => ({ of: items[from]!, from, to: starts[at + 1] ?? items.length }));
}

/** Those of a list cut into stretches that lie among its first `count` items. */
export function firstStretches<Value>(all: readonly Stretch<Value>[], count: number): Stretch<Value>[] {
  return all.filter(({ from }) => from < count).map((one) => ({ ...one, to: Math.min(one.to, count) }));
}

/**
 * A record with only some of its entries; those it does not have stay missing.
 *
 * @example
 * pick({ a: 1, b: 2 }, ["a"]); // { a: 1 }
 */
export function pick<Source extends object, Name extends keyof Source>(
  source: Source,
  names: readonly Name[],
): Pick<Source, Name> {
  const entries = names.filter((name) => Object.hasOwn(source, name)).map((name) => [name, source[name]]);
  return Object.fromEntries(entries) as Pick<Source, Name>;
}
