import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, type Caption } from "./compose.js";
import { assertSome } from "./layers/columns.js";
import { textWidth } from "./text-width.js";
import { ink, palette } from "./theme.js";

/** Something that builds on others. */
export interface DependencyItem {
  readonly label: string;
  /** The labels of what it builds on, all of them earlier in the list. */
  readonly needs: readonly string[];
  /** The parts of its bar, from left to right: name → length. */
  readonly parts: Readonly<Record<string, number>>;
  /** What stands behind the bar. */
  readonly text: string;
}

/** One unit of both scales is one pixel: everything is placed here, and there is no axis to read it from. */
const rowHeight = 19;
const barLength = 150;
const fontSize = 12;

/**
 * Things in their order, one line each: curves at the left lead down to what builds on them, bars at the right say how
 * large they are. Pointing at a line brings its own curves forward.
 *
 * @throws {RangeError} if there is nothing, or something needs what does not come before it
 * @example
 * dependencyChart(
 *   [{ label: "a", needs: [], parts: { hours: 1 }, text: "1 h" }, { label: "b", needs: ["a"], parts: { hours: 2 }, text: "2 h" }],
 *   { title: "Plan", summary: "b needs a and takes 2 h." },
 * );
 * @see Wattenberg, "Arc Diagrams: Visualizing Structure in Strings", 2002
 */
export function dependencyChart(items: readonly DependencyItem[], caption: Caption): Chart {
  assertSome(items, "what depends on what");
  const curves = items.flatMap(curvesTo);
  const bulge = Math.max(20, ...curves.map(({ x }) => -x));
  const labels = 14 + Math.max(...items.map(({ label }) => textWidth(label, fontSize)));
  const texts = Math.max(...items.map(({ text }) => textWidth(text, fontSize)));
  const width = Math.ceil(bulge + 8 + labels + 10 + barLength + 8 + texts);
  const height = rowHeight * items.length;
  const x = pixels("x", [-bulge - 8, width - bulge - 8]);
  const y = pixels("y", [height, 0]);
  return compose(caption, {
    width,
    height,
    layer: [
      curveLayer(curves, x, y),
      dotLayer(items, x, y),
      labelLayer(items, x, y),
      ...barLayers(items, labels + 10, x, y),
    ],
  });
}

const pixels = (field: string, domain: readonly number[]): VegaLiteSpec => ({
  field,
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
        `Cannot draw what "${label}" builds on: "${needed}" does not come before it. List what is needed first.`,
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

/** Whether nothing is pointed at, or this curve begins or ends there. */
const isPointedAt =
  "!over.label || indexof(over.label, datum.from) >= 0 || indexof(over.label, datum.to) >= 0";

function curveLayer(curves: readonly object[], x: VegaLiteSpec, y: VegaLiteSpec): VegaLiteSpec {
  return {
    data: { values: curves },
    mark: { type: "line", interpolate: "basis", color: palette[0], strokeWidth: 1.5 },
    encoding: {
      x,
      y,
      detail: { field: "edge" },
      order: { field: "order" },
      opacity: { condition: { test: isPointedAt, value: 0.75 }, value: 0.1 },
    },
  };
}

function dotLayer(items: readonly DependencyItem[], x: VegaLiteSpec, y: VegaLiteSpec): VegaLiteSpec {
  const values = items.map((_, row) => ({ x: 0, y: middle(row) }));
  const mark = { type: "point", filled: true, size: 26, color: palette[0], opacity: 1 };
  return { data: { values }, mark, encoding: { x, y } };
}

function labelLayer(items: readonly DependencyItem[], x: VegaLiteSpec, y: VegaLiteSpec): VegaLiteSpec {
  const values = items.map(({ label, needs }, row) => ({
    label,
    needs: needs.join(", ") || "nothing",
    x: 10,
    y: middle(row),
  }));
  const over = { type: "point", on: "pointerover", clear: "pointerout", fields: ["label"] };
  const tooltip = [{ field: "label" }, { field: "needs", title: "builds on" }];
  return {
    data: { values },
    params: [{ name: "over", select: over }],
    mark: { type: "text", align: "left", baseline: "middle", fontSize, fill: ink },
    encoding: { x, y, text: { field: "label" }, tooltip },
  };
}

function barLayers(items: readonly DependencyItem[], start: number, x: VegaLiteSpec, y: VegaLiteSpec) {
  const totals = items.map(({ parts }) => Object.values(parts).reduce((sum, length) => sum + length, 0));
  const pixelsPerUnit = barLength / Math.max(...totals, Number.MIN_VALUE);
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
  const names = [...new Set(pieces.map(({ part }) => part))];
  const color = {
    field: "part",
    type: "nominal",
    legend: null,
    scale: { domain: names, range: [...palette] },
  };
  const bar = { type: "rule", strokeWidth: 9 };
  const text = { type: "text", align: "left", baseline: "middle", fontSize: 11, fill: ink };
  return [
    { data: { values: pieces }, mark: bar, encoding: { x, x2: { field: "end" }, y, color } },
    { data: { values: texts }, mark: text, encoding: { x, y, text: { field: "text" } } },
  ];
}

const round = (pixel: number): number => Number(pixel.toFixed(1));
