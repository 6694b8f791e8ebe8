import type { MetricName } from "../../charts/metrics.js";
import { nameText, valueText } from "../../charts/words.js";
import type { SweepValues } from "../../sweep/plan.js";
import type { RunRecord } from "../../training/training-run.js";
import type { ComparePlan } from "./options.js";
import type { TriedChoice } from "./tune-arms.js";
import type { Chosen, Edge } from "./tuning-grid.js";

/** One arm of a comparison after tuning and judging. */
export interface TunedArm {
  readonly name: string;
  /** The values that tuning chose for it. */
  readonly chosen: Chosen;
  /** The edges of the grid at which they still lie; empty unless the grid could not grow. */
  readonly edges: readonly Edge[];
  /** Everything that tuning tried for it. */
  readonly tried: readonly TriedChoice[];
  /** The values that were tried for it: those all arms share, and its own. */
  readonly grid: SweepValues;
  /** One run for each judging seed, measured on the judging examples. */
  readonly runs: readonly RunRecord[];
  /** Seconds of training, one run at a time; empty without `timings`. */
  readonly seconds: readonly number[];
}

/** The validation metrics of the runs: the judging one first, then the others. */
export function judgedMetrics(arms: readonly TunedArm[], { metric }: ComparePlan): MetricName[] {
  const record = arms.flatMap(({ runs }) => runs.flatMap(({ history }) => history)).at(0);
  const others = (["valLoss", "valAccuracy", "valMae"] as const).filter(
    (name) => name !== metric && record?.[name] !== undefined,
  );
  return [metric, ...others];
}

/** Chosen values in words, with a mark where a better one may lie beyond the grid. */
export function chosenText({ chosen, edges }: TunedArm): string {
  const parts = Object.entries(chosen).map(([name, value]) => {
    const atEdge = edges.some((edge) => edge.name === name);
    return `${nameText(name)} ${valueText(value)}${atEdge ? " (edge)" : ""}`;
  });
  return parts.join(", ");
}

/** How many runs of an arm diverged. */
export const divergedCount = ({ runs }: TunedArm): number =>
  runs.filter(({ ending }) => ending === "diverged").length;

/** The warning for choices that lie at the edge of the grid. */
export function edgeText(arms: readonly TunedArm[]): string {
  const names = arms.filter(({ edges }) => edges.length > 0).map(({ name }) => name);
  return names.length === 0
    ? ""
    : `. At the edge of the grid: ${names.join(", ")}; a better value may lie beyond`;
}
