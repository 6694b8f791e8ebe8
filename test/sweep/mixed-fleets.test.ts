import { expect } from "chai";
import fc from "fast-check";
import { hyperparameters, type Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { structureOf } from "../../src/hyperparameters/structure.js";
import { groupBy } from "../../src/runtime/collections.js";
import { fleetCost, groupIntoMixedFleets } from "../../src/sweep/mixed-fleets.js";
import { sweep } from "../../src/sweep/sweep.js";
import { mixtureKey } from "../../src/training/mixture.js";
import { train } from "../../src/training/train.js";
import { smallData } from "../training/support.js";
import { expectSameRun } from "./same-run.js";

const data = smallData([6], "classification");

const choice = fc
  .record({
    layers: fc.integer({ min: 0, max: 3 }),
    units: fc.integer({ min: 1, max: 200 }),
    optimizer: fc.constantFrom("sgd", "adam"),
    activation: fc.constantFrom("relu", "tanh"),
    batchSize: fc.constantFrom(4, 16),
    epochs: fc.integer({ min: 1, max: 500 }),
  })
  .map((some) => hyperparameters(some as Partial<Hyperparameters>));

const runsOf = fc
  .array(choice, { minLength: 1, maxLength: 40 })
  .map((choices) => choices.map((one) => ({ hyperparameters: one })));

const choicesOf = (runs: readonly { readonly hyperparameters: Hyperparameters }[]): Hyperparameters[] =>
  runs.map((run) => run.hyperparameters);

const total = (fleets: readonly (readonly Hyperparameters[])[]): number =>
  fleets.reduce((sum, fleet) => sum + fleetCost(fleet, data), 0);

describe("mixed fleets", function () {
  this.timeout(120_000);

  it("have every run once, and only runs that can be mixed", () => {
    fc.assert(
      fc.property(runsOf, (runs) => {
        const fleets = groupIntoMixedFleets(runs, data);
        expect(new Set(fleets.flat()).size).to.equal(runs.length);
        expect(fleets.flat()).to.have.length(runs.length);
        for (const fleet of fleets) {
          expect(new Set(choicesOf(fleet).map((one) => mixtureKey(one, data))).size).to.equal(1);
          expect(fleet.length).to.be.at.most(32);
          const places = fleet.map((run) => runs.indexOf(run));
          expect(places).to.deep.equal([...places].sort((a, b) => a - b));
        }
      }),
    );
  });

  it("are never expected to take longer than runs one by one, or fleets of equal structure", () => {
    fc.assert(
      fc.property(runsOf, (runs) => {
        const cost = total(groupIntoMixedFleets(runs, data).map(choicesOf));
        const structures = [...groupBy(choicesOf(runs), structureOf).values()];
        expect(cost).to.be.at.most(total(choicesOf(runs).map((one) => [one])) * (1 + 1e-9));
        // A group of more than 32 runs is cut.
        if (structures.every(({ length }) => length <= 32))
          expect(cost).to.be.at.most(total(structures) * (1 + 1e-9));
      }),
    );
  });

  it("mix what is short, and keep what is long and of different widths apart", () => {
    const fleets = (epochs: number): number[][] =>
      groupIntoMixedFleets(
        [16, 256, 16, 300].map((units) => ({
          hyperparameters: hyperparameters({ units, layers: 3, epochs }),
        })),
        data,
      ).map((fleet) => fleet.map((run) => run.hyperparameters.units));
    expect(fleets(2)).to.deep.equal([[16, 256, 16, 300]]);
    expect(fleets(2000)).to.deep.equal([[16, 16], [256], [300]]);
  });

  it("are what sweep trains with the option mix: with the same results", async () => {
    const base = { epochs: 2, batchSize: 16, learningRate: 0.01 };
    const values = { layers: [1, 2], units: [3, 5], activation: ["relu", "tanh"] } as const;
    const mixed = await sweep(data, base, values, { cache: false, workers: 0, mix: true });
    expect(mixed.runs.map((run) => run.values.units)).to.deep.equal([3, 3, 5, 5, 3, 3, 5, 5]);
    for (const { run, values: own, seed } of mixed.runs)
      expectSameRun(run, await train(data, { ...base, ...own }, { seed, engine: "eager" }));
  });
});
