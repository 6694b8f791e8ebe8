import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { VegaLiteSpec } from "../chart.js";
import { legendPick, pickedOpacity, zoom, type Size } from "../compose.js";
import { extentOf, roundingWithin } from "../../runtime/extent.js";
import { onFrame, upToFrame } from "../frames.js";
import { robustLimit } from "../limit.js";
import { seriesLooks, type SeriesOptions } from "../series.js";
import { channelFor, column, expressible, standingOf, titleFor, type PanelAxis } from "./axes.js";
import { assertSome, type Row } from "./columns.js";
import type { Layers } from "./layer.js";
import { notesOf } from "./notes.js";
import { readLayer, type Reading, type Standing } from "./read.js";

/** Options for a panel: its axes, its size, its series. */
export interface PanelOptions extends Size {
  readonly x?: PanelAxis;
  readonly y?: PanelAxis;
  readonly series?: SeriesOptions;
  /** Whether a click in the legend highlights a series; it does by default. */
  readonly picks?: boolean;
  /** Whether Shift + wheel zooms; it does by default, where both axes hold numbers. */
  readonly zoom?: boolean;
}

/** The names of {@link PanelOptions}. */
export const panelOptionNames = ["x", "y", "series", "picks", "zoom", "width", "height"];

const axisNames = [...["title", "unit", "scale", "domain", "zero", "room", "cut", "free", "axis", "channel"]];
const seriesNames = ["labels", "title", "colors", "shapes", "room", "legend"];

/** A panel as Vega-Lite draws it, and what there is to say about it. */
export interface Panel {
  readonly view: VegaLiteSpec;
  readonly readings: readonly Reading[];
  /** What was left out or cut off. */
  readonly notes: readonly string[];
  readonly titles: { readonly x: string; readonly y: string };
}

/** Where several panels share one legend selection, the first defines it. */
export type Picking = "define" | "use";

/** Reads the layers, fits the axes to all of them, and writes one Vega-Lite view. */
export function panelOf(layers: Layers, options: PanelOptions, picking: Picking = "define"): Panel {
  for (const side of ["x", "y"] as const)
    if (options[side]) checkOptionNames(`choose the axis ${side} of a chart`, options[side], axisNames);
  if (options.series) checkOptionNames("choose the series of a chart", options.series, seriesNames);
  const picks = options.picks ?? true;
  const all = layers.flat();
  assertSome(all, "a chart");
  const standing = { x: standingOf(all, "x", options.x), y: standingOf(all, "y", options.y) };
  const readings = all.map((layer) => readLayer(layer, standing));
  const cut = options.y?.cut ?? all.some(({ kind }) => kind === "line");
  const limit = cut
    ? robustLimit(heights(readings), standing.y === "log" ? "log" : "linear").limit
    : Infinity;
  const titles = { x: titleFor(all, "x", options.x), y: titleFor(all, "y", options.y) };
  const drawn = rowsDrawn(readings, standing, limit);
  const channels = {
    x: channelFor("x", standing.x, options.x ?? {}, all, drawn),
    y: channelFor("y", standing.y, options.y ?? {}, all, drawn),
  };
  const series = seriesLooks(labelsOf(readings), { room: options.width, ...options.series });
  const zooms = (options.zoom ?? true) && standing.x !== "categories" && standing.y !== "categories";
  const holder = all.find(({ kind }) => kind === "line" || kind === "points" || kind === "bars");
  const units = all.map((layer, index) => {
    if (layer.unit) return layer.unit;
    const pick = picks && series.labels.length > 1 && picking === "define" ? [legendPick("series")] : [];
    const shared = layer === holder ? [...pick, ...(zooms ? [zoom] : [])] : [];
    const params = [...shared, ...(layer.params ?? [])];
    return {
      ...(layer.frame === undefined ? {} : { transform: layer.stays ? upToFrame : onFrame }),
      ...(params.length > 0 ? { params } : {}),
      mark: layer.mark,
      encoding: encodingOf(readings[index]!, channels, series, picks),
    };
  });
  return { view: withData(units, drawn), readings, notes: notesOf(readings, limit), titles };
}

/** The series of all layers, in the order in which they appear. */
export const labelsOf = (readings: readonly Reading[]): string[] => [
  ...new Set(
    readings.flatMap(({ layer, usable }) =>
      (layer.differ ?? []).includes("color") ? usable.map((row) => String(row["series"])) : [],
    ),
  ),
];

/** The values that a limit is computed from: those of lines, points and bands, not of rules. */
const heights = (readings: readonly Reading[]): number[] =>
  column(
    readings.filter(({ layer }) => layer.kind !== "rules").map(({ usable }) => usable),
    ["y", "y2"],
  );

const isPlace = new Set(["x", "x2", "y", "y2"]);

/** The rows as they are written: cut off at the limit, rounded to visible precision. A rule stands where it says. */
function rowsDrawn(
  readings: readonly Reading[],
  standing: { readonly x: Standing; readonly y: Standing },
  limit: number,
): Row[][] {
  const lists = readings.map(({ shown }) => shown);
  const rounding = (side: "x" | "y"): ((value: number) => number) => {
    const [low, high] = extentOf(column(lists, [side, `${side}2`]));
    return roundingWithin(standing[side] === "linear" ? [low, Math.min(high, limit)] : [0, 1]);
  };
  const round = { x: rounding("x"), y: rounding("y") };
  const drawn = (name: string, value: unknown, most: number): unknown => {
    if (typeof value !== "number" || !isPlace.has(name)) return value;
    if (name.startsWith("x")) return round.x(value);
    return Number.isNaN(value) ? null : round.y(Math.min(value, most));
  };
  return readings.map(({ layer, shown }) =>
    shown.map((row) => {
      const most = layer.kind === "rules" ? Infinity : limit;
      const written: Record<string, unknown> = {};
      for (const name of Object.keys(row)) written[name] = drawn(name, row[name], most);
      return written;
    }),
  );
}

function encodingOf(
  { layer, tips }: Reading,
  channels: { readonly x: VegaLiteSpec; readonly y: VegaLiteSpec },
  series: ReturnType<typeof seriesLooks>,
  picks: boolean,
): VegaLiteSpec {
  // The Vega-Lite of JupyterLab (5.6) stacks areas by series by default, along y, or along x where y is logarithmic.
  const stack = layer.kind === "band" || layer.kind === "area" ? { stack: null } : {};
  const place = (name: "x" | "y"): VegaLiteSpec =>
    layer[name] === undefined ? {} : { [name]: { field: name, ...channels[name], ...stack } };
  const end = (name: "x2" | "y2"): VegaLiteSpec =>
    layer[name] === undefined ? {} : { [name]: { field: name } };
  const differ = (layer.differ ?? []).filter(
    (look) => look !== "xOffset" || channels.x["type"] === "ordinal",
  );
  const several = series.labels.length > 1;
  const looks = Object.fromEntries(
    differ.filter((look) => several || look === "color").map((look) => [look, series[look]]),
  );
  const isPicked = picks && several && differ.length > 0;
  const given = layer.opacity ?? 1;
  const alone = typeof given === "number" ? { value: given } : given;
  const opacity = isPicked
    ? { opacity: pickedOpacity(given) }
    : layer.opacity === undefined
      ? {}
      : { opacity: alone };
  const usual = [
    ...(several && "series" in layer && differ.length > 0 ? [{ field: "series", title: series.title }] : []),
    ...(["x", "y"] as const).flatMap((name) => (layer[name] === undefined ? [] : [{ field: name, title: channels[name]["title"] }])), // prettier-ignore
  ];
  const tooltip = (layer.tips === undefined ? [...usual, ...tips] : tips).map(({ field, title }) => ({
    field,
    title: expressible(String(title)),
  }));
  return { ...place("x"), ...end("x2"), ...place("y"), ...end("y2"), ...looks, ...opacity, ...(tooltip.length > 0 ? { tooltip } : {}), ...layer.encoding }; // prettier-ignore
}

/** Layers one after the other with the same rows share them. */
function withData(units: readonly VegaLiteSpec[], rows: readonly (readonly Row[])[]): VegaLiteSpec {
  const groups: { key: string; values: readonly Row[]; layer: VegaLiteSpec[] }[] = [];
  units.forEach((unit, index) => {
    const key = "data" in unit ? `its own ${index}` : JSON.stringify(rows[index]);
    const last = groups.at(-1);
    if (last?.key === key) last.layer.push(unit);
    else groups.push({ key, values: rows[index]!, layer: [unit] });
  });
  const views = groups.map(({ values, layer }) => ({
    ...("data" in layer[0]! ? {} : { data: { values } }),
    ...(layer.length === 1 ? layer[0] : { layer }),
  }));
  return groups.length === 1 && groups[0]!.layer.length > 1 ? views[0]! : { layer: views };
}
