/**
 * The copying methods of arrays, for TypeScript older than 5.2, whose library lacks them although Node has them. Stock
 * tslab uses TypeScript 5.0: with these declarations a chapter also compiles there.
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
