/** A regression tree as lists of equal length, one entry per node, the root first; plain data. */
export interface Tree {
  /** The column that a node compares; −1 for a leaf. */
  readonly column: readonly number[];
  /** Examples whose value is at most this go left. */
  readonly edge: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Whether examples without a value go left. */
  readonly missingLeft: readonly boolean[];
  /** What a leaf adds. */
  readonly value: readonly number[];
}

/** Adds to one score of every example what a tree says about it. */
export function addTree(
  { column, edge, left, right, missingLeft, value }: Tree,
  inputs: Float32Array,
  width: number,
  scores: Float64Array,
  place: { readonly score: number; readonly of: number },
): void {
  for (let example = 0, at = place.score; at < scores.length; example++, at += place.of) {
    let node = 0;
    while (column[node]! >= 0) {
      const x = inputs[example * width + column[node]!]!;
      const goesLeft = Number.isNaN(x) ? missingLeft[node]! : x <= edge[node]!;
      node = goesLeft ? left[node]! : right[node]!;
    }
    scores[at]! += value[node]!;
  }
}
