import { dot } from "./numbers.js";

/** A smooth function at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** Pairs of steps and gradient changes that approximate the curvature. */
const memory = 8;

/**
 * A local minimum of a smooth function in a box: quasi-Newton steps (limited-memory BFGS) among the coordinates that
 * are not held at a bound, shortened until the value falls.
 *
 * @see Nocedal and Wright, "Numerical optimization", 2006, algorithms 3.1 and 7.4; Bertsekas, 1982 (projection)
 */
export function minimize(
  at: (point: Float64Array) => Evaluation,
  start: Float64Array,
  bounds: readonly Bounds[],
  iterations: number,
): { point: Float64Array; value: number } {
  const project = (point: Float64Array): Float64Array =>
    point.map((x, i) => Math.min(bounds[i]!.upper, Math.max(bounds[i]!.lower, x)));
  let point = project(start);
  let here = at(point);
  let pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const free = freeCoordinates(point, here.gradient, bounds);
    const slope = here.gradient.map((g, i) => (free[i]! ? g : 0));
    if (slope.every((value) => Math.abs(value) < 1e-5)) break;
    let direction = descentDirection(slope, pairs).map((d, i) => (free[i]! ? d : 0));
    if (dot(direction, slope) >= 0) [direction, pairs] = [slope.map((g) => -g), []];
    const next = lineSearch(at, project, point, here, direction, pairs.length === 0);
    if (next === undefined) {
      if (pairs.length === 0) break;
      pairs = [];
      continue;
    }
    const step = next.point.map((x, i) => x - point[i]!);
    const change = next.evaluation.gradient.map((g, i) => g - here.gradient[i]!);
    const curvature = dot(step, change);
    if (curvature > 1e-12) pairs = [...pairs.slice(1 - memory), { step, change, curvature }];
    const gain = here.value - next.evaluation.value;
    [point, here] = [next.point, next.evaluation];
    if (gain < 1e-9 * (1 + Math.abs(here.value))) break;
  }
  return { point, value: here.value };
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** Coordinates that are inside their bounds, or that descent would move back inside. */
function freeCoordinates(point: Float64Array, gradient: Float64Array, bounds: readonly Bounds[]): boolean[] {
  return [...point].map((x, i) => {
    const { lower, upper } = bounds[i]!;
    return (x > lower || gradient[i]! < 0) && (x < upper || gradient[i]! > 0);
  });
}

/** −H · gradient, by the two-loop recursion. */
function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  let q = gradient.slice();
  const alphas = pairs.map(() => 0);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, curvature } = pairs[k]!;
    const alpha = (alphas[k] = dot(step, q) / curvature);
    q = q.map((value, i) => value - alpha * change[i]!);
  }
  const last = pairs.at(-1);
  const scale = last === undefined ? 1 : last.curvature / dot(last.change, last.change);
  let r = q.map((value) => value * scale);
  pairs.forEach(({ step, change, curvature }, k) => {
    const beta = dot(change, r) / curvature;
    r = r.map((value, i) => value + step[i]! * (alphas[k]! - beta));
  });
  return r.map((value) => -value);
}

/** Arguments of one call, at most: a longer list is too much for the stack. */
const mostArguments = 1000;

const lengthOf = (vector: Float64Array): number =>
  vector.length <= mostArguments ? Math.hypot(...vector) : Math.sqrt(dot(vector, vector));

/** Halves the step until the value falls enough (Armijo); `undefined` if it never does. */
function lineSearch(
  at: (point: Float64Array) => Evaluation,
  project: (point: Float64Array) => Float64Array,
  point: Float64Array,
  here: Evaluation,
  direction: Float64Array,
  isFirst: boolean,
): { point: Float64Array; evaluation: Evaluation } | undefined {
  let length = isFirst ? Math.min(1, 0.2 / lengthOf(direction)) : 1;
  for (let attempt = 0; attempt < 20; attempt++, length /= 2) {
    const tried = project(point.map((x, i) => x + length * direction[i]!));
    const evaluation = at(tried);
    const expected = here.gradient.reduce((sum, g, i) => sum + g * (tried[i]! - point[i]!), 0);
    if (evaluation.value <= here.value + 1e-4 * expected && expected < 0) return { point: tried, evaluation };
  }
  return undefined;
}
