import { spread, type Spread } from "../../charts/spread.js";
import { groupBy } from "../../runtime/collections.js";
import type { Dataset } from "../../data/dataset.js";
import type { HyperparameterName } from "../../hyperparameters/hyperparameters.js";
import type { SweepValues } from "../../sweep/plan.js";
import type { SweepRequest } from "../../sweep/run-sweep.js";
import { sweepTogether } from "../../sweep/sweep.js";
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
  const tryFor = async (
    some: readonly ArmState[],
    gridOf: (state: ArmState) => SweepValues,
  ): Promise<void> => {
    const requests = some.map((state) => ({
      base: { ...plan.base, ...arms[state.name] },
      values: gridOf(state),
    }));
    const results = await tryGrids(data, requests, plan);
    some.forEach(({ tried }, at) => tried.push(...results[at]!));
  };
  await tryFor(states, ({ grid }) => grid);
  const room = new Map<string, number>();
  for (;;) {
    const next = extension(states, plan, room);
    if (next === undefined) break;
    await tryFor(next.states, ({ grid }) => ({ ...grid, [next.name]: [next.value] }));
    for (const state of next.states) state.grid = widened(state.grid, next.name, next.value);
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

/**
 * Trains the grids of several arms together, and gives what each choice of each came to. In this process only: a worker would trace all
 * graphs again, and which runs it takes depends on the clock, so that the last digits would.
 */
async function tryGrids(
  data: Dataset,
  requests: readonly SweepRequest[],
  plan: ComparePlan,
): Promise<TriedChoice[][]> {
  const { tuningSeeds, validateEvery, signal } = plan;
  const options = { seeds: tuningSeeds, validateEvery, workers: 0, ...(signal ? { signal } : {}) };
  const results = await sweepTogether(data, requests, options);
  if (results.some(({ ending }) => ending === "interrupted"))
    throw new Error("The comparison was interrupted while it tuned: run it again; finished runs are kept.");
  return results.map(({ runs }) => triedChoices(runs, plan));
}

function triedChoices(all: readonly SweepRun[], { metric }: ComparePlan): TriedChoice[] {
  const byChoice = groupBy(all, ({ values }) => JSON.stringify(values));
  const worst = metricTexts[metric].better === "lower" ? "high" : "low";
  return [...byChoice.values()].map((runs) => {
    const ends = finalOf(runs, metric);
    const mean = ends.reduce((total, end) => total + end, 0) / ends.length;
    return { values: runs[0]!.values, spread: spread(ends, worst), mean };
  });
}
