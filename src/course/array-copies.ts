/**
 * The copying methods of arrays, for TypeScript older than 5.2, whose library does not know them though Node does. Stock
 * tslab brings TypeScript 5.0: with these a chapter means the same there.
 */
declare global {
  interface Array<T> {
    toReversed(): T[];
    toSorted(compareFn?: (a: T, b: T) => number): T[];
    with(index: number, value: T): T[];
  }
  interface ReadonlyArray<T> {
    toReversed(): T[];
    toSorted(compareFn?: (a: T, b: T) => number): T[];
    with(index: number, value: T): T[];
  }
}

export {};
