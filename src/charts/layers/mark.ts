import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { VegaLiteSpec } from "../chart.js";
import { palette } from "../theme.js";
import type { Channel, Row } from "./columns.js";
import type { Layer, Tip } from "./layer.js";

/** Options for every layer. */
export interface LayerOptions<Item = Row> {
  /** What tells series apart: each gets a colour of its own and an entry in the legend. */
  readonly series?: Channel<Item>;
  /** One colour for all; without it the series' own, or the theme's first. */
  readonly color?: string;
  /** 0 (invisible) to 1. */
  readonly opacity?: number | VegaLiteSpec;
  /** Further columns for the tooltip: a list, or columns by their titles there. */
  readonly details?: readonly (keyof Item & string)[] | Readonly<Record<string, Channel<Item>>>;
  /** The whole tooltip, by title, in place of the default one; `{}` for none. */
  readonly tooltip?: Readonly<Record<string, Channel<Item>>>;
  /** The step of a slider that a row is shown at, counted from 0; its steps are named by `frames` of the chart. */
  readonly frame?: Channel<Item>;
  /** Whether a row stays at the later steps of the slider; it does not by default. */
  readonly stays?: boolean;
  /** Further properties of the Vega-Lite mark: `{ strokeWidth: 1 }`. */
  readonly style?: VegaLiteSpec;
  /** Further Vega-Lite channels; a field in them names one of `columns`. */
  readonly encoding?: VegaLiteSpec;
  /** Columns for `encoding`, by a name of your own. */
  readonly columns?: Readonly<Record<string, Channel<Item>>>;
}

/** A layer whose rows each have a position. */
export interface PlacedOptions<Item = Row> extends LayerOptions<Item> {
  readonly x: Channel<Item>;
  readonly y: Channel<Item>;
}

const everyLayer = [
  "series",
  "color",
  "opacity",
  "details",
  "tooltip",
  "frame",
  "stays",
  "style",
  "encoding",
  "columns",
];

/** What each kind of layer takes beyond that. */
const ownNames: Partial<Readonly<Record<Layer["kind"], readonly string[]>>> = {
  line: ["x", "y", "dashes", "detail", "order"],
  band: ["x", "low", "high"],
  labels: ["x", "y", "text"],
  segments: ["x", "y", "x2", "y2"],
};

/** More points than this make a notebook slow: each is some hundred bytes of picture. */
export const pointsAtMost = 3000;

/** What defines a mark. */
export type MarkKind = Pick<Layer, "kind" | "what" | "mark"> & Partial<Layer>;

/** A layer of typed rows as one of rows with unknown columns. */
export function layerOf<Item>(rows: readonly Item[], options: LayerOptions<Item>, layer: MarkKind): Layer {
  checkOptionNames(`call ${layer.kind}`, options, [...(ownNames[layer.kind] ?? ["x", "y"]), ...everyLayer]);
  const { series, color, frame, columns, style } = options as unknown as LayerOptions;
  const differ = series !== undefined && color === undefined ? (layer.differ ?? ["color"]) : [];
  const own = color ?? (series === undefined && layer.kind !== "labels" && layer.kind !== "segments" ? palette[0] : undefined); // prettier-ignore
  return {
    ...layer,
    rows: rows as unknown as readonly Row[],
    ...(options.opacity === undefined ? {} : { opacity: options.opacity }),
    series,
    differ,
    frame,
    stays: options.stays,
    columns: { ...layer.columns, ...columns },
    encoding: { ...layer.encoding, ...options.encoding },
    tips: options.tooltip && tipsOf(options.tooltip),
    details: tipsOf(options.details ?? {}),
    mark: { ...layer.mark, ...(own ? { color: own } : {}), ...style },
  };
}

function tipsOf(details: object): Tip[] {
  const names: readonly string[] | undefined = Array.isArray(details) ? (details as string[]) : undefined;
  if (names) return names.map((name) => ({ title: name, value: name }));
  return Object.entries(details as Record<string, Tip["value"]>).map(([title, value]) => ({ title, value }));
}

/** The positions of a layer, for any type of row. */
export function at<Item>(
  x: Channel<Item>,
  y: Channel<Item>,
  y2?: Channel<Item>,
): Pick<Layer, "x" | "y" | "y2"> {
  return { x, y, y2 } as unknown as Pick<Layer, "x" | "y" | "y2">;
}
