import { contours } from "d3-contour";
import { extentOf } from "../runtime/extent.js";
import type { Layer } from "./layers/layer.js";
import { custom } from "./layers/rules.js";
import { ink, palette } from "./theme.js";

/** Numbers on a regular grid: `values[row * columns + column]`, row 0 at the smallest y. */
export interface Field {
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

/** A shape to fill, in pixels of a panel, as GeoJSON geometry. */
export interface Region {
  readonly type: "Feature";
  readonly properties: Readonly<Record<string, string | number>>;
  readonly geometry: {
    readonly type: "MultiPolygon";
    readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
  };
}

/**
 * The regions of a panel where a field is at least `threshold`, by marching squares with linear interpolation.
 *
 * The outermost samples lie on the panel's edges. Pixels count from the upper left corner, as on a screen.
 *
 * @see Lorensen and Cline, "Marching cubes: a high resolution 3D surface construction algorithm", 1987
 */
export function regionAbove(
  field: Field,
  threshold: number,
  width: number,
  height: number,
  properties: Region["properties"],
): Region {
  const { columns, rows } = field;
  const { coordinates } = contours()
    .size([columns, rows])
    .smooth(true)
    .contour([...field.values], threshold);
  // d3-contour puts sample i at i + 0.5 and closes shapes half a cell outside; here both ends are moved to the edge.
  const across = (x: number): number => tenth((clamp(x - 0.5, columns - 1) / (columns - 1)) * width);
  const down = (y: number): number => tenth((1 - clamp(y - 0.5, rows - 1) / (rows - 1)) * height);
  const placed = coordinates.map((polygon) =>
    polygon.map((ring) => ring.map(([x, y]) => [across(x!), down(y!)] as const)),
  );
  return { type: "Feature", properties, geometry: { type: "MultiPolygon", coordinates: placed } };
}

const heights = 10;

/**
 * Nested regions around the lowest value of a field, their outlines evenly spaced in the logarithm of the height above it.
 *
 * @param floor the height, as a share of the whole, below which nothing is told apart
 */
export function depthRegions(field: Field, floor: number, width: number, height: number): Region[] {
  const [low, high] = extentOf(field.values);
  const least = (high - low) * floor || 1;
  const values = field.values.map((value) => -Math.log(value - low + least));
  const [deepest, flattest] = [-Math.log(least), -Math.log(high - low + least)];
  return Array.from({ length: heights }, (_, index) => {
    const threshold = flattest + ((deepest - flattest) * (index + 0.5)) / heights;
    const level = Number((Math.exp(-threshold) - least + low).toPrecision(3));
    return regionAbove({ ...field, values }, threshold, width, height, { level });
  });
}

/** The projection that leaves pixels where they are. */
export const pixelProjection = { type: "identity", scale: 1, translate: [0, 0] };

/** Nested regions around a minimum or an optimum: each adds a little blue to those around it, on any background. */
export function heightLayer(regions: readonly Region[], title: string): Layer {
  const look = { fill: palette[0], fillOpacity: 0.085, stroke: ink, strokeOpacity: 0.35, strokeWidth: 0.7 };
  return custom({
    data: { values: regions },
    projection: pixelProjection,
    mark: { type: "geoshape", ...look },
    encoding: { tooltip: { field: "properties.level", type: "quantitative", title } },
  });
}

function clamp(value: number, high: number): number {
  return Math.max(0, Math.min(high, value));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
