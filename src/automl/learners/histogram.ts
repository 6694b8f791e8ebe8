import { missing, type Bins } from "./bins.js";

/** Sums over the examples of a leaf, bin by bin; the bins of column c begin at `starts[c]`, the last one of each is for missing values. */
export interface Histogram {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly counts: Int32Array;
}

/** First and second derivatives of the loss by the score, one per example. */
export interface Slopes {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
}

/** Where the bins of some columns begin, and at the end how many there are; other columns have none. */
export function binStarts({ edges }: Bins, columns: Int32Array): Int32Array {
  const starts = new Int32Array(edges.length + 1);
  for (const column of columns) starts[column + 1] = edges[column]!.length + 2;
  for (let column = 0; column < edges.length; column++) starts[column + 1]! += starts[column]!;
  return starts;
}

/** Sums the slopes of some examples over the bins of some columns. */
export function histogramOf(
  { codes, edges }: Bins,
  starts: Int32Array,
  columns: Int32Array,
  rows: Int32Array,
  slopes: Slopes,
): Histogram {
  const size = starts.at(-1)!;
  const gradients = new Float64Array(size);
  const curvatures = new Float64Array(size);
  const counts = new Int32Array(size);
  for (const column of columns) {
    const own = codes[column]!;
    const start = starts[column]!;
    const last = edges[column]!.length + 1;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      const code = own[row]!;
      const bin = start + (code === missing ? last : code);
      gradients[bin]! += slopes.gradients[row]!;
      curvatures[bin]! += slopes.curvatures[row]!;
      counts[bin]!++;
    }
  }
  return { gradients, curvatures, counts };
}

/** Takes one half of a leaf out of its histogram in place: what stays is the other half's, found without looking at its examples. */
export function takeOut(part: Histogram, whole: Histogram): Histogram {
  for (let bin = 0; bin < whole.counts.length; bin++) {
    whole.gradients[bin]! -= part.gradients[bin]!;
    whole.curvatures[bin]! -= part.curvatures[bin]!;
    whole.counts[bin]! -= part.counts[bin]!;
  }
  return whole;
}
