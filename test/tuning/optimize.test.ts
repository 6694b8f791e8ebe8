import { type Trial, TrialPruned } from "../../src/tuning/trial/trial.js";
import { expect } from "chai";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setTimeout as sleep } from "node:timers/promises";
import { medianPruner } from "../../src/tuning/pruners/report-pruners.js";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { SpaceError } from "../../src/hyperparameters/space/domain.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import { rejection } from "./helpers/rejection.js";

const parabola = (trial: Trial): number => (trial.suggestFloat("x", -10, 10) - 2) ** 2;

describe("tuning: study.optimize", () => {
  it("ends with the mistake when the search space contradicts itself", async () => {
    const spaces: [RegExp, (trial: Trial) => number][] = [
      [/low is 2 and high is 1/, (trial) => trial.suggestFloat("x", 2, 1)],
      [/needs low > 0/, (trial) => trial.suggestFloat("x", 0, 1, { log: true })],
      [/must be finite/, (trial) => trial.suggestFloat("x", 0, Infinity)],
      [/step is 0/, (trial) => trial.suggestFloat("x", 0, 1, { step: 0 })],
      [/has no steps/, (trial) => trial.suggestFloat("x", 1, 2, { step: 1, log: true })],
      [/whole number/, (trial) => trial.suggestInt("x", 0.5, 2)],
      [/no choices/, (trial) => Number(trial.suggestCategorical("x", []))],
      [/twice/, (trial) => trial.suggestCategorical("x", [1, 1])],
    ];
    for (const [message, objective] of spaces) {
      const study = await createStudy();
      const error = await rejection(study.optimize(objective, { trials: 3 }));
      expect(error).to.be.instanceOf(SpaceError).with.property("message").match(message);
      expect(study.trials.map(({ state }) => state)).to.deep.equal(["failed"]);
    }
  });

  it("ends with the mistake when a parameter gets another kind of domain", async () => {
    const study = await createStudy();
    const turncoat = (trial: Trial): number =>
      trial.number < 2 ? trial.suggestFloat("x", 1, 2) : trial.suggestInt("x", 1, 2);
    expect(await rejection(study.optimize(turncoat, { trials: 5 }))).to.be.instanceOf(SpaceError);
    const choices = await createStudy();
    const growing = (trial: Trial): number =>
      trial.suggestCategorical("c", [0, 1, 2, 3].slice(0, trial.number + 1));
    expect(await rejection(choices.optimize(growing, { trials: 5 }))).to.be.instanceOf(SpaceError);
  });

  it("ends with the error of the objective, and has kept it with the trial", async () => {
    const study = await createStudy();
    const broken = (trial: Trial): number => {
      if (trial.number === 2) throw new TypeError("no such file");
      return trial.number;
    };
    expect((await rejection(study.optimize(broken, { trials: 9 }))).message).to.equal("no such file");
    expect(study.trials.map(({ state }) => state)).to.deep.equal(["complete", "complete", "failed"]);
    expect(study.trials[2]!.error).to.include({ name: "TypeError", message: "no such file" });
    const wordy = study.optimize(() => "good" as never, { trials: 1 });
    expect(await rejection(wordy))
      .to.be.instanceOf(TypeError)
      .with.property("message")
      .match(/must return a number/);
  });

  it("continues after errors that are to be caught, and only after those", async () => {
    class Unlucky extends RangeError {}
    for (const [kinds, goesOn] of [
      [[Unlucky], true],
      [RangeError, true],
      [[TypeError, Error], true],
      [[TypeError], false],
      [[], false],
    ] as const) {
      const study = await createStudy({ sampler: randomSampler() });
      const run = study.optimize(
        (trial) => {
          if (trial.number === 1) throw new Unlucky("today");
          return trial.number;
        },
        { trials: 4, catch: kinds },
      );
      if (goesOn) expect(await run).to.equal("complete");
      else expect(await rejection(run)).to.be.instanceOf(Unlucky);
      expect(study.trials).to.have.length(goesOn ? 4 : 2);
    }
  });

  it("says what the first failure was when every trial failed", async () => {
    const heard: Error[] = [];
    const listen = (warning: Error): void => void heard.push(warning);
    process.on("warning", listen);
    try {
      const study = await createStudy();
      const broken = (trial: Trial): number => {
        throw new Error(`wall ${trial.number}`);
      };
      await study.optimize(broken, { trials: 3, catch: Error });
      await study.optimize((trial) => (trial.number === 3 ? Number.NaN : 1), { trials: 2 });
      await sleep(1);
    } finally {
      process.off("warning", listen);
    }
    expect(heard.map(({ name, message }) => [name, message])).to.deep.equal([
      ["StudyWarning", "All 3 trials of the study failed, the first with Error: wall 0"],
    ]);
  });

  it("ends parallel trials as interrupted when one of them fails", async () => {
    const study = await createStudy();
    const run = study.optimize(
      async (trial) => {
        if (trial.number === 2) throw new Error("bad");
        await sleep(60_000, undefined, { signal: trial.signal });
        return 1;
      },
      { trials: 9, parallel: 3 },
    );
    expect((await rejection(run)).message).to.equal("bad");
    expect(study.trials.map(({ error }) => error?.name)).to.deep.equal(["AbortError", "AbortError", "Error"]);
  });

  it("lets the bounds of a parameter move", async () => {
    const study = await createStudy();
    await study.optimize((trial) => trial.suggestFloat("x", trial.number, trial.number + 1), { trials: 30 });
    expect(study.trials.every(({ params, number }) => Math.floor(Number(params["x"])) === number)).to.equal(
      true,
    );
  });

  it("refuses options out of range, and to run for ever", async () => {
    const study = await createStudy();
    for (const options of [{ trials: -1 }, { trials: 1.5 }, { timeout: 0 }, { trials: 1, parallel: 0 }, {}])
      expect(await rejection(study.optimize(parabola, options))).to.be.instanceOf(RangeError);
    for (const options of [{ trails: 5 }, { trials: 1, catch: "Error" }, { trials: 1, callbacks: [3] }, 5])
      expect((await rejection(study.optimize(parabola, options as never))).message).to.match(
        /trials|catch|callbacks/,
      );
    expect((await rejection(study.optimize(7 as never, { trials: 1 }))).message).to.match(
      /objective is a function/,
    );
    expect(study.trials).to.have.length(0);
  });

  it("is interrupted by SIGINT: finished trials stay, the running one fails, no listener is left", async () => {
    const study = await createStudy();
    const before = process.listenerCount("SIGINT");
    const slow = async (trial: Trial): Promise<number> => {
      if (trial.number === 3) {
        setTimeout(() => process.emit("SIGINT"), 1);
        await sleep(60_000, undefined, { signal: trial.signal });
      }
      return trial.number;
    };
    expect(await study.optimize(slow, { trials: 10 })).to.equal("interrupted");
    expect(study.trials.map(({ state }) => state)).to.deep.equal([
      "complete",
      "complete",
      "complete",
      "failed",
    ]);
    expect(study.trials[3]!.error?.name).to.equal("AbortError");
    expect(process.listenerCount("SIGINT")).to.equal(before);
  });

  it("is interrupted by a signal even if the objective never waits", async () => {
    const study = await createStudy({ sampler: randomSampler() });
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 1);
    expect(await study.optimize(parabola, { signal: controller.signal })).to.equal("interrupted");
    expect(await study.optimize(parabola, { trials: 1, signal: controller.signal })).to.equal("interrupted");
  });

  it("ends when time is up, when stopped, and when a callback throws", async () => {
    const study = await createStudy({ sampler: randomSampler() });
    expect(await study.optimize(parabola, { timeout: 0.01 })).to.equal("timeout");
    const stop = [(running: Study) => { running.stop(); }]; // prettier-ignore
    expect(await study.optimize(parabola, { trials: 9, callbacks: stop })).to.equal("stopped");
    const fail = [() => { throw new Error("enough"); }]; // prettier-ignore
    expect((await rejection(study.optimize(parabola, { trials: 9, callbacks: fail }))).message).to.equal(
      "enough",
    );
  });

  it("runs trials in parallel, never more than allowed", async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: 3 }) });
    let [running, most] = [0, 0];
    await study.optimize(
      async (trial) => {
        most = Math.max(most, ++running);
        await sleep(2);
        running--;
        return trial.suggestFloat("x", 0, 1);
      },
      { trials: 12, parallel: 4 },
    );
    expect(most).to.equal(4);
    expect(study.trials.filter(({ state }) => state === "complete")).to.have.length(12);
    const alone = await createStudy({ sampler: randomSampler({ seed: 3 }) });
    await alone.optimize((trial) => trial.suggestFloat("x", 0, 1), { trials: 12 });
    expect(study.trials.map(({ params }) => params)).to.deep.equal(alone.trials.map(({ params }) => params));
  });

  it("announces its progress", async () => {
    const heard: { kind: string; done: number; finished: boolean }[] = [];
    const listen = (message: unknown): void => {
      heard.push(message as (typeof heard)[number]);
    };
    subscribe("tunebook:progress", listen);
    await (await createStudy()).optimize(parabola, { trials: 2 });
    unsubscribe("tunebook:progress", listen);
    expect(heard.map(({ kind, done, finished }) => [kind, done, finished])).to.deep.equal([
      ["study", 1, false],
      ["study", 2, false],
      ["study", 2, true],
    ]);
  });

  it("prunes bad trials through the study's pruner", async () => {
    const study = await createStudy({ sampler: randomSampler(), pruner: medianPruner() });
    await study.optimize(
      (trial) => {
        const x = trial.suggestFloat("x", 0, 1);
        for (let step = 0; step < 5; step++) {
          trial.report(x / (step + 1), step);
          if (trial.shouldPrune()) throw new TrialPruned();
        }
        return x;
      },
      { trials: 40 },
    );
    const worst = (state: string): number =>
      Math.max(...study.trials.filter((t) => t.state === state).map(({ params }) => Number(params["x"])));
    expect(study.trials.some(({ state }) => state === "pruned")).to.equal(true);
    expect(study.trials.findIndex(({ state }) => state === "pruned")).to.be.at.least(5);
    expect(worst("pruned")).to.be.greaterThan(0.5);
  });
});
