import type { VegaLiteSpec } from "./chart.js";
import { extentOf } from "../runtime/extent.js";
import { textWidth } from "./text-width.js";
import { legendLabelLimit } from "./theme.js";

/** As wide as most charts are. */
const usualRoom = 480;

/**
 * A legend below the chart for series whose labels share their first words: `learning rate 0.1`, `learning rate 0.01`
 * becomes the title "learning rate" over the labels "0.1" and "0.01". No legend for a single series.
 *
 * @param room how wide it may be, in pixels: labels that do not fit beside each other go into several lines
 */
export function seriesLegend(labels: readonly string[], room = usualRoom): VegaLiteSpec | null {
  if (labels.length < 2) return null;
  const words = sharedWords(labels);
  const title = words.trim();
  const shown = labels.map((label) => label.slice(words.length));
  const titleRoom = title === "" ? 0 : textWidth(title, fontSize) + titleGap;
  const place = {
    orient: "bottom",
    columns: columnsIn(shown, room - titleRoom),
    titleOrient: "left",
    offset: 8,
    ...widerLimit(shown, room - titleRoom),
  };
  if (title === "") return { ...place, title: null };
  return { ...place, title, labelExpr: `slice(datum.label, ${words.length})` };
}

/** The theme's legend: the size of its text, the gaps after the title and between columns, a symbol with its gap. */
const fontSize = 11.5;
const titleGap = 8;
const columnGap = 16;
const symbolRoom = 16;

/** Labels that the theme would cut off, though there is room, are shown as far as it goes. */
function widerLimit(labels: readonly string[], room: number): { readonly labelLimit?: number } {
  const limit = Math.floor(room - symbolRoom);
  const isCut = labels.some((label) => textWidth(label, fontSize) > legendLabelLimit);
  return isCut && limit > legendLabelLimit ? { labelLimit: limit } : {};
}

/** The most columns that labels fit into, line after line; a column is as wide as its widest label. */
function columnsIn(labels: readonly string[], room: number): number {
  const widths = labels.map((label) => symbolRoom + textWidth(label, fontSize));
  const widest = (column: number, columns: number): number =>
    extentOf(widths.filter((_, index) => index % columns === column))[1];
  const total = (columns: number): number =>
    Array.from({ length: columns }, (_, column) => widest(column, columns)).reduce((a, b) => a + b) +
    (columns - 1) * columnGap;
  let columns = labels.length;
  while (columns > 1 && total(columns) > room) columns--;
  return columns;
}

/** Words that mean nothing without the next one: "trained on the digits of" is no title, and "a writer" is a label. */
const functionWords = new Set(
  (
    "a an the this that these those its their one some any no not of on in at by to for with without from into over " +
    "under per than as and or nor but if then is are was were be after before between until since up down out"
  ).split(" "),
);

/** The words, each with the space after it, that all labels begin with; only one of the labels' parts may differ. */
function sharedWords(labels: readonly string[]): string {
  if (labels.some((label) => label.includes(","))) return "";
  const first = labels[0]!.split(" ");
  let shared = 0;
  while (shared < first.length - 1 && labels.every((label) => label.split(" ")[shared] === first[shared]))
    shared++;
  while (shared > 0 && functionWords.has(first[shared - 1]!.toLowerCase())) shared--;
  const words = first.slice(0, shared).join(" ") + " ";
  return shared > 0 && labels.every((label) => label.length > words.length) ? words : "";
}
