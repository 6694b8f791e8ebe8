import { expect } from "chai";
import fc from "fast-check";
import { stream } from "../../src/random/stream.js";
import type { Pruner } from "../../src/tuning/pruners/pruner.js";
import {
  medianPruner,
  patientPruner,
  percentilePruner,
  thresholdPruner,
  wilcoxonPruner,
} from "../../src/tuning/pruners/report-pruners.js";
import { signedRankChance } from "../../src/tuning/pruners/signed-rank.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import type { Direction } from "../../src/tuning/trial/trial-record.js";
import { realOptuna } from "./helpers/optuna.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

/** Each of our pruners and the same in Optuna. */
const pairs: readonly (readonly [ours: Pruner, theirs: string])[] = [
  [medianPruner({ startupTrials: 3, interval: 2 }), "MedianPruner(3, interval_steps=2)"],
  [percentilePruner(25, { startupTrials: 2, warmupSteps: 1 }), "PercentilePruner(25.0, 2, 1)"],
  [percentilePruner(70, { startupTrials: 2, minTrials: 9 }), "PercentilePruner(70.0, 2, n_min_trials=9)"],
  [percentilePruner(0), "PercentilePruner(0.0)"],
  [thresholdPruner({ upper: 2 }), "ThresholdPruner(upper=2)"],
  [thresholdPruner({ lower: 0, upper: 3, warmupSteps: 2, interval: 2 }), "ThresholdPruner(0, 3, 2, 2)"],
  [patientPruner({ patience: 1 }), "PatientPruner(None, 1)"],
  [patientPruner({ patience: 2, minDelta: 0.5 }), "PatientPruner(None, 2, 0.5)"],
  [
    patientPruner({ patience: 1, pruner: medianPruner({ startupTrials: 2 }) }),
    "PatientPruner(MedianPruner(2), 1)",
  ],
  [wilcoxonPruner({ pThreshold: 0.3 }), "WilcoxonPruner(p_threshold=0.3)"],
  [
    wilcoxonPruner({ pThreshold: 0.15, startupSteps: 4 }),
    "WilcoxonPruner(p_threshold=0.15, n_startup_steps=4)",
  ],
];

/** Trials that report at most steps 0 to 9, mostly on tenths so that values are often equal, and now and then NaN. */
async function reported(storage: string, direction: Direction): Promise<Study> {
  const study = await createStudy({ name: direction, direction, storage });
  const random = stream(7, direction);
  for (let number = 0; number < 24; number++) {
    const trial = study.ask();
    const level = random.uniform() * 4;
    const values: number[] = [];
    for (let step = 0; step < 10; step++) {
      if (number > 3 && random.uniform() < 0.2) continue;
      const isLost = level > 1.5 && level < 2.5 && random.uniform() < 0.06;
      values.push(isLost ? Number.NaN : Math.round(10 * (level + random.normal())) / 10);
      trial.report(values.at(-1)!, step);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    study.tell(trial, Number.isNaN(mean) ? "pruned" : mean);
  }
  return study;
}

describe("tuning: pruners beside Optuna's", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const optuna = realOptuna();

  it("decide the same on the same reports, trial by trial and step by step", async () => {
    for (const direction of ["minimize", "maximize"] as const) {
      const path = folder.path(`${direction}.journal`);
      const study = await reported(path, direction);
      const theirs = optuna(
        path,
        `
import copy
from optuna.pruners import *
study = optuna.load_study(study_name="${direction}", storage=storage)
def decisions(pruner):
    result = []
    for trial in study.trials:
        for count in range(1, len(trial.intermediate_values) + 1):
            part = copy.copy(trial)
            part.intermediate_values = dict(sorted(trial.intermediate_values.items())[:count])
            result.append(int(pruner.prune(study, part)))
    return result
print(json.dumps([decisions(pruner) for pruner in [${pairs.map(([, name]) => name).join(", ")}]]))`,
      ) as number[][];
      pairs.forEach(([pruner, name], place) => {
        const ours = study.trials.flatMap((trial) =>
          trial.intermediateValues.map((_, count) => {
            const part = { ...trial, intermediateValues: trial.intermediateValues.slice(0, count + 1) };
            return Number(pruner.shouldPrune(study, part));
          }),
        );
        expect(ours, `${name}, ${direction}`).to.deep.equal(theirs[place]);
        expect(new Set(ours).size, `${name} decides both ways`).to.equal(2);
      });
    }
  });
});

describe("tuning: Wilcoxon's signed-rank test", () => {
  it("gives the chances that SciPy gives", () => {
    const fourteen = [3, 1, 4, 1, -5, 9, 2, -6, 5, 3, 5, -8, 9, 7];
    for (const [gaps, chance] of [
      [[1, 2, 3], 0.125],
      [[0.5, -0.2, 1.5, 2.5, -0.1], 0.15625],
      [[1, 1, -1, 2, 0], 0.25],
      [[0, 0, 3], 0.5],
      [[0, 0, 0, 1], 0.5],
      [fourteen, 0.078547082543373],
      [Array.from({ length: 20 }, (_, i) => i - 8.3), 0.19418811798095703],
      [Array.from({ length: 60 }, (_, i) => ((i * 7919) % 101) / 10 - 4.9), 0.4414742312420505],
    ] as const)
      expect(signedRankChance(gaps), JSON.stringify(gaps.slice(0, 9))).to.be.closeTo(chance, 1e-12);
  });

  it("is a chance, and turning all signs round makes it the other tail", () => {
    const gaps = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 13 });
    fc.assert(
      fc.property(gaps, (values) => {
        const [above, below] = [signedRankChance(values), signedRankChance(values.map((gap) => -gap))];
        expect(above).to.be.within(0, 1);
        // Both tails contain what was seen itself.
        expect(above + below).to.be.at.least(1 - 1e-12);
      }),
    );
  });
});
