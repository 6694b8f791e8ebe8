import { expect } from "chai";
import fc from "fast-check";
import { stream } from "../../src/random/stream.js";
import { geneticSampler } from "../../src/tuning/samplers/genetic-sampler.js";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { dominatedVolume, hypervolume, hypervolumeHistory } from "../../src/tuning/study/hypervolume.js";
import { peerPython } from "../peer-python.js";

/** ZDT1 with five parameters: its front is f₂ = 1 − √f₁. Zitzler, Deb and Thiele, 2000. */
async function zdt1(sampler: Sampler, trials: number): Promise<number> {
  const study = await createStudy({ directions: ["minimize", "minimize"], sampler });
  await study.optimize(
    (trial) => {
      const [first, ...rest] = Array.from({ length: 5 }, (_, axis) => trial.suggestFloat(`x${axis}`, 0, 1));
      const g = 1 + (9 * rest.reduce((sum, x) => sum + x, 0)) / 4;
      return [first!, g * (1 - Math.sqrt(first! / g))];
    },
    { trials },
  );
  return hypervolume(study, [1.1, 6]);
}

describe("tuning: hypervolume", () => {
  it("is what arithmetic says it is", () => {
    expect(dominatedVolume([], [1, 1])).to.equal(0);
    expect(dominatedVolume([[3]], [10])).to.equal(7);
    expect(dominatedVolume([[1, 2], [2, 1]], [3, 3])).to.equal(3); // prettier-ignore
    expect(dominatedVolume([[1, 2], [2, 1], [2, 2], [5, 0]], [3, 3])).to.equal(3); // prettier-ignore
    expect(dominatedVolume([[0, 0, 0], [1, 1, 1]], [2, 2, 2])).to.equal(8); // prettier-ignore
    // Three boxes of 1 · 2 · 3; each two share 1 · 1 · 2 and all three 1: 18 − 6 + 1.
    expect(dominatedVolume([[2, 1, 0], [0, 2, 1], [1, 0, 2]], [3, 3, 3])).to.equal(13); // prettier-ignore
    expect(dominatedVolume([[-Infinity, 1], [-Infinity, 0]], [2, 2])).to.equal(Infinity); // prettier-ignore
    expect(dominatedVolume([[-Infinity, 3], [1, 1]], [2, 2])).to.equal(1); // prettier-ignore
  });

  /** The same by counting unit cells. */
  const cells = (points: readonly (readonly number[])[], end: number, dimensions: number): number => {
    let count = 0;
    for (let cell = 0; cell < end ** dimensions; cell++) {
      const at = Array.from({ length: dimensions }, (_, axis) => Math.floor(cell / end ** axis) % end);
      if (points.some((point) => point.every((value, axis) => value <= at[axis]!))) count++;
    }
    return count;
  };

  it("is what counting cells gives, for two to five objectives", () => {
    const points = fc.integer({ min: 2, max: 5 }).chain((dimensions) =>
      fc.record({
        dimensions: fc.constant(dimensions),
        points: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: dimensions, maxLength: dimensions }), { maxLength: 9 }), // prettier-ignore
      }),
    );
    fc.assert(
      fc.property(points, ({ dimensions, points: chosen }) => {
        const corner = Array<number>(dimensions).fill(5);
        expect(dominatedVolume(chosen, corner)).to.equal(cells(chosen, 5, dimensions));
      }),
    );
  });

  it("looks at a study in its own directions, never falls, and leaves out what violates a constraint", async () => {
    const study = await createStudy({ directions: ["minimize", "maximize"] });
    for (const [values, excess] of [
      [[2, 1], 0],
      [[1, 0.5], 0],
      [[0, 9], 1],
      [[2, 0.5], 0],
      [[1, 3], 0],
    ] as const) {
      // prettier-ignore
      const trial = study.ask();
      trial.setConstraint("c", excess);
      study.tell(trial, values);
    }
    expect(hypervolumeHistory(study, [3, 0])).to.deep.equal([
      { trial: 0, hypervolume: 1 },
      { trial: 1, hypervolume: 1.5 },
      { trial: 3, hypervolume: 1.5 },
      { trial: 4, hypervolume: 6 },
    ]);
    expect(hypervolume(study, [0, 10])).to.equal(0);
    for (const reference of [[1], [1, NaN], [1, 2, 3], 4])
      expect(() => hypervolume(study, reference as never)).to.throw(RangeError, /a list of 2 finite values/);
  });

  it("NSGA-II dominates more of ZDT1 than random search does, and nearly all there is", async () => {
    const all = 1.1 * 6 - 1 / 3; // the front's own: ∫₀¹ (6 − 1 + √f₁) + 0.1 · 6
    for (const seed of [1, 2, 3]) {
      const found = await zdt1(geneticSampler({ seed }), 600);
      expect(found).to.be.greaterThan(await zdt1(randomSampler({ seed }), 600));
      expect(found).to.be.within(0.95 * all, all);
    }
  }).timeout(60_000);

  describe("beside Optuna", () => {
    const python = peerPython("Optuna", "optuna");
    it("is what Optuna computes", () => {
      const random = stream(3, "fronts");
      const fronts = [2, 3, 4, 5].map((dimensions) =>
        Array.from({ length: 30 }, () => Array.from({ length: dimensions }, () => random.uniform())),
      );
      const theirs = JSON.parse(
        python(
          `
import json, sys, numpy as np
from optuna._hypervolume import compute_hypervolume
print(json.dumps([compute_hypervolume(np.array(f), np.ones(len(f[0]))) for f in json.loads(sys.argv[1])]))`,
          JSON.stringify(fronts),
        ),
      ) as number[];
      fronts.forEach((front, i) => {
        expect(
          dominatedVolume(
            front,
            front[0]!.map(() => 1),
          ),
        ).to.be.closeTo(theirs[i]!, 1e-10);
      });
    }).timeout(60_000);
  });
});
