import type { VegaLiteSpec } from "../chart.js";
import type { Channel, Row } from "./columns.js";

/** A line of the tooltip: what it is called and where its value comes from. */
export interface Tip {
  readonly title: string;
  readonly value: Channel;
}

/**
 * One layer of a chart: rows, where each row's places and texts come from, and the mark that is drawn at them.
 *
 * A layer is data. It is read when a chart is made of it, together with the other layers, because they share the axes
 * and the legend. Vega gets columns named `x`, `y`, `series`, …: a reader's names may hold dots, brackets or quotes, and
 * Vega would take them for paths.
 */
export interface Layer {
  /** What it draws, for messages: `"a line"`. */
  readonly what: string;
  readonly kind:
    "line" | "area" | "band" | "points" | "bars" | "cells" | "labels" | "rules" | "segments" | "custom";
  readonly rows: readonly Row[];
  readonly x?: Channel | undefined;
  readonly x2?: Channel | undefined;
  readonly y?: Channel | undefined;
  readonly y2?: Channel | undefined;
  /** What tells series apart, and the looks that differ between them. */
  readonly series?: Channel | undefined;
  readonly differ?: readonly ("color" | "shape" | "strokeDash" | "xOffset")[];
  /** Further columns, under the names that {@link Layer.encoding} uses. */
  readonly columns?: Readonly<Record<string, Channel>>;
  /** The tooltip; series, x and y unless told otherwise, none if empty. */
  readonly tips?: readonly Tip[] | undefined;
  /** Further lines of the usual tooltip. */
  readonly details?: readonly Tip[] | undefined;
  readonly mark: VegaLiteSpec;
  readonly encoding?: VegaLiteSpec;
  readonly opacity?: number | VegaLiteSpec;
  /** The step of the slider that a row belongs to. */
  readonly frame?: Channel | undefined;
  /** Axes along which it stands in categories instead of numbers, and what Vega-Lite is told about them. */
  readonly categories?: { readonly x?: VegaLiteSpec; readonly y?: VegaLiteSpec };
  /** Sorted by x, series by series, and drawn with at most so many rows per series. */
  readonly perSeries?: number;
  /** How many rows are drawn at most. */
  readonly most?: number;
  /** Vega-Lite parameters that its marks define. */
  readonly params?: readonly VegaLiteSpec[];
  /** A whole Vega-Lite layer with its own data, in place of all of the above. */
  readonly unit?: VegaLiteSpec;
}

/** Layers from the one behind to the one in front; several that belong together may be one entry. */
export type Layers = readonly (Layer | readonly Layer[])[];
