import { fittingBatchSize, stepsPerEpoch } from "../data/batches.js";
import type { Dataset } from "../data/dataset.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { structureOf } from "../hyperparameters/structure.js";
import { buildNetwork } from "../models/build-network.js";
import { sizeOf } from "../models/initializers.js";
import { groupBy } from "../runtime/collections.js";
import { kindsOf, mixtureKey } from "../training/mixture.js";
import { cutEvenly, largestFleet } from "./fleets.js";

/** Something to train. */
interface Run {
  readonly hyperparameters: Hyperparameters;
}

/** The part of a data set that fleets are planned by. */
export type PlannedData = Pick<Dataset, "inputShape" | "outputs" | "train">;

/**
 * Groups runs into fleets in which networks of different width, depth, activation and optimizer are mixed where that is expected to save
 * time: a graph is traced for each fleet, but the narrower networks of a mixture are computed as if they were as wide as the widest.
 * Runs of the same structure, each structure on its own, are among the groupings it weighs, so that mixing is never expected to be slower.
 *
 * Runs that cannot be mixed come in fleets of equal structure. Of the others, sorted by their width, every division into consecutive
 * fleets is considered (dynamic programming), and the one of least cost taken.
 *
 * @param runs in the order of the result; fleets come in the order of their first run
 * @param data what they train on
 * @example
 * const runs = [16, 17, 18].map((units) => ({ hyperparameters: hyperparameters({ units }), seed: 1 }));
 * groupIntoMixedFleets(runs, digits).length; // 1
 */
export function groupIntoMixedFleets<Item extends Run>(runs: readonly Item[], data: PlannedData): Item[][] {
  const place = new Map(runs.map((run, at) => [run, at]));
  const groups = [...groupBy(runs, (run) => mixtureKey(run.hyperparameters, data)).values()];
  const largest = largestMixtures(data);
  const fleets = groups.flatMap((group) => {
    const structures = groupBy(group, (run) => structureOf(run.hyperparameters));
    if (structures.size === 1) return cutEvenly(group, largest([group[0]!.hyperparameters]));
    return cheapest(byWidth([...structures.values()]), data, largest);
  });
  const inOrder = fleets.map((fleet) => fleet.sort((a, b) => place.get(a)! - place.get(b)!));
  return inOrder.sort((a, b) => place.get(a[0]!)! - place.get(b[0]!)!);
}

/** The runs with the narrowest networks first, those of a structure side by side. */
function byWidth<Item extends Run>(structures: readonly (readonly Item[])[]): Item[] {
  const width = ([first]: readonly Item[]): number => first!.hyperparameters.units;
  return [...structures].sort((a, b) => width(a) - width(b)).flat();
}

type Largest = (choices: readonly Hyperparameters[]) => number;

/** Most runs in one fleet, for networks as wide and as deep as the largest of these. */
function largestMixtures(data: PlannedData): Largest {
  const known = new Map<string, number>();
  return (choices) => {
    const [first] = choices as [Hyperparameters, ...Hyperparameters[]];
    const batchSize = fittingBatchSize(data.train.count, first.batchSize);
    const widest = { ...first, batchSize, ...largestSides(choices) };
    const key = structureOf(widest);
    const most = known.get(key) ?? largestFleet(buildNetwork(widest, data), batchSize);
    known.set(key, most);
    return most;
  };
}

function largestSides(choices: readonly Hyperparameters[]): Pick<Hyperparameters, "units" | "layers"> {
  return {
    units: Math.max(...choices.map(({ units }) => units)),
    layers: Math.max(...choices.map(({ layers }) => layers)),
  };
}

/** The division of a list into consecutive fleets that costs least. */
function cheapest<Item extends Run>(runs: readonly Item[], data: PlannedData, largest: Largest): Item[][] {
  const choices = runs.map(({ hyperparameters }) => hyperparameters);
  // best[n] is the cheapest division of the first n runs: its cost, and where its last fleet begins.
  const best: { readonly cost: number; readonly from: number }[] = [{ cost: 0, from: 0 }];
  for (let to = 1; to <= runs.length; to++) {
    let found = { cost: Infinity, from: to - 1 };
    for (let from = to - 1; from >= 0; from--) {
      const fleet = choices.slice(from, to);
      if (fleet.length > 1 && fleet.length > largest(fleet)) break;
      const cost = best[from]!.cost + fleetCost(fleet, data);
      if (cost < found.cost) found = { cost, from };
    }
    best.push(found);
  }
  const fleets: Item[][] = [];
  for (let to = runs.length; to > 0; to = best[to]!.from) fleets.unshift(runs.slice(best[to]!.from, to));
  return fleets;
}

/** Milliseconds to trace a graph and load it, and more for each hidden layer and each kind of run that is computed on its own. */
const graph = { whole: 180, perLayer: 20, perKind: 12 };
/** Milliseconds of a step: for each step, each run, a million floating point operations, and a million weights to be updated. */
const step = { whole: 0.12, perRun: 0.025, perMegaFlop: 0.045, perMillionWeights: 3 };

/**
 * Milliseconds that a fleet of dense networks is expected to take, from tracing to the last step. The constants were measured on two cores
 * with TensorFlow 2.21; they need to be right only to a factor of two, since all they decide is how much padding is worth a graph.
 *
 * @param choices one per run; they can be mixed
 */
export function fleetCost(choices: readonly Hyperparameters[], data: PlannedData): number {
  const { units, layers } = largestSides(choices);
  const [{ batchSize }] = choices as [Hyperparameters];
  const epochs = Math.max(...choices.map((choice) => choice.epochs));
  const steps = epochs * stepsPerEpoch(data.train.count, batchSize);
  const weights = choices.reduce((sum, choice) => sum + weightsOf({ units, layers: choice.layers }, data), 0);
  // A step computes forwards once and backwards twice: 6 operations per weight and example.
  const megaFlops = (6 * weights * fittingBatchSize(data.train.count, batchSize)) / 1e6;
  const perStep =
    step.whole +
    step.perRun * choices.length +
    step.perMegaFlop * megaFlops +
    (step.perMillionWeights * weights) / 1e6;
  return graph.whole + graph.perLayer * layers + graph.perKind * (kindsOf(choices) - 1) + steps * perStep;
}

/** The numbers in the kernels of a dense network. */
function weightsOf(
  { units, layers }: Pick<Hyperparameters, "units" | "layers">,
  { inputShape, outputs }: PlannedData,
): number {
  const inputs = sizeOf(inputShape);
  return layers === 0 ? inputs * outputs : inputs * units + (layers - 1) * units ** 2 + units * outputs;
}
