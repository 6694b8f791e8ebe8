import { hyperparameterTable } from "../../hyperparameters/table.js";
import {
  checkHyperparameter,
  type HyperparameterName,
  type Hyperparameters,
} from "../../hyperparameters/hyperparameters.js";
import type { SweepValues } from "../../sweep/plan.js";

/** Chosen values: name → value. */
export type Chosen = Readonly<Partial<Hyperparameters>>;

/** One side of the grid at which a best value lies. */
export interface Edge {
  readonly name: HyperparameterName;
  readonly side: "low" | "high";
}

/** The names of a grid whose values are ordered numbers: those it can be extended along. */
const numericNames = (grid: SweepValues): HyperparameterName[] =>
  (Object.keys(grid) as HyperparameterName[]).filter((name) =>
    grid[name]!.every((value) => typeof value === "number"),
  );

const sorted = (grid: SweepValues, name: HyperparameterName): number[] =>
  ([...grid[name]!] as number[]).sort((a, b) => a - b);

/** The edges of the grid at which the chosen values lie. An axis of one value was fixed, not tuned. */
export function edgesOf(grid: SweepValues, chosen: Chosen): Edge[] {
  return numericNames(grid).flatMap((name): Edge[] => {
    const values = sorted(grid, name);
    if (values.length < 2) return [];
    if (chosen[name] === values[0]) return [{ name, side: "low" }];
    return chosen[name] === values.at(-1) ? [{ name, side: "high" }] : [];
  });
}

/**
 * The next value beyond an edge: one more step by the same factor where the hyperparameter has a logarithmic scale, by the same
 * difference otherwise. `undefined` where the hyperparameter's domain ends.
 *
 * @example
 * nextBeyond({ learningRate: [0.01, 0.1] }, { name: "learningRate", side: "high" }); // 1
 */
export function nextBeyond(grid: SweepValues, { name, side }: Edge): number | undefined {
  const values = side === "high" ? sorted(grid, name) : sorted(grid, name).reverse();
  const [before, last] = [values.at(-2)!, values.at(-1)!];
  const byFactor = hyperparameterTable[name].search?.log === true && before > 0 && last > 0;
  const next = byFactor ? (last * last) / before : last + (last - before);
  const isWhole = hyperparameterTable[name].domain.kind === "int";
  const value = isWhole ? Math.round(next) : Number(next.toPrecision(3));
  return isAllowed(name, value) && value !== last ? value : undefined;
}

function isAllowed(name: HyperparameterName, value: number): boolean {
  try {
    checkHyperparameter(name, value);
    return true;
  } catch {
    return false;
  }
}

/** The grid with one more value on an axis. */
export function widened(grid: SweepValues, name: HyperparameterName, value: number): SweepValues {
  return { ...grid, [name]: [...sorted(grid, name), value].sort((a, b) => a - b) };
}
