import { missing, type Bins } from "./bins.js";
import { bestCut, type Cut, type LeafLimits, type Sums } from "./best-split.js";
import { binStarts, takeOut, histogramOf, type Histogram, type Slopes } from "./histogram.js";
import type { Tree } from "./tree.js";

/** How a tree is grown. */
export interface TreeLimits extends LeafLimits {
  /** Leaves, at most. */
  readonly leaves: number;
  /** What the value of a leaf is multiplied by. */
  readonly rate: number;
}

/** A leaf that may still be divided. */
interface Leaf {
  readonly node: number;
  readonly rows: Int32Array;
  /** Only of a leaf that may be divided. */
  readonly histogram: Histogram | undefined;
  readonly sums: Sums;
  readonly cut: Cut | undefined;
}

/** Lists that grow with the tree. */
type Growing = {
  -readonly [Name in keyof Tree]: Tree[Name] extends readonly (infer Item)[] ? Item[] : never;
};

/**
 * Grows a tree leaf by leaf: of all leaves, the one whose best cut lowers the loss most is divided, until there are enough or
 * no cut helps. A leaf's value is the Newton step −G / (H + λ), times the rate.
 *
 * @param rows the examples it learns from
 * @param columns the columns that it may compare
 */
export function growTree(
  bins: Bins,
  rows: Int32Array,
  columns: Int32Array,
  slopes: Slopes,
  limits: TreeLimits,
): Tree {
  const starts = binStarts(bins, columns);
  const tree: Growing = { column: [], edge: [], left: [], right: [], missingLeft: [], value: [] };
  const leaf = (own: Int32Array, histogram: Histogram | undefined, sums: Sums): Leaf => {
    const node = addLeaf(tree, sums, limits);
    const cut = histogram && bestCut(histogram, starts, columns, sums, limits);
    return { node, rows: own, histogram, sums, cut };
  };
  const counted = (own: Int32Array): Histogram => histogramOf(bins, starts, columns, own, slopes);
  let open = [leaf(rows, counted(rows), sumsOf(rows, slopes))];
  for (let leaves = 1; leaves < limits.leaves; leaves++) {
    const next = open.reduce((best, one) => ((one.cut?.gain ?? 0) > (best.cut?.gain ?? 0) ? one : best));
    const { cut } = next;
    if (cut === undefined) break;
    const [left, right] = divided(next.rows, bins.codes[cut.column]!, cut);
    const isLast = leaves === limits.leaves - 1 || Math.max(left.length, right.length) < 2 * limits.leafRows;
    const smaller = isLast ? undefined : counted(left.length <= right.length ? left : right);
    const larger = smaller && takeOut(smaller, next.histogram!);
    const [ofLeft, ofRight] = left.length <= right.length ? [smaller, larger] : [larger, smaller];
    const halves = [leaf(left, ofLeft, cut.left), leaf(right, ofRight, remainder(next.sums, cut.left))];
    makeBranch(tree, next.node, cut, bins.edges[cut.column]!, halves);
    open = [...open.filter((one) => one !== next), ...halves];
  }
  return tree;
}

function sumsOf(rows: Int32Array, { gradients, curvatures }: Slopes): Sums {
  let [gradient, curvature] = [0, 0];
  for (let place = 0; place < rows.length; place++) {
    gradient += gradients[rows[place]!]!;
    curvature += curvatures[rows[place]!]!;
  }
  return { gradient, curvature, count: rows.length };
}

const remainder = (whole: Sums, part: Sums): Sums => ({
  gradient: whole.gradient - part.gradient,
  curvature: whole.curvature - part.curvature,
  count: whole.count - part.count,
});

function divided(
  rows: Int32Array,
  codes: Uint8Array,
  { bin, missingLeft, left }: Cut,
): [Int32Array, Int32Array] {
  const lower = new Int32Array(left.count);
  const upper = new Int32Array(rows.length - left.count);
  let [below, above] = [0, 0];
  for (let place = 0; place < rows.length; place++) {
    const code = codes[rows[place]!]!;
    if (code === missing ? missingLeft : code <= bin) lower[below++] = rows[place]!;
    else upper[above++] = rows[place]!;
  }
  return [lower, upper];
}

function addLeaf(tree: Growing, { gradient, curvature }: Sums, { penalty, rate }: TreeLimits): number {
  tree.column.push(-1);
  tree.edge.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.missingLeft.push(false);
  return tree.value.push((-rate * gradient) / (curvature + penalty + 1e-12)) - 1;
}

function makeBranch(
  tree: Growing,
  node: number,
  { column, bin, missingLeft }: Cut,
  edges: Float64Array,
  [left, right]: readonly Leaf[],
): void {
  tree.column[node] = column;
  // After the last edge only missing values are on the right.
  tree.edge[node] = edges[bin] ?? Number.MAX_VALUE;
  tree.left[node] = left!.node;
  tree.right[node] = right!.node;
  tree.missingLeft[node] = missingLeft;
}
