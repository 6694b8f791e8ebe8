/** Inputs as small whole numbers, one list per column: what trees compare. */
export interface Bins {
  readonly count: number;
  /** For each column the upper edges of its bins but for the last one, ascending. */
  readonly edges: readonly Float64Array[];
  /** For each column the bin of every example: the number of edges below its value; `missing` where it has none. */
  readonly codes: readonly Uint8Array[];
}

/** The code of a missing value. */
export const missing = 255;

/** Edges of a column, at most: 255 bins, as in scikit-learn. */
const mostEdges = 254;

/** Values from which the edges are found, at most; the examples are in random order. */
const mostSeen = 200_000;

/**
 * Sorts the values of every column into at most 255 bins: one per distinct value where there are few, else equally full ones.
 *
 * @param inputs examples × width, flat; NaN is a missing value
 * @see Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", 2017
 */
export function binned(inputs: Float32Array, width: number): Bins {
  const count = inputs.length / width;
  const columns = Array.from({ length: width }, (_, column) => columnOf(inputs, width, column));
  const edges = columns.map((values) => edgesOf(values));
  return { count, edges, codes: columns.map((values, column) => codesOf(values, edges[column]!)) };
}

function columnOf(inputs: Float32Array, width: number, column: number): Float32Array {
  const values = new Float32Array(inputs.length / width);
  for (let example = 0; example < values.length; example++)
    values[example] = inputs[example * width + column]!;
  return values;
}

function edgesOf(values: Float32Array): Float64Array {
  const known = values
    .subarray(0, mostSeen)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const different = known.filter((value, at) => at === 0 || value !== known[at - 1]);
  if (different.length <= mostEdges + 1)
    return Float64Array.from({ length: Math.max(0, different.length - 1) }, (_, at) => middle(different, at));
  const quantiles = Float64Array.from({ length: mostEdges }, (_, at) => {
    const place = ((at + 1) / (mostEdges + 1)) * (known.length - 1);
    return (known[Math.floor(place)]! + known[Math.ceil(place)]!) / 2;
  });
  return quantiles.filter((edge, at) => at === 0 || edge !== quantiles[at - 1]);
}

const middle = (values: Float32Array, at: number): number => (values[at]! + values[at + 1]!) / 2;

function codesOf(values: Float32Array, edges: Float64Array): Uint8Array {
  const codes = new Uint8Array(values.length);
  for (let example = 0; example < values.length; example++) codes[example] = codeOf(values[example]!, edges);
  return codes;
}

/** By bisection: the first edge that is not below the value. */
function codeOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return missing;
  let [low, high] = [0, edges.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if (edges[half]! < value) low = half + 1;
    else high = half;
  }
  return low;
}
