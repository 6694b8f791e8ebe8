import {
  bracketOf,
  bracketShares,
  hyperbandPruner,
  successiveHalvingPruner,
} from "../../src/tuning/pruners/halving-pruners.js";
import { noPruner, type Pruner } from "../../src/tuning/pruners/pruner.js";
import { expect } from "chai";
import {
  medianPruner,
  patientPruner,
  percentilePruner,
  thresholdPruner,
  wilcoxonPruner,
} from "../../src/tuning/pruners/report-pruners.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import type { Direction } from "../../src/tuning/trial/trial-record.js";

const pruners: Readonly<Record<string, () => Pruner>> = {
  none: noPruner,
  median: () => medianPruner({ startupTrials: 2 }),
  successiveHalving: () => successiveHalvingPruner({ reductionFactor: 2 }),
  hyperband: () => hyperbandPruner({ maxResource: 9 }),
  percentile: () => percentilePruner(40, { startupTrials: 2 }),
  patient: () => patientPruner({ patience: 0, pruner: medianPruner({ startupTrials: 2 }) }),
  threshold: () => thresholdPruner({ lower: -50, upper: 50 }),
  wilcoxon: () => wilcoxonPruner(),
};

/** Runs a trial that reports these values at steps 1, 2, …; says at which step it was pruned, if it was. */
function run(study: Study, reports: readonly number[]): number | undefined {
  const trial = study.ask();
  for (const [index, value] of reports.entries()) {
    trial.report(value, index + 1);
    if (!trial.shouldPrune()) continue;
    study.tell(trial, "pruned");
    return index + 1;
  }
  study.tell(trial, reports.at(-1)!);
  return undefined;
}

const constant = (value: number): number[] => Array<number>(9).fill(value);

for (const [name, create] of Object.entries(pruners))
  describe(`tuning: pruner contract, ${name}`, () => {
    for (const direction of ["minimize", "maximize"] as Direction[])
      it(`lets trials that keep getting better through, to ${direction}`, async () => {
        const study = await createStudy({ direction, pruner: create() });
        const sign = direction === "minimize" ? -1 : 1;
        for (let index = 0; index < 20; index++)
          expect(run(study, constant(sign * index))).to.equal(undefined);
      });

    it("says no before anything is reported", async () => {
      const study = await createStudy({ pruner: create() });
      expect(study.ask().shouldPrune()).to.equal(false);
    });

    if (name !== "none" && name !== "patient")
      it("stops trials that are far worse than the rest, and those that are NaN", async () => {
        const study = await createStudy({ pruner: create() });
        for (let index = 0; index < 10; index++) run(study, constant(-index));
        const bad = Array.from({ length: 12 }, () => run(study, constant(100)));
        expect(bad.filter((step) => step !== undefined).length).to.be.at.least(8);
        if (name === "wilcoxon") return; // compares numbers with numbers
        const lost = Array.from({ length: 12 }, () => run(study, constant(Number.NaN)));
        expect(lost.filter((step) => step !== undefined).length).to.be.at.least(8);
      });
  });

describe("tuning: median rule", () => {
  it("compares the best so far with the median at the same step", async () => {
    const study = await createStudy({ pruner: medianPruner({ startupTrials: 3 }) });
    for (const value of [1, 2, 9]) run(study, [value, value / 2]);
    expect(run(study, [3, 1])).to.equal(1); // the median at step 1 is 2
    expect(run(study, [2, 1])).to.equal(undefined); // equal is not worse
    expect(run(study, [1.9, 5])).to.equal(2); // the best so far, 1.9, is worse than the median at step 2
  });

  it("waits for warm-up, startup trials, intervals and enough reports", async () => {
    const pruner = medianPruner({ startupTrials: 2, warmupSteps: 2, interval: 3, minTrials: 2 });
    const study = await createStudy({ pruner });
    expect(run(study, constant(1))).to.equal(undefined);
    expect(run(study, constant(5))).to.equal(undefined); // only one trial to compare with
    expect(run(study, [9, 1, 1, 1])).to.equal(undefined);
    expect(run(study, [1, 9, 9, 9, 9, 9])).to.equal(undefined); // its best is good enough
    expect(run(study, constant(9))).to.equal(2); // steps 2, 5, 8 decide
  });

  it("refuses options out of range", () => {
    expect(() => percentilePruner(101)).to.throw(
      RangeError,
      /percentile is 101, it must be between 0 and 100/,
    );
    expect(() => thresholdPruner({})).to.throw(RangeError, /lower, upper or both/);
    expect(() => thresholdPruner({ lower: 2, upper: 1 })).to.throw(RangeError, /upper is 1/);
    expect(() => patientPruner({ patience: 1.5 })).to.throw(RangeError, /patience is 1.5/);
    expect(() => wilcoxonPruner({ pThreshold: 2 })).to.throw(RangeError, /pThreshold is 2/);
    expect(() => medianPruner({ startupTrials: -1 })).to.throw(RangeError, /startupTrials is -1/);
    expect(() => medianPruner({ interval: 0 })).to.throw(RangeError, /interval is 0/);
  });
});

describe("tuning: patience", () => {
  it("asks the other pruner only when the latest reports are worse than the best before them", async () => {
    const study = await createStudy({ pruner: patientPruner({ patience: 2, minDelta: 1 }) });
    expect(run(study, constant(3))).to.equal(undefined);
    expect(run(study, [9, 5, 6, 6, 5.5, 7])).to.equal(undefined); // never all of three by more than 1
    expect(run(study, [9, 5, 6.5, 7, 7])).to.equal(5);
    expect(run(study, [1, 9, 9])).to.equal(undefined); // too few reports
    const kind = await createStudy({ pruner: patientPruner({ patience: 0, pruner: noPruner() }) });
    expect(run(kind, [1, 9, 9])).to.equal(undefined);
  });
});

describe("tuning: successive halving", () => {
  it("judges only at rungs, and promotes the best one in η of those that came so far", async () => {
    const study = await createStudy({
      pruner: successiveHalvingPruner({ minResource: 2, reductionFactor: 2 }),
    });
    expect(run(study, constant(5))).to.equal(undefined); // alone at every rung
    expect(run(study, constant(6))).to.equal(2); // second of two at rung 2
    expect(run(study, constant(4))).to.equal(undefined); // best of three
    expect(run(study, constant(5))).to.equal(4); // second of four goes on, but at rung 4 is not best of three
    expect(run(study, [1, 1, 1, 9, 9, 9])).to.equal(4);
  });

  it("refuses options out of range", () => {
    expect(() => successiveHalvingPruner({ reductionFactor: 1 })).to.throw(
      RangeError,
      /reductionFactor is 1/,
    );
    expect(() => successiveHalvingPruner({ minResource: 0 })).to.throw(RangeError, /minResource is 0/);
  });
});

describe("tuning: Hyperband", () => {
  it("shares trials out as the paper does for R = 81, η = 3", () => {
    const shares = bracketShares(81, 1, 3);
    expect(shares).to.deep.equal([81, 34, 15, 8, 5]); // Li et al. 2018, table 1
    expect([0, 80, 81, 114, 115, 142, 143].map((number) => bracketOf(number, shares))).to.deep.equal([
      0, 0, 1, 1, 2, 4, 0,
    ]);
  });

  it("learns the length of a trial from the first to complete", async () => {
    const study = await createStudy({ pruner: hyperbandPruner() });
    run(study, constant(1));
    expect(Array.from({ length: 6 }, () => run(study, constant(100)))).to.include(1);
  });

  it("refuses options out of range", () => {
    expect(() => hyperbandPruner({ minResource: 5, maxResource: 4 })).to.throw(
      RangeError,
      /maxResource is 4/,
    );
  });
});
