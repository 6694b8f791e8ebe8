import { spread, type Spread } from "../../charts/spread.js";
import { groupBy } from "../../runtime/collections.js";
import type { Dataset } from "../../data/dataset.js";
import type { HyperparameterName } from "../../hyperparameters/hyperparameters.js";
import type { SweepValues } from "../../sweep/plan.js";
import { sweep } from "../../sweep/sweep.js";
import type { SweepRun } from "../../sweep/sweep-result.js";
import { metricTexts } from "../../charts/metrics.js";
import { bestOf, finalOf } from "../values.js";
import type { ComparePlan, TunedArms } from "./options.js";
import { edgesOf, nextBeyond, widened, type Chosen, type Edge } from "./tuning-grid.js";

/** One choice of the tuned values, and an arm's result with it on the tuning examples. */
export interface TriedChoice {
  readonly values: Chosen;
  /** Median of the tuning metric over the tuning seeds; a diverged run is infinitely bad. */
  readonly spread: Spread;
  /** Their mean. */
  readonly mean: number;
}

/** What tuning found for one arm. */
export interface TunedChoice {
  readonly chosen: Chosen;
  /** The edges of the grid at which the choice still lies: a better one may lie beyond. */
  readonly edges: readonly Edge[];
  readonly tried: readonly TriedChoice[];
}

/** What tuning found for all arms, and the grid it ended with. */
export interface Tuning {
  readonly grid: SweepValues;
  readonly choices: Readonly<Record<string, TunedChoice>>;
}

/**
 * Tries every choice of the grid for every arm. While an arm's best lies at an edge, the grid grows beyond it by one value, for all
 * arms alike, as often as the plan allows.
 */
export async function tuneArms(data: Dataset, arms: TunedArms, plan: ComparePlan): Promise<Tuning> {
  const tried = new Map<string, TriedChoice[]>(Object.keys(arms).map((arm) => [arm, []]));
  const tryAll = async (grid: SweepValues): Promise<void> => {
    for (const [arm, values] of Object.entries(arms))
      tried.get(arm)!.push(...(await tryGrid(data, { ...plan.base, ...values }, grid, plan)));
  };
  let grid = plan.tune;
  await tryAll(grid);
  const room = new Map<string, number>();
  for (;;) {
    const next = extension(grid, [...tried.values()], plan, room);
    if (next === undefined) break;
    await tryAll({ ...grid, [next.name]: [next.value] });
    grid = widened(grid, next.name, next.value);
  }
  const choices = [...tried].map(([arm, list]): [string, TunedChoice] => {
    const chosen = bestChoice(list, plan).values;
    return [arm, { chosen, edges: edgesOf(grid, chosen), tried: list }];
  });
  return { grid, choices: Object.fromEntries(choices) };
}

/** The next value to try beyond an edge at which some arm's best lies, while there is room. */
function extension(
  grid: SweepValues,
  tried: readonly (readonly TriedChoice[])[],
  plan: ComparePlan,
  room: Map<string, number>,
): { readonly name: HyperparameterName; readonly value: number } | undefined {
  for (const edge of tried.flatMap((list) => edgesOf(grid, bestChoice(list, plan).values))) {
    const key = `${edge.name} ${edge.side}`;
    const used = room.get(key) ?? 0;
    const value = used < plan.extensions ? nextBeyond(grid, edge) : undefined;
    if (value === undefined) continue;
    room.set(key, used + 1);
    return { name: edge.name, value };
  }
  return undefined;
}

const bestChoice = (list: readonly TriedChoice[], { metric, choose }: ComparePlan): TriedChoice =>
  bestOf(list, ({ spread, mean }) => (choose === "mean" ? mean : spread.median), metricTexts[metric].better);

async function tryGrid(
  data: Dataset,
  base: Chosen,
  grid: SweepValues,
  { tuningSeeds, metric, signal }: ComparePlan,
): Promise<TriedChoice[]> {
  const result = await sweep(data, base, grid, { seeds: tuningSeeds, ...(signal ? { signal } : {}) });
  if (result.ending === "interrupted")
    throw new Error("The comparison was interrupted while it tuned: run it again; finished runs are kept.");
  const byChoice = groupBy(result.runs, ({ values }: SweepRun) => JSON.stringify(values));
  const worst = metricTexts[metric].better === "lower" ? "high" : "low";
  return [...byChoice.values()].map((runs) => {
    const ends = finalOf(runs, metric);
    const mean = ends.reduce((total, end) => total + end, 0) / ends.length;
    return { values: runs[0]!.values, spread: spread(ends, worst), mean };
  });
}
