import { expect } from "chai";
import { stream } from "../../src/random/stream.js";
import { gpSampler } from "../../src/tuning/samplers/gp-sampler.js";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { improvementLeft, terminator } from "../../src/tuning/study/terminator.js";
import type { Trial } from "../../src/tuning/trial/trial.js";

const bowl = (trial: Trial): number =>
  100 * (trial.suggestFloat("x", -1, 1) - 0.3) ** 2 + trial.suggestFloat("y", 0, 1);

describe("tuning: terminator", function () {
  this.timeout(60_000);

  it("ends a study once what is left to gain is less than matters, and not before", async () => {
    const study = await createStudy({ sampler: gpSampler({ seed: 1 }) });
    const ending = await study.optimize(bowl, { trials: 100, callbacks: [terminator({ noise: 0.05 })] });
    expect(ending).to.equal("stopped");
    expect(study.trials.length).to.be.within(20, 60);
    expect(study.best.values[0]).to.be.lessThan(0.1);
    const careful = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    expect(await careful.optimize(bowl, { trials: 25, callbacks: [terminator({ noise: 1e-9 })] })).to.equal(
      "complete",
    );
  });

  it("sees the noise of an objective, in its own unit and to either direction", async () => {
    for (const [direction, sign] of [
      ["minimize", 1000],
      ["maximize", -1000],
    ] as const) {
      // prettier-ignore
      const study = await createStudy({ direction, sampler: randomSampler({ seed: 2 }) });
      const luck = stream(4, "luck");
      await study.optimize(
        (trial) => sign * ((trial.suggestFloat("x", -1, 1) - 0.3) ** 2 + 0.1 * luck.normal()),
        {
          trials: 120,
        },
      );
      expect(improvementLeft(study)!.noise).to.be.within(60, 160);
    }
  });

  it("says nothing where nothing can be said", async () => {
    const study = await createStudy();
    expect(improvementLeft(study)).to.equal(undefined);
    await study.optimize(() => 1, { trials: 5, callbacks: [terminator({ startupTrials: 2 })] });
    expect(study.trials).to.have.length(5);
    const two = await createStudy({ directions: ["minimize", "minimize"], sampler: randomSampler() });
    await two.optimize((trial) => [trial.suggestFloat("x", 0, 1), 1], { trials: 5 });
    expect(improvementLeft(two)).to.equal(undefined);
  });

  it("refuses options out of range", () => {
    expect(() => terminator({ noise: 0 })).to.throw(RangeError, /noise is 0/);
    expect(() => terminator({ startupTrials: 1 })).to.throw(RangeError, /startupTrials is 1/);
  });
});
