import { extentOf } from "../../runtime/extent.js";
import { groupBy } from "../../runtime/collections.js";
import { counted, numberText } from "../words.js";
import { textOf, type Row } from "./columns.js";
import type { Panel } from "./panel.js";
import type { Reading } from "./read.js";

/** How many lines, and how many bars, a sentence can hold. */
const [linesSaid, barsSaid] = [8, 12];

/** What a panel shows, in the words that follow its title: the first layer that holds data is described. */
export function describePanel({ readings, titles }: Panel): string {
  const of = (...kinds: string[]): Reading | undefined =>
    readings.find(({ layer }) => kinds.includes(layer.kind));
  const lines = of("line", "area");
  if (lines) return `${titles.y} against ${titles.x}: ${linesText(lines)}`;
  const bars = of("bars");
  if (bars) return `${titles.y}: ${barsText(bars)}`;
  const points = of("points", "labels", "band");
  return points ? pointsText(points, titles) : counted(readings[0]?.usable.length ?? 0, "row");
}

const numbers = (rows: readonly Row[], column: string): number[] => rows.map((row) => Number(row[column]));

function linesText({ usable }: Reading): string {
  const groups = groupBy(usable, (row) => textOf(row["series"]));
  const parts = [...groups].slice(0, linesSaid).map(([series, rows]) => {
    const text = lineText(rows);
    return groups.size > 1 ? `${series}: ${text}` : text;
  });
  const more = groups.size > linesSaid ? [`and ${counted(groups.size - linesSaid, "more line")}`] : [];
  return [...parts, ...more].join("; ");
}

function lineText(rows: readonly Row[]): string {
  const finite = rows.filter((row) => Number.isFinite(row["y"]));
  if (finite.length === 0) return "no finite value";
  const sorted = finite.sort((a, b) => Number(a["x"]) - Number(b["x"]));
  const values = numbers(sorted, "y");
  const [low] = extentOf(values);
  const where = numberText(Number(sorted[values.indexOf(low)]!["x"]));
  return `from ${numberText(values[0]!)} to ${numberText(values.at(-1)!)}, lowest ${numberText(low)} at ${where}`;
}

function barsText({ usable }: Reading): string {
  const several = new Set(usable.map((row) => row["series"])).size > 1;
  const parts = usable
    .slice(0, barsSaid)
    .map(
      (row) =>
        `${String(row["x"])}${several ? ` (${String(row["series"])})` : ""} ${numberText(Number(row["y"]))}`,
    );
  const more = usable.length > barsSaid ? `, and ${usable.length - barsSaid} more` : "";
  return parts.join(", ") + more;
}

function pointsText({ usable, layer }: Reading, titles: Panel["titles"]): string {
  const range = (side: "x" | "y"): string[] => {
    if (layer[side] === undefined || layer.categories?.[side] !== undefined) return [];
    const [low, high] = extentOf(numbers(usable, side));
    return [`${titles[side]} ${numberText(low)} to ${numberText(high)}`];
  };
  return [counted(usable.length, "point"), ...range("x"), ...range("y")].join(", ");
}
