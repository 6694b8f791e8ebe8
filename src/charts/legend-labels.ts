import type { VegaLiteSpec } from "./chart.js";

/**
 * A legend for series whose labels share their first words: `learning rate 0.1`, `learning rate 0.01` becomes the
 * title "learning rate" over the labels "0.1" and "0.01". No legend for a single series.
 */
export function seriesLegend(labels: readonly string[]): VegaLiteSpec | null {
  if (labels.length < 2) return null;
  const words = sharedWords(labels);
  const place = {
    orient: "bottom",
    columns: labels.length > 8 ? 6 : labels.length,
    titleOrient: "left",
    offset: 8,
  };
  if (words === "") return { ...place, title: null };
  return { ...place, title: words.trim(), labelExpr: `slice(datum.label, ${words.length})` };
}

/** The words, each with the space after it, that all labels begin with; only one of the labels' parts may differ. */
function sharedWords(labels: readonly string[]): string {
  if (labels.some((label) => label.includes(","))) return "";
  const first = labels[0]!.split(" ");
  let shared = 0;
  while (shared < first.length - 1 && labels.every((label) => label.split(" ")[shared] === first[shared]))
    shared++;
  const words = first.slice(0, shared).join(" ") + " ";
  return shared > 0 && labels.every((label) => label.length > words.length) ? words : "";
}
