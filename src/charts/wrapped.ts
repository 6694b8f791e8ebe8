import type { VegaLiteSpec } from "./chart.js";
import { textWidth } from "./text-width.js";

/** Where Helvetica and its equivalents are missing, the fallback font may be wider. */
const fontReserve = 0.9;

/** How wide the labels at the left of a panel are, at least; a title begins above them. */
const axisRoom = 30;

/** The width of a view in pixels with its axes, as far as it is known: of one panel, or of several side by side. */
export function viewWidth(view: VegaLiteSpec): number {
  const parts = (name: string): readonly VegaLiteSpec[] => (view[name] ?? []) as readonly VegaLiteSpec[];
  const beside = [...parts("hconcat"), ...parts("concat").slice(0, Number(view["columns"] ?? 0))];
  if (beside.length > 0) {
    const gaps = (beside.length - 1) * Number(view["spacing"] ?? 0);
    return beside.reduce((sum, part) => sum + viewWidth(part), gaps);
  }
  if (parts("vconcat").length > 0)
    return parts("vconcat").reduce((most, part) => Math.max(most, viewWidth(part)), 0);
  return typeof view["width"] === "number" ? view["width"] + axisRoom : Infinity;
}

/** Text in lines that fit into `room` pixels, broken between words; Vega cuts off what is longer. */
export function wrapped(text: string, room: number, fontSize: number, bold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, fontSize, bold) > fontReserve * room) lines.push(word);
    else lines[Math.max(0, lines.length - 1)] = longer;
  }
  return lines;
}
