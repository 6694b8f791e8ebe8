import type { Comparison } from "./comparisons.js";
import type { PeerResult } from "./compare.js";
import { textTable } from "./text-table.js";
import type { Verdict } from "./verdicts.js";

/** A comparison with what came of it. */
export interface Outcome {
  readonly comparison: Comparison;
  readonly results: readonly PeerResult[];
}

/** The comparisons as one table, a line for each library in each. */
export function comparisonTable(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap(({ comparison, results }) =>
    results.map((result, index) => [
      index === 0 ? comparison.name : "",
      result.version,
      milliseconds(result.median),
      `${milliseconds(result.lowest)} … ${milliseconds(result.highest)}`,
      index === 0 ? "" : `${result.ratio.toPrecision(3)}×`,
      `${result.totalSeconds.toPrecision(3)} s`,
      accuracyRange(result.accuracies),
    ]),
  );
  const heading = ["", "library", "ms per step", "range", "over tunebook", "in all", "validation accuracy"];
  return textTable([heading, ...lines]);
}

/** The targets as a table. */
export function verdictTable(all: readonly Verdict[]): string {
  const lines = all.map(({ what, target, measured, met }) => [
    met ? "met" : "NOT MET",
    what,
    target,
    measured,
  ]);
  return textTable([["", "what", "target", "measured"], ...lines]);
}

function milliseconds(seconds: number): string {
  return (seconds * 1000).toPrecision(3);
}

function accuracyRange(accuracies: readonly number[]): string {
  const [low, high] = [Math.min(...accuracies), Math.max(...accuracies)].map((value) => value.toFixed(3));
  return low === high ? low! : `${low!} … ${high!}`;
}
