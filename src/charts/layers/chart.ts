import { checkOptionNames } from "../../runtime/nearest-name.js";
import type { Chart, VegaLiteSpec } from "../chart.js";
import { compose } from "../compose.js";
import { frameSlider, frameText } from "../frames.js";
import { describePanel } from "./describe.js";
import type { Layers } from "./layer.js";
import { withNotes } from "./notes.js";
import { panelOf, panelOptionNames, type Panel, type PanelOptions } from "./panel.js";

/** The title, subtitle and summary of every chart. */
export interface ChartTexts {
  readonly title: string;
  /** A second, smaller line: how to read the chart. */
  readonly subtitle?: string | readonly string[];
  /** One sentence with the numbers, for readers who cannot see the chart; computed from the data unless given. */
  readonly summary?: string;
  /** What the steps of the slider below the chart are called, for layers with a `frame`; the last one is shown first. */
  readonly frames?: readonly string[];
}

const textNames = ["title", "subtitle", "summary", "frames"];

/** What can be chosen about {@link chart}. */
export interface ChartOptions extends ChartTexts, PanelOptions {}

/** One panel of {@link panels}. */
export interface PanelLayers extends PanelOptions {
  readonly layers: Layers;
}

/** Options for {@link panels}. */
export interface PanelsOptions extends ChartTexts {
  /** How many panels are placed side by side; all by default. */
  readonly columns?: number;
  /** Pixels between them; 24 by default. */
  readonly spacing?: number;
  /** Whether the panels share one y axis; they do not by default. */
  readonly sharedY?: boolean;
}

/**
 * A chart of layers, the first one at the back: `line`, `area`, `band`, `points`, `bars`, `cells`, `labels`, `rules`.
 *
 * The layers share two axes, fitted to all of them, and one legend. Titles come from the names of the columns, the
 * look from the theme, the summary from the data; what was left out, cut off or thinned is stated in the subtitle and in
 * the summary.
 *
 * @param layers from back to front; an entry may be several layers that belong together
 * @param options a title; axes, size and series where the defaults do not fit
 * @returns the chart: show it, or pass it to `renderSvg`
 * @throws {RangeError} if there is no layer, a column is missing or holds no number; the error names the column
 * @example
 * const rows = [{ epoch: 1, loss: 2, low: 1, high: 3 }, { epoch: 2, loss: 1, low: 0.5, high: 1.2 }];
 * chart([
 *   band(rows, { x: "epoch", low: "low", high: "high" }),
 *   line(rows, { x: "epoch", y: "loss" }),
 *   rules([{ y: 0.8, label: "target" }]),
 * ], { title: "Loss", y: { unit: "nats" } });
 * @see Wilkinson, "The Grammar of Graphics", 2005, on charts as layers
 */
export function chart(layers: Layers, options: ChartOptions): Chart {
  checkOptionNames("call chart", options, [...textNames, ...panelOptionNames]);
  const panel = panelOf(layers, options);
  const size = { width: options.width ?? 480, height: options.height ?? 260 };
  const frames = options.frames ?? [];
  const view = frames.length > 1 ? withFrames(panel.view, frames) : panel.view;
  return finish([panel], options, { ...size, ...view });
}

/**
 * Several panels of layers in one chart, side by side or below each other, with one title and one legend.
 *
 * @param list the layers of each panel, with its axes and its size
 * @param options the title of the whole, and how many panels are placed side by side
 * @returns the chart: show it, or pass it to `renderSvg`
 * @example
 * const rows = [{ epoch: 1, loss: 2, accuracy: 0.5 }, { epoch: 2, loss: 1, accuracy: 0.8 }];
 * panels([
 *   { layers: [line(rows, { x: "epoch", y: "loss" })] },
 *   { layers: [line(rows, { x: "epoch", y: "accuracy" })] },
 * ], { title: "Two views of a run" });
 * @throws {RangeError} as {@link chart}
 */
export function panels(list: readonly PanelLayers[], options: PanelsOptions): Chart {
  checkOptionNames("call panels", options, [...textNames, "columns", "spacing", "sharedY"]);
  for (const panel of list)
    checkOptionNames("draw one of the panels", panel, ["layers", ...panelOptionNames]);
  const made = list.map(({ layers, ...rest }, index) =>
    panelOf(layers, { zoom: false, ...rest }, index === 0 ? "define" : "use"),
  );
  const frames = options.frames ?? [];
  const views = made.map(({ view }, index) => {
    const { width, height } = list[index]!;
    const whole = index === 0 && frames.length > 1 ? { ...view, layer: [...(view["layer"] as object[]), frameText(frames)] } : view; // prettier-ignore
    return { width: width ?? 300, height: height ?? 220, ...whole };
  });
  const columns = options.columns ?? views.length;
  const arranged = columns >= views.length ? { hconcat: views } : columns === 1 ? { vconcat: views } : { concat: views, columns }; // prettier-ignore
  const resolve = { scale: { y: options.sharedY ? "shared" : "independent" } };
  const slider = frames.length > 1 ? { params: [frameSlider(frames.length)] } : {};
  return finish(made, options, { ...slider, ...arranged, spacing: options.spacing ?? 24, resolve });
}

function withFrames(view: VegaLiteSpec, frames: readonly string[]): VegaLiteSpec {
  const layer = [...(view["layer"] as object[]), frameText(frames)];
  return { ...view, params: [frameSlider(frames.length)], layer };
}

function finish(made: readonly Panel[], texts: ChartTexts, view: VegaLiteSpec): Chart {
  const notes = [...new Set(made.flatMap((panel) => panel.notes))];
  const summary = texts.summary ?? `${texts.title}: ${made.map(describePanel).join("; ")}.`;
  const lines = texts.subtitle === undefined ? notes : [texts.subtitle, notes].flat();
  const subtitle = lines.length === 0 ? {} : { subtitle: lines.length === 1 ? lines[0]! : lines };
  return compose({ title: texts.title, ...subtitle, summary: withNotes(summary, notes) }, view);
}
