import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import type { Caption } from "./compose.js";
import { extentOf } from "../runtime/extent.js";
import { chart } from "./layers/chart.js";
import { assertSome } from "./layers/columns.js";
import type { Layer } from "./layers/layer.js";
import { labels, line, points } from "./layers/marks.js";
import { segments } from "./layers/rules.js";
import { textWidth } from "./text-width.js";
import { palette } from "./theme.js";

/** An item that depends on others. */
export interface DependencyItem {
  readonly label: string;
  /** The labels of the items it depends on, all of them earlier in the list. */
  readonly needs: readonly string[];
  /** The parts of its bar, from left to right: name → length. */
  readonly parts: Readonly<Record<string, number>>;
  /** The text after the bar. */
  readonly text: string;
}

/** One unit of both scales is one pixel: everything is positioned here, and there are no axes. */
const rowHeight = 19;
const barLength = 150;
const fontSize = 12;

/**
 * Items in their order, one line each: curves at the left lead down to what depends on them, bars at the right show how
 * large they are. Pointing at a line highlights its curves.
 *
 * @param items items in order, each after what it needs; lengths of parts in one unit of your choice
 * @param caption title and summary
 * @returns the chart; its `summary` is the caption's
 * @throws {RangeError} if there are no items, or one needs something that does not come before it
 * @example
 * dependencyChart(
 *   [{ label: "a", needs: [], parts: { hours: 1 }, text: "1 h" }, { label: "b", needs: ["a"], parts: { hours: 2 }, text: "2 h" }],
 *   { title: "Plan", summary: "b needs a and takes 2 h." },
 * );
 * @see Wattenberg, "Arc Diagrams: Visualizing Structure in Strings", 2002
 */
export function dependencyChart(items: readonly DependencyItem[], caption: Caption): Chart {
  checkOptionNames("call dependencyChart", caption, ["title", "subtitle", "summary"]);
  assertSome(items, "what depends on what");
  const curves = items.flatMap(curvesTo);
  const bulge = Math.max(20, -extentOf(curves.map(({ x }) => x))[0]);
  const widest = (texts: readonly string[]): number =>
    extentOf(texts.map((text) => textWidth(text, fontSize)))[1];
  const start = 24 + widest(items.map(({ label }) => label));
  const width = Math.ceil(bulge + 8 + start + barLength + 8 + widest(items.map(({ text }) => text)));
  const height = rowHeight * items.length;
  const layers = [curveLayer(curves), dotLayer(items), labelLayer(items), ...barLayers(items, start)];
  return chart(
    layers.filter(({ rows }) => rows.length > 0),
    {
      ...caption,
      width,
      height,
      x: { channel: pixels([-bulge - 8, width - bulge - 8]) },
      y: { cut: false, channel: pixels([height, 0]) },
      series: { legend: null, room: undefined },
      zoom: false,
      picks: false,
    },
  );
}

const pixels = (domain: readonly number[]): VegaLiteSpec => ({
  type: "quantitative",
  axis: null,
  scale: { domain, nice: false, zero: false },
});

const middle = (row: number): number => (row + 0.5) * rowHeight;

/** Four points that a spline rounds to a curve, from each needed item to the one that needs it. */
function curvesTo({ label, needs }: DependencyItem, row: number, items: readonly DependencyItem[]) {
  return needs.flatMap((needed) => {
    const from = items.findIndex((item) => item.label === needed);
    if (from < 0 || from >= row)
      throw new RangeError(
        `Cannot draw what "${label}" depends on: "${needed}" does not come before it. List what is needed first.`,
      );
    const out = -12 - 100 * Math.sqrt((row - from) / items.length);
    const places = [
      [0, from],
      [out, from],
      [out, row],
      [0, row],
    ] as const;
    return places.map(([x, at], order) => ({
      edge: `${from}–${row}`,
      from: needed,
      to: label,
      order,
      x,
      y: middle(at),
    }));
  });
}

/** Whether nothing is pointed at, or this curve begins or ends at the item pointed at. */
const isPointedAt =
  "!over.label || indexof(over.label, datum.from) >= 0 || indexof(over.label, datum.to) >= 0";

function curveLayer(curves: ReturnType<typeof curvesTo>): Layer {
  return line(curves, {
    x: "x",
    y: "y",
    detail: "edge",
    order: "order",
    color: palette[0],
    columns: { from: "from", to: "to" },
    opacity: { condition: { test: isPointedAt, value: 0.75 }, value: 0.1 },
    style: { interpolate: "basis", strokeWidth: 1.5, clip: false },
    tooltip: {},
  });
}

function dotLayer(items: readonly DependencyItem[]): Layer {
  const rows = items.map((_, row) => ({ x: 0, y: middle(row) }));
  return points(rows, { x: "x", y: "y", color: palette[0], style: { size: 26, clip: false }, tooltip: {} });
}

function labelLayer(items: readonly DependencyItem[]): Layer {
  const rows = items.map(({ label, needs }, row) => ({
    label,
    needs: needs.join(", ") || "nothing",
    x: 10,
    y: middle(row),
  }));
  const select = { type: "point", on: "pointerover", clear: "pointerout", fields: ["label"] };
  const drawn = labels(rows, {
    x: "x",
    y: "y",
    text: "label",
    columns: { label: "label" },
    style: { align: "left", baseline: "middle", fontSize },
    tooltip: { label: "label", "builds on": "needs" },
  });
  return { ...drawn, params: [{ name: "over", select }] };
}

/** A bar of parts for each item, with its text after it. */
function barLayers(items: readonly DependencyItem[], start: number): Layer[] {
  const totals = items.map(({ parts }) => Object.values(parts).reduce((sum, length) => sum + length, 0));
  const pixelsPerUnit = barLength / Math.max(extentOf(totals)[1], Number.MIN_VALUE);
  const pieces = items.flatMap(({ parts }, row) => {
    let end = start;
    return Object.entries(parts).map(([part, length]) => {
      const from = end;
      end += length * pixelsPerUnit;
      return { part, x: round(from), end: round(end), y: middle(row) };
    });
  });
  const texts = items.map(({ text }, row) => ({
    text,
    x: round(start + totals[row]! * pixelsPerUnit + 8),
    y: middle(row),
  }));
  const behind = { align: "left", baseline: "middle", fontSize: 11 };
  return [
    segments(pieces, { x: "x", x2: "end", y: "y", series: "part", style: { strokeWidth: 9 }, tooltip: {} }),
    labels(texts, { x: "x", y: "y", text: "text", style: behind }),
  ];
}

const round = (pixel: number): number => Number(pixel.toFixed(1));
