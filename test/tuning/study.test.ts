import { type Trial, TrialPruned } from "../../src/tuning/trial/trial.js";
import { expect } from "chai";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import { rejection } from "./helpers/rejection.js";

const parabola = (trial: Trial): number => (trial.suggestFloat("x", -10, 10) - 2) ** 2;

describe("tuning: a study", () => {
  let study: Study;
  beforeEach(async () => {
    study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
  });

  it("runs as many trials as asked for and knows the best", async () => {
    expect(await study.optimize(parabola, { trials: 30 })).to.equal("complete");
    expect(study.trials).to.have.length(30);
    expect(study.trials.map(({ number }) => number)).to.deep.equal([...Array(30).keys()]);
    const least = Math.min(...study.trials.map(({ values }) => values[0]!));
    expect(study.best.values[0]).to.equal(least);
    expect((Number(study.best.params["x"]) - 2) ** 2).to.equal(least);
  });

  it("knows the best of a study to maximize", async () => {
    const up = await createStudy({ direction: "maximize", sampler: randomSampler() });
    await up.optimize((trial) => trial.suggestInt("n", 1, 9), { trials: 40 });
    expect(up.best.values).to.deep.equal([9]);
  });

  it("fails a trial whose objective throws what it may or returns NaN, keeps the reason, and goes on", async () => {
    await study.optimize(
      (trial) => {
        if (trial.number === 1) throw new TypeError("no such file");
        return trial.number === 2 ? Number.NaN : trial.number;
      },
      { trials: 5, catch: [TypeError] },
    );
    expect(study.trials.map(({ state }) => state)).to.deep.equal([
      "complete",
      "failed",
      "failed",
      "complete",
      "complete",
    ]);
    expect(study.trials[1]!.error).to.include({ name: "TypeError", message: "no such file" });
    expect(study.trials[2]!.error?.message).to.match(/NaN/);
    expect(study.best.number).to.equal(0);
  });

  it("says what went wrong when there is no best", async () => {
    expect(() => study.best).to.throw(/none of the 0 trials/);
    await study.optimize(
      () => {
        throw new Error("out of memory");
      },
      { trials: 2, catch: Error },
    );
    expect(() => study.best).to.throw(/out of memory/);
  });

  it("hands out the same value each time a parameter is asked for", async () => {
    await study.optimize((trial) => trial.suggestFloat("x", 0, 1) - trial.suggestFloat("x", 0, 1), {
      trials: 3,
    });
    expect(study.trials.every(({ values }) => values[0] === 0)).to.equal(true);
  });

  it("prunes, with the last reported value", async () => {
    await study.optimize(
      (trial) => {
        trial.report(7, 0);
        trial.report(5, 3);
        throw new TrialPruned();
      },
      { trials: 1 },
    );
    expect(study.trials[0]).to.deep.include({ state: "pruned", values: [5] });
    expect(study.trials[0]!.intermediateValues).to.deep.equal([
      { step: 0, value: 7 },
      { step: 3, value: 5 },
    ]);
  });

  it("can be driven by ask and tell, out of order", () => {
    const [first, second] = [study.ask(), study.ask()];
    second.suggestInt("n", 1, 5);
    expect(study.trials.map(({ state }) => state)).to.deep.equal(["running", "running"]);
    study.tell(second, 3);
    study.tell(first.number, "failed");
    expect(study.trials.map(({ state }) => state)).to.deep.equal(["failed", "complete"]);
    expect(() => study.tell(second, 4)).to.throw(RangeError, /trial 1: it is complete/);
    expect(() => study.tell(9, 4)).to.throw(RangeError, /trial 9/);
  });

  it("refuses outcomes that are no numbers, or too many", () => {
    const trial = study.ask();
    expect(() => study.tell(trial, "good" as never)).to.throw(TypeError, /must return a number/);
    expect(() => study.tell(trial, [1, 2])).to.throw(RangeError, /exactly one value for each/);
    expect(study.trials[0]!.state).to.equal("running");
  });

  it("runs queued trials first, sampling what was left out", async () => {
    study.enqueue({ x: 2 });
    await study.optimize((trial) => parabola(trial) + trial.suggestFloat("y", 0, 1), { trials: 2 });
    expect(study.trials[0]!.params["x"]).to.equal(2);
    expect(study.trials[0]!.params["y"]).to.be.within(0, 1);
    expect(study.trials).to.have.length(2);
  });

  it("fails a queued trial whose value is outside the domain", async () => {
    study.enqueue({ x: 200 });
    const error = await rejection(study.optimize(parabola, { trials: 1 }));
    expect(error).to.be.instanceOf(RangeError);
    expect(error.message).to.match(/queued value 200 of "x": it must be a number from -10 to 10/);
    expect(study.trials[0]!.error?.message).to.equal(error.message);
  });

  it("fails a queued value that is not on the steps: 3.5 is no whole number", async () => {
    for (const [queued, rule] of [
      [{ n: 3.5 }, /3.5 of "n": it must be a whole number from 1 to 9/],
      [{ n: 2, x: 0.25 }, /0.25 of "x": it must be a number from 0 to 1 in steps of 0.1/],
      [{ n: 2, x: 0.3, c: "A" }, /"A" of "c": it must be one of "a", "b"/],
    ] as const) {
      study.enqueue(queued);
      const run = study.optimize(
        (trial) => {
          trial.suggestInt("n", 1, 9);
          trial.suggestCategorical("c", ["a", "b"]);
          return trial.suggestFloat("x", 0, 1, { step: 0.1 });
        },
        { trials: 1 },
      );
      expect((await rejection(run)).message).to.match(rule);
    }
    expect(() => study.enqueue({ n: [1] } as never)).to.throw(
      TypeError,
      /values are strings, finite numbers/,
    );
    expect(() => study.enqueue(3 as never)).to.throw(TypeError, /object of names and values/);
  });

  it("knows the Pareto front of several objectives, and no best", async () => {
    const both = await createStudy({ directions: ["minimize", "maximize"], sampler: randomSampler() });
    const points = [
      [1, 1],
      [2, 2],
      [2, 1],
      [3, 0],
      [0, 0.5],
    ];
    for (const point of points) both.tell(both.ask(), point);
    expect(both.paretoFront.map(({ number }) => number)).to.deep.equal([0, 1, 4]);
    expect(() => both.best).to.throw(/paretoFront/);
    expect(() => {
      both.ask().report(1, 0);
    }).to.throw(/exactly one/);
  });
});

describe("tuning: createStudy", () => {
  it("refuses directions that do not exist or contradict each other", async () => {
    for (const options of [
      { direction: "up" as never },
      { directions: [] },
      { direction: "minimize", directions: ["minimize"] } as const,
      { name: "" },
    ])
      expect(await rejection(createStudy(options))).to.be.instanceOf(RangeError);
  });
});
