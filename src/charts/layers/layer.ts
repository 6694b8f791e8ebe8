import type { VegaLiteSpec } from "../chart.js";
import type { Channel, Row } from "./columns.js";

/** A line of the tooltip: its label and where its value comes from. */
export interface Tip {
  readonly title: string;
  readonly value: Channel;
}

/**
 * One layer of a chart: rows, where each row's positions and labels come from, and the mark drawn for them.
 *
 * A layer is data. It is read when a chart is made from it, together with the other layers, because they share the axes
 * and the legend. Vega gets columns named `x`, `y`, `series`, …: users' names may hold dots, brackets or quotes, and
 * Vega would parse them as paths.
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
  /** What tells series apart, and the channels that differ between them. */
  readonly series?: Channel | undefined;
  readonly differ?: readonly ("color" | "shape" | "strokeDash" | "xOffset")[];
  /** Further columns, under the names that {@link Layer.encoding} uses. */
  readonly columns?: Readonly<Record<string, Channel>>;
  /** The tooltip; series, x and y by default, none if empty. */
  readonly tips?: readonly Tip[] | undefined;
  /** Further lines of the default tooltip. */
  readonly details?: readonly Tip[] | undefined;
  readonly mark: VegaLiteSpec;
  readonly encoding?: VegaLiteSpec;
  readonly opacity?: number | VegaLiteSpec;
  /** The step of the slider that a row belongs to. */
  readonly frame?: Channel | undefined;
  /** Whether a row stays at later steps. */
  readonly stays?: boolean | undefined;
  /** Axes that hold categories instead of numbers, and their Vega-Lite properties. */
  readonly categories?: { readonly x?: VegaLiteSpec; readonly y?: VegaLiteSpec };
  /** The most rows drawn per series; rows are sorted by x within each series. */
  readonly perSeries?: number;
  /** The most rows that are drawn. */
  readonly most?: number;
  /** Vega-Lite parameters that its marks define. */
  readonly params?: readonly VegaLiteSpec[];
  /** A whole Vega-Lite layer with its own data, in place of all of the above. */
  readonly unit?: VegaLiteSpec;
}

/** Layers from back to front; several that belong together may be one entry. */
export type Layers = readonly (Layer | readonly Layer[])[];
