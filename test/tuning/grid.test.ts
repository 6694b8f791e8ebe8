import { expect } from "chai";
import fc from "fast-check";
import { SpaceError } from "../../src/hyperparameters/space/domain.js";
import { gridSampler } from "../../src/tuning/samplers/grid-sampler.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Objective } from "../../src/tuning/study/optimize.js";
import type { Study } from "../../src/tuning/study/study.js";
import { rejection } from "./helpers/rejection.js";

const values = { a: [1, 2, 3], b: [10, 20, 30] };
const objective: Objective = (trial) => trial.suggestInt("a", 1, 3) + trial.suggestInt("b", 10, 30);

/** The combinations of the complete trials, in order. */
const finished = (study: Study): string[] =>
  study.trials
    .filter(({ state }) => state === "complete")
    .map(({ params }) => `${String(params["a"])} ${String(params["b"])}`)
    .sort();

const everyCell = values.a.flatMap((a) => values.b.map((b) => `${a} ${b}`));

describe("tuning: grid", () => {
  it("tries every combination once, the last parameter fastest, and ends by itself", async () => {
    const study = await createStudy({ sampler: gridSampler(values) });
    expect(await study.optimize(objective)).to.equal("exhausted");
    expect(study.trials.map(({ params }) => `${String(params["a"])} ${String(params["b"])}`)).to.deep.equal(
      everyCell,
    );
    expect(await study.optimize(objective, { trials: 5 })).to.equal("exhausted");
  });

  it("counts a queued combination, and leaves none out for it", async () => {
    const study = await createStudy({ sampler: gridSampler(values) });
    study.enqueue({ a: 2, b: 30 });
    await study.optimize(objective);
    expect(study.trials[0]!.params).to.deep.equal({ a: 2, b: 30 });
    expect(finished(study)).to.deep.equal(everyCell);
  });

  it("completes a queued half, runs what is queued at the end, and does not count what is outside the grid", async () => {
    const study = await createStudy({ sampler: gridSampler(values) });
    study.enqueue({ a: 3 });
    study.enqueue({ a: 1, b: 11 });
    await study.optimize(objective);
    expect(study.trials).to.have.length(10);
    expect(finished(study).filter((cell) => cell !== "1 11")).to.deep.equal(everyCell);
    study.enqueue({ a: 1, b: 10 });
    expect(await study.optimize(objective)).to.equal("exhausted");
    expect(study.trials[10]!.params).to.deep.equal({ a: 1, b: 10 });
  });

  it("every combination is done exactly once, whatever fails, is interrupted, is queued or runs at once", async () => {
    const happening = fc.record({
      queued: fc.array(fc.record({ a: fc.constantFrom(...values.a), b: fc.constantFrom(...values.b) }), { maxLength: 3 }), // prettier-ignore
      failing: fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { maxLength: 5 }),
      interruptedAt: fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { maxLength: 3 }),
      parallel: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(happening, async ({ queued, failing, interruptedAt, parallel }) => {
        const study = await createStudy({ sampler: gridSampler(values, { attempts: Infinity }) });
        const distinct = new Map(queued.map((cell) => [`${cell.a} ${cell.b}`, cell]));
        for (const cell of distinct.values()) study.enqueue(cell);
        for (let session = 0; session < 10 && !study.isExhausted; session++) {
          const stop = new AbortController();
          await study.optimize(
            async (trial) => {
              const value = await objective(trial);
              if (failing.includes(trial.number)) throw new Error("unlucky");
              if (interruptedAt.includes(trial.number)) stop.abort();
              await Promise.resolve();
              trial.signal.throwIfAborted();
              return value;
            },
            { parallel, catch: Error, signal: stop.signal },
          );
        }
        expect(finished(study)).to.deep.equal(everyCell);
      }),
      { numRuns: 60 },
    );
  });

  it("gives a combination up that fails again and again", async () => {
    const study = await createStudy({ sampler: gridSampler({ a: [1, 2] }, { attempts: 2 }) });
    const run = study.optimize(
      (trial) => {
        if (trial.suggestInt("a", 1, 2) === 1) throw new Error("always");
        return 0;
      },
      { catch: Error },
    );
    expect(await run).to.equal("exhausted");
    expect(study.trials.map(({ params, state }) => [params["a"], state])).to.deep.equal([
      [1, "failed"],
      [2, "complete"],
      [1, "failed"],
    ]);
  });

  it("refuses empty grids, values twice, and parameters or values that it does not have", async () => {
    expect(() => gridSampler({})).to.throw(RangeError, /no parameters/);
    expect(() => gridSampler({ rate: [] })).to.throw(RangeError, /"rate" has no values/);
    expect(() => gridSampler({ rate: [1, 2, 1] })).to.throw(RangeError, /value 1 twice/);
    expect(() => gridSampler({ rate: 0.1 } as never)).to.throw(RangeError, /"rate" is 0.1/);
    expect(() => gridSampler({ rate: [1] }, { attempts: 0 })).to.throw(RangeError, /attempts is 0/);
    for (const sampler of [gridSampler({ a: [1] }), gridSampler({ a: [7], b: [10] })]) {
      const study = await createStudy({ sampler });
      expect(await rejection(study.optimize(objective))).to.be.instanceOf(SpaceError);
    }
  });
});
