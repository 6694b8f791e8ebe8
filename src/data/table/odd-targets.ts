import { countsOf } from "../../runtime/collections.js";
import { rowsAt, type Column, type Table } from "./table.js";

/** A class needs a row for training, one for validation and one for the test. */
const fewest = 3;

/** A table without some rows, and what to say about it. */
export interface Reduced {
  readonly table: Table;
  readonly notes: readonly string[];
}

/**
 * Leaves the rows of classes out that are too rare to be learned and measured, as long as two classes are left.
 *
 * @param target the column of classes, words
 */
export function withoutRareClasses(table: Table, { name, type, cells }: Column): Reduced {
  const counts = countsOf(cells);
  const rare = new Set([...counts].flatMap(([word, count]) => (count < fewest ? [word] : [])));
  if (type.kind !== "words" || rare.size === 0 || counts.size - rare.size < 2) return { table, notes: [] };
  const kept = [...cells.keys()].filter((row) => !rare.has(cells[row]!));
  const left = cells.length - kept.length;
  const shown = [...rare].slice(0, 5).map((word) => JSON.stringify(word));
  const more = rare.size > 5 ? ` and ${rare.size - 5} more` : "";
  const note =
    `${left} ${left === 1 ? "row was" : "rows were"} left out: ${rare.size === 1 ? "class" : "classes"} ${shown.join(", ")}${more} of "${name}" ` +
    `${rare.size === 1 ? "has" : "have"} fewer than ${fewest} rows, one each for training, validation and test, and cannot be predicted.`;
  return { table: rowsAt(table, kept), notes: [note] };
}

/** No distribution that squared errors suit has values this many interquartile ranges from its median. */
const farthest = 25;

/** With a twentieth of the targets above this many times their median, the largest decide squared errors. */
const heavyTail = 5;

/** With fewer different values, they may be classes. */
const fewestNumbers = 20;

/** Says that a few targets, or the largest, dominate every squared error, and what can be done. */
export function farTargets({ name, type, cells }: Column): string[] {
  if (type.kind !== "number") return [];
  const sorted = Float64Array.from(cells.filter((cell) => cell !== null).map(Number)).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)];
  const far = sorted.filter((value) => Math.abs(value - middle) > farthest * (high - low));
  const choice = 'targetScale: "log" makes errors count in percent';
  if (high === low || far.length === 0)
    return sorted[0]! > 0 && at(0.95) > heavyTail * middle && new Set(sorted).size > fewestNumbers
      ? [
          `Column "${name}": half of all values are below ${middle}, a twentieth above ${at(0.95)} and up to ${sorted.at(-1)!}, so the largest dominate the ` +
            `RMSE; ${choice}.`,
        ]
      : [];
  const one = far.length === 1;
  const hint = sorted[0]! > 0 ? `; if not, ${choice}` : "";
  return [
    `Column "${name}": ${far.length} ${one ? "value is" : "values are"} far from all others, for example ${far.at(-1)!} (half of all are between ` +
      `${low} and ${high}), and ${one ? "dominates" : "dominate"} the RMSE. Correct ${one ? "it" : "them"} if ${one ? "it is a mistake" : "they are mistakes"}${hint}.`,
  ];
}
