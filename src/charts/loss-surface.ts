import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { depthRegions, heightLayer, type Region } from "./contour.js";
import { chart } from "./layers/chart.js";
import { assertSome, thinned } from "./layers/columns.js";
import type { Layer } from "./layers/layer.js";
import { line, points } from "./layers/marks.js";
import type { PanelAxis } from "./layers/axes.js";
import { palette } from "./theme.js";
import { counted, numberText } from "./words.js";

/** The rectangle of the plane that is drawn. */
export interface SurfaceDomain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Options for {@link lossSurface}. */
export interface LossSurfaceOptions extends Size {
  readonly title?: string;
  readonly domain: SurfaceDomain;
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** Samples along each side; 64 by default. */
  readonly samples?: number;
}

/** The path of an optimizer: one point per step, the start first. */
export type OptimizerPath = readonly (readonly [number, number])[];

/**
 * A contour map of a loss over two weights, with the paths that optimizers take on it: bluer is lower.
 *
 * Contour lines are spaced evenly in the logarithm of the loss above its minimum, so that the floor of a valley shows as
 * much detail as its walls. A path that leaves the map is drawn up to that point, and the summary says so.
 *
 * @param loss the loss at (x, y)
 * @param paths name → points, the start first
 * @param options the part of the plane that is drawn, titles, and size in pixels
 * @returns the chart; its `summary` says how low each path gets
 * @throws {RangeError} if the domain is empty, a path has no point, or the loss is not finite on the map
 * @example
 * const bowl = (x: number, y: number) => x * x + 4 * y * y;
 * lossSurface(bowl, { "rate 0.1": [[1.5, 1], [1.2, 0.2], [0.96, 0.04]] }, { domain: { x: [-2, 2], y: [-2, 2] } });
 */
export function lossSurface(
  loss: (x: number, y: number) => number,
  paths: Readonly<Record<string, OptimizerPath>>,
  options: LossSurfaceOptions,
): Chart {
  checkOptionNames("call lossSurface", options, [
    "title",
    "domain",
    "xTitle",
    "yTitle",
    "samples",
    "width",
    "height",
  ]);
  const { domain, title = "Loss surface", width = 420, height = 340, samples = 64 } = options;
  assertDomain(domain);
  for (const [name, path] of Object.entries(paths)) assertSome(path, `the path ${name}`);
  const regions = heightRegions(loss, domain, samples, width, height);
  const labels = Object.keys(paths);
  const axis = (side: "x" | "y", name: string): PanelAxis => ({
    title: name,
    domain: domain[side],
    axis: { grid: false },
  });
  return chart([heightLayer(regions, "loss"), ...pathLayers(paths, domain)], {
    title,
    subtitle: "contour lines of the loss, bluer is lower; ring: start, filled: end",
    summary: `${title}: ${pathsText(loss, paths, domain)}.`,
    width,
    height,
    x: axis("x", options.xTitle ?? "First weight"),
    y: { ...axis("y", options.yTitle ?? "Second weight"), cut: false },
    // Path colours skip the surface's blue.
    series: {
      labels,
      title: "path",
      colors: labels.map((_, index) => palette[(index + 1) % palette.length]!),
      room: undefined,
    },
    zoom: false,
  });
}

function assertDomain({ x, y }: SurfaceDomain): void {
  if (x[0] < x[1] && y[0] < y[1]) return;
  throw new RangeError(
    `Cannot draw a surface over x ${x.join(" to ")}, y ${y.join(" to ")}: each range must begin below its end.`,
  );
}

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
    throw new RangeError(
      `Cannot draw a surface with a loss of ${bad}: it must be finite everywhere on the map.`,
    );
  return depthRegions({ columns: samples, rows: samples, values }, 1e-3, width, height);
}

interface PathRow {
  readonly series: string;
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly end: "start" | "end" | "";
}

function pathLayers(paths: Readonly<Record<string, OptimizerPath>>, domain: SurfaceDomain): Layer[] {
  const rows = pathRows(paths, domain);
  if (rows.length === 0) return [];
  const place = { x: "x", y: "y", series: "series" } as const;
  const dots = (end: PathRow["end"], style: object): Layer[] => {
    const some = rows.filter((row) => row.end === end);
    return some.length === 0
      ? []
      : [points(some, { ...place, details: ["step"], style: { size: 90, clip: false, ...style } })];
  };
  const between = dots("", { size: 16 }).map((layer): Layer => ({ ...layer, differ: ["color"] }));
  return [
    line(rows, { ...place, order: "step", dashes: false, style: { strokeWidth: 1.8 }, tooltip: {} }),
    ...between,
    ...dots("start", { filled: false, strokeWidth: 2 }),
    ...dots("end", {}),
  ];
}

function pathRows(paths: Readonly<Record<string, OptimizerPath>>, domain: SurfaceDomain): PathRow[] {
  return Object.entries(paths).flatMap(([series, path]) => {
    const inside = insidePart(path, domain).map(([x, y], step) => ({ series, step, x, y }));
    const end = (step: number): PathRow["end"] =>
      step === 0 ? "start" : step === inside.length - 1 ? "end" : "";
    return thinned(inside, 80).map((point) => ({ ...point, end: end(point.step) }));
  });
}

/** The points up to the first that lies outside the map. */
function insidePart(path: OptimizerPath, { x, y }: SurfaceDomain): OptimizerPath {
  const leaves = path.findIndex(([a, b]) => !(a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1]));
  return leaves < 0 ? path : path.slice(0, leaves);
}

function pathsText(
  loss: (x: number, y: number) => number,
  paths: Readonly<Record<string, OptimizerPath>>,
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
