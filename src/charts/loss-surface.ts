import { axisOf, quantitative } from "./axis.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, legendPick, pickedOpacity, type Size } from "./compose.js";
import { heightLayer, regionAbove, type Region } from "./contour.js";
import { assertSome, thinned } from "./rows.js";
import { seriesColor, seriesShape } from "./series.js";
import { palette } from "./theme.js";
import { counted, numberText } from "./words.js";

/** The rectangle of the plane that is drawn. */
export interface SurfaceDomain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** What can be chosen about {@link lossSurface}. */
export interface LossSurfaceOptions extends Size {
  readonly title?: string;
  readonly domain: SurfaceDomain;
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Samples along each side; 64 unless told otherwise. */
  readonly samples?: number;
}

/** The way of an optimizer: one point per step, the start first. */
export type Path = readonly (readonly [number, number])[];

/**
 * A loss over two weights as a map of height lines, with the paths that optimizers take on it: bluer is lower.
 *
 * Height lines are spaced evenly in the logarithm of the loss above its minimum, so that the floor of a valley shows as
 * much as its walls. A path that leaves the map is drawn to where it leaves, and the summary says so.
 *
 * @param loss the loss at (x, y)
 * @param paths name → points, the start first
 * @throws {RangeError} if the domain is empty, a path has no point, or the loss is not finite on the map
 * @example
 * lossSurface(quadratic, { "0.1": path }, { domain: { x: [-2, 2], y: [-2, 2] } });
 */
export function lossSurface(
  loss: (x: number, y: number) => number,
  paths: Readonly<Record<string, Path>>,
  options: LossSurfaceOptions,
): Chart {
  const { domain } = options;
  assertDomain(domain);
  for (const [name, path] of Object.entries(paths)) assertSome(path, `the path ${name}`);
  const [width, height] = [options.width ?? 420, options.height ?? 340];
  const regions = heightRegions(loss, domain, options.samples ?? 64, width, height);
  const title = options.title ?? "Loss surface";
  const caption = {
    title,
    subtitle: "height lines of the loss, bluer is lower; ring: start, filled: end",
    summary: `${title}: ${pathsText(loss, paths, domain)}.`,
  };
  const view = { width, height, resolve: { scale: { x: "shared", y: "shared" } } };
  return compose(caption, { ...view, layer: [heightLayer(regions, "loss"), ...pathLayers(paths, options)] });
}

function assertDomain({ x, y }: SurfaceDomain): void {
  if (x[0] < x[1] && y[0] < y[1]) return;
  throw new RangeError(
    `Cannot draw a surface over x ${x.join(" to ")}, y ${y.join(" to ")}: each range must begin below its end.`,
  );
}

const heights = 10;

function heightRegions(
  loss: (x: number, y: number) => number,
  { x, y }: SurfaceDomain,
  samples: number,
  width: number,
  height: number,
): Region[] {
  const at = ([low, high]: readonly [number, number], index: number): number =>
    low + ((high - low) * index) / (samples - 1);
  const values = Array.from({ length: samples ** 2 }, (_, index) =>
    loss(at(x, index % samples), at(y, Math.floor(index / samples))),
  );
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined)
    throw new RangeError(`Cannot draw a surface with a loss of ${bad}: it must be finite on the map.`);
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const floor = (high - low) * 1e-3 || 1;
  const depth = values.map((value) => -Math.log(value - low + floor));
  const [deepest, flattest] = [-Math.log(floor), -Math.log(high - low + floor)];
  const field = { columns: samples, rows: samples, values: depth };
  return Array.from({ length: heights }, (_, index) => {
    const threshold = flattest + ((deepest - flattest) * (index + 0.5)) / heights;
    const level = Number((Math.exp(-threshold) - floor + low).toPrecision(3));
    return regionAbove(field, threshold, width, height, { level });
  });
}

function pathLayers(paths: Readonly<Record<string, Path>>, options: LossSurfaceOptions): VegaLiteSpec[] {
  const labels = Object.keys(paths);
  const data = { values: pathRows(paths, options.domain) };
  // Path colours start after the surface's blue.
  const range = labels.map((_, index) => palette[(index + 1) % palette.length]);
  const color = { ...seriesColor(labels), scale: { domain: labels, range } };
  const base = { ...weightAxes(options), color, opacity: pickedOpacity(1) };
  const tooltip = ["series", "step", "x", "y"].map((field) => ({ field }));
  const ends = { ...base, shape: seriesShape(labels), tooltip };
  const only = (end: string): VegaLiteSpec => ({ data, transform: [{ filter: `datum.end == '${end}'` }] });
  const point = { type: "point", filled: true, size: 90 };
  const line = { ...base, order: { field: "step", type: "quantitative" } };
  return [
    { data, params: [legendPick("series")], mark: { type: "line", strokeWidth: 1.8 }, encoding: line },
    { ...only(""), mark: { ...point, size: 16 }, encoding: { ...base, tooltip } },
    { ...only("start"), mark: { ...point, filled: false, strokeWidth: 2 }, encoding: ends },
    { ...only("end"), mark: point, encoding: ends },
  ];
}

function pathRows(paths: Readonly<Record<string, Path>>, domain: SurfaceDomain): object[] {
  return Object.entries(paths).flatMap(([series, path]) => {
    const points = insidePart(path, domain).map(([x, y], step) => ({ series, step, x: tidy(x), y: tidy(y) }));
    const end = (step: number): string => (step === 0 ? "start" : step === points.length - 1 ? "end" : "");
    return thinned(points, 80).map((point) => ({ ...point, end: end(point.step) }));
  });
}

function weightAxes({ domain, xTitle, yTitle }: LossSurfaceOptions): VegaLiteSpec {
  const axis = (field: "x" | "y", title: string): VegaLiteSpec => ({
    ...quantitative(axisOf({ field, title, domain: domain[field] })),
    axis: { tickCount: 6, grid: false },
  });
  return { x: axis("x", xTitle ?? "First weight"), y: axis("y", yTitle ?? "Second weight") };
}

/** The points up to the first that lies outside the map. */
function insidePart(path: Path, { x, y }: SurfaceDomain): Path {
  const leaves = path.findIndex(([a, b]) => !(a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1]));
  return leaves < 0 ? path : path.slice(0, leaves);
}

function tidy(value: number): number {
  return Number(value.toPrecision(4));
}

function pathsText(
  loss: (x: number, y: number) => number,
  paths: Readonly<Record<string, Path>>,
  domain: SurfaceDomain,
): string {
  const parts = Object.entries(paths).map(([name, path]) => {
    const inside = insidePart(path, domain).length;
    const left = inside < path.length ? `, leaves the map after ${counted(inside, "point")}` : "";
    const value = (point: readonly [number, number]): string => numberText(loss(point[0], point[1]));
    return `${name}: loss from ${value(path[0]!)} to ${value(path.at(-1)!)} in ${counted(path.length - 1, "step")}${left}`;
  });
  return parts.length > 0 ? parts.join("; ") : "no path is drawn";
}
