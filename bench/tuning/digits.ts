import { loadDataset } from "../../src/data/index.js";
import { presets } from "../../src/hyperparameters/index.js";
import { sweep } from "../../src/sweep/sweep.js";
import { lossAt, valuesOf, type TableAxis } from "./loss-table.js";
import type { TestFunction } from "./test-functions.js";

const axes: readonly TableAxis[] = [
  { name: "learningRate", low: 1e-4, high: 1, log: true, count: 13 },
  { name: "momentum", low: 0, high: 0.95, log: false, count: 6 },
  { name: "dropout", low: 0.05, high: 0.65, log: false, count: 4 },
  { name: "l2", low: 1e-6, high: 1e-2, log: true, count: 4 },
];

/** What guessing among ten classes costs: a run that ends above it, or diverges, has learned nothing. */
const guessing = Math.log(10);

/**
 * Tuning a network on the digits: every combination of four hyperparameters is trained once, and tuners of any language are told
 * what lies between. Real losses, with the cliff where training diverges and with the seed's noise, at no cost per question.
 */
export async function tuningOnDigits(): Promise<TestFunction> {
  const digits = await loadDataset("digits");
  const base = { ...presets.baseline, optimizer: "momentum", epochs: 8 } as const;
  const grid = Object.fromEntries(axes.map((axis) => [axis.name, valuesOf(axis)]));
  const { runs } = await sweep(digits, base, grid, { seeds: [1] });
  const losses = runs.map(({ run }) =>
    run.ending === "diverged" ? guessing : Math.min(guessing, run.history.at(-1)!.valLoss),
  );
  const table = { axes, losses };
  return {
    name: "digits",
    minimum: Math.min(...losses),
    table,
    objective: (trial) =>
      lossAt(
        table,
        axes.map(({ name, low, high, log }) => trial.suggestFloat(name, low, high, { log })),
      ),
  };
}
