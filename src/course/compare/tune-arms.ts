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
  /** The values that were tried for it, after the grid grew. */
  readonly grid: SweepValues;
}

/** What tuning found for all arms, and the grid that they share, as it ended. */
export interface Tuning {
  readonly grid: SweepValues;
  readonly choices: Readonly<Record<string, TunedChoice>>;
}

/**
 * Tries every choice of its grid for every arm: the grid that all share, and what an arm tunes besides. While an arm's best lies at an
 * edge, the grid grows beyond it by one value, as often as the plan allows: for all arms alike, or for the one that tunes it alone.
 */
export async function tuneArms(data: Dataset, arms: TunedArms, plan: ComparePlan): Promise<Tuning> {
  const states = Object.keys(arms).map((name): ArmState => ({
    name,
    grid: { ...plan.tune, ...plan.tuneAlso[name] },
    tried: [],
  }));
  const tryFor = async ({ name, tried }: ArmState, grid: SweepValues): Promise<void> =>
    void tried.push(...(await tryGrid(data, { ...plan.base, ...arms[name] }, grid, plan)));
  for (const state of states) await tryFor(state, state.grid);
  const room = new Map<string, number>();
  for (;;) {
    const next = extension(states, plan, room);
    if (next === undefined) break;
    for (const state of next.states) {
      await tryFor(state, { ...state.grid, [next.name]: [next.value] });
      state.grid = widened(state.grid, next.name, next.value);
    }
  }
  const shared = Object.keys(plan.tune) as HyperparameterName[];
  const grid = Object.fromEntries(shared.map((name) => [name, states[0]!.grid[name]])) as SweepValues;
  const choices = states.map((state): [string, TunedChoice] => {
    const chosen = bestChoice(state.tried, plan).values;
    return [state.name, { chosen, edges: edgesOf(state.grid, chosen), tried: state.tried, grid: state.grid }];
  });
  return { grid, choices: Object.fromEntries(choices) };
}

/** An arm while it is tuned. */
interface ArmState {
  readonly name: string;
  grid: SweepValues;
  readonly tried: TriedChoice[];
}

/** The next value to try beyond an edge at which some arm's best lies, while there is room, and the arms that try it. */
function extension(
  states: readonly ArmState[],
  plan: ComparePlan,
  room: Map<string, number>,
):
  | { readonly name: HyperparameterName; readonly value: number; readonly states: readonly ArmState[] }
  | undefined {
  for (const state of states)
    for (const edge of edgesOf(state.grid, bestChoice(state.tried, plan).values)) {
      const isShared = edge.name in plan.tune;
      const key = `${isShared ? "" : state.name} ${edge.name} ${edge.side}`;
      const used = room.get(key) ?? 0;
      const value = used < plan.extensions ? nextBeyond(state.grid, edge) : undefined;
      if (value === undefined) continue;
      room.set(key, used + 1);
      return { name: edge.name, value, states: isShared ? states : [state] };
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
