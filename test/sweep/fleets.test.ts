import { groupIntoFleets, largestFleet } from "../../src/sweep/fleets.js";
import { expect } from "chai";
import fc from "fast-check";
import { hyperparameters, type Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { buildNetwork } from "../../src/models/build-network.js";
import { planRuns } from "../../src/sweep/plan.js";
import { fakeBase } from "./fake-trainer.js";

describe("fleets", () => {
  it("puts runs together whose key agrees, in the order of the plan", () => {
    const plan = planRuns(
      fakeBase,
      { learningRate: [0.1, 0.2], units: [8, 16] },
      [1, 2],
      (chosen) => chosen as Hyperparameters,
    );
    const fleets = groupIntoFleets(
      plan,
      ({ units }) => String(units),
      () => 100,
    );
    expect(fleets.map((fleet) => fleet.map(({ index }) => index))).to.deep.equal([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
  });

  it("takes every run once, in fleets of nearly equal size under the bound", () => {
    const seeds = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 12 }), (list, largest) => {
        const plan = planRuns(fakeBase, {}, list, (chosen) => chosen as Hyperparameters);
        const fleets = groupIntoFleets(
          plan,
          () => "same",
          () => largest,
        );
        expect(fleets.flat()).to.deep.equal(plan);
        const sizes = fleets.map((fleet) => fleet.length);
        expect(Math.max(...sizes)).to.be.at.most(largest);
        expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(1);
        expect(fleets.length).to.equal(Math.ceil(list.length / largest));
      }),
    );
  });

  it("are smaller where the weights are many", () => {
    const fleetOf = (units: number): number =>
      largestFleet(
        buildNetwork(hyperparameters({ units, layers: 2 }), { inputShape: [64], outputs: 10 }),
        32,
      );
    expect(fleetOf(16)).to.equal(32);
    expect(fleetOf(2048)).to.be.within(2, 10);
    expect(fleetOf(8192)).to.equal(1);
  });

  it("are smaller where a batch leaves much in memory, however few the weights", () => {
    const fleetOf = (batchSize: number): number => {
      const choice = hyperparameters({ architecture: "gru", layers: 1, units: 64, batchSize });
      return largestFleet(buildNetwork(choice, { inputShape: [100, 1], outputs: 10 }), batchSize);
    };
    expect(fleetOf(8)).to.equal(32);
    expect(fleetOf(128)).to.be.within(2, 10);
    expect(fleetOf(2048)).to.equal(1);
  });
});
