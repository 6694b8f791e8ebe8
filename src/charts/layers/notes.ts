import { counted } from "../words.js";
import type { Reading } from "./read.js";

/** What the reader of a chart must know about rows that are not drawn, or not at their own position. */
export function notesOf(readings: readonly Reading[], limit: number): string[] {
  const lines = new Set(readings.filter(({ layer }) => layer.kind === "line").map(({ layer }) => layer.rows));
  // Points on a line are the line's own rows.
  const others = readings.filter(({ layer }) => layer.kind === "line" || !lines.has(layer.rows));
  const notes = others.flatMap((reading) => [...leftOutNote(reading, limit), ...thinnedNote(reading)]);
  return [...new Set(notes)];
}

function leftOutNote({ layer, usable, leftOut }: Reading, limit: number): string[] {
  if (layer.kind === "line") {
    const beyond = leftOut + usable.filter((row) => !(Number(row["y"]) <= limit)).length;
    return beyond > 0 ? [`${counted(beyond, "value")} beyond the upper edge or not finite`] : [];
  }
  if (layer.kind !== "points" || leftOut === 0) return [];
  return [`${counted(leftOut, "row")} without two finite numbers left out`];
}

/** How many points of a line one drawn point may stand for without a note: its lowest and highest points are kept. */
export const pointsPerPoint = 4;

/** In a cloud of points, every point left out is missing. */
function thinnedNote({ layer, usable, shown }: Reading): string[] {
  const isLine = layer.kind === "line";
  const seen = isLine ? usable.length / pointsPerPoint : usable.length;
  if (shown.length >= seen || !isData(layer.kind)) return [];
  const which = isLine ? "the lowest and the highest of each stretch" : "evenly spaced";
  return [
    `${grouped(shown.length)} of ${grouped(usable.length)} ${layer.kind === "bars" || layer.kind === "cells" ? layer.kind : "points"} drawn, ${which}`,
  ];
}

const isData = (kind: string): boolean => ["line", "points", "bars", "cells"].includes(kind);

/** 130000 as "130,000". */
export const grouped = (count: number): string => count.toLocaleString("en-US");

/** A sentence with notes appended. */
export function withNotes(summary: string, notes: readonly string[]): string {
  return notes.length === 0 ? summary : `${summary.replace(/\.$/, "")}; ${notes.join("; ")}.`;
}
