import { expect } from "chai";
import { floatDomain } from "../../src/hyperparameters/space/make-domain.js";
import { memoryStorage } from "../../src/tuning/storage/memory-storage.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";
import { TrialPruned, type Trial } from "../../src/tuning/trial/trial.js";
import type { Study } from "../../src/tuning/study/study.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";
import { rejection } from "./helpers/rejection.js";

function objective(trial: Trial): number {
  const x = trial.suggestFloat("x", -1, 1);
  trial.report(x, 1);
  trial.setAttribute("note", { of: trial.number });
  trial.setConstraint("room", x - 0.9);
  if (trial.number === 2) throw new TrialPruned();
  if (trial.number === 3) throw new RangeError("by design");
  return (x - 0.3) ** 2;
}

/** A study with a trial in every state. */
async function earlier(trials = 6): Promise<Study> {
  const study = await createStudy({ name: "earlier", sampler: tpeSampler({ seed: 4 }) });
  await study.optimize(objective, { trials, catch: RangeError });
  study.ask();
  study.enqueue({ x: 0.25 });
  return study;
}

const shape = { kind: "float", low: 0, high: 1, log: false, step: undefined } as const;
const good = { params: { x: 0.5 }, domains: { x: shape }, values: [1] };

describe("tuning: trials of earlier studies", () => {
  const folder = temporaryFolder();

  for (const [kind, storage] of [
    ["memory", () => memoryStorage()],
    ["a journal", () => folder.path("next.journal")],
  ] as const)
    it(`come along into ${kind} with all but what samplers noted; running ones stay behind`, async () => {
      const before = await earlier();
      const place = storage();
      const study = await createStudy({ name: "next", storage: place });
      const added = study.addTrials(before.trials);
      expect(added.map(({ state }) => state)).to.deep.equal(
        ["complete", "complete", "pruned", "failed", "complete", "complete", "waiting"], // prettier-ignore
      );
      const again = await createStudy({ name: "next", storage: place });
      again.trials.slice(0, 6).forEach((trial, number) => {
        const { params, domains, values, intermediateValues, attributes, started, finished, error } = before.trials[number]!; // prettier-ignore
        expect(trial).to.deep.include({ params, domains, values, intermediateValues, attributes, started, finished }); // prettier-ignore
        expect(trial.error?.message).to.equal(error?.message);
        expect(Object.keys(trial.systemAttributes)).to.deep.equal(["constraints:room"]);
      });
      expect(again.best.values).to.deep.equal(before.best.values);
      expect(study.ask().suggestFloat("x", -1, 1)).to.equal(0.25);
    });

  it("are learned from: a sampler goes on as if they were the study's own", async () => {
    const bowl = (trial: Trial): number => (trial.suggestFloat("x", -1, 1) - 0.3) ** 2;
    const whole = await createStudy({ sampler: tpeSampler({ seed: 1 }) });
    await whole.optimize(bowl, { trials: 30 });
    const first = whole.trials.slice(0, 20);
    const next = await createStudy({ sampler: tpeSampler({ seed: 1 }) });
    next.addTrials(first);
    await next.optimize(bowl, { trials: 10 });
    expect(next.trials.map(({ params }) => params)).to.deep.equal(whole.trials.map(({ params }) => params));
  });

  it("begin a new study with warmStart, and a resumed one has them already", async () => {
    const before = await earlier();
    const storage = folder.path("warm.journal");
    const options = { name: "warm", storage, warmStart: [before, before] };
    expect((await createStudy(options)).trials).to.have.length(14);
    expect((await createStudy(options)).trials).to.have.length(14);
  });

  it("may be written by hand", async () => {
    const study = await createStudy({ direction: "maximize" });
    study.addTrials([good, { ...good, params: { x: 0.75 }, values: [3] }, { ...good, state: "failed", values: [] }]); // prettier-ignore
    expect(study.best.params).to.deep.equal({ x: 0.75 });
    expect(study.trials[2]!.finished).to.be.instanceOf(Date);
  });

  it("are refused as a whole where one contradicts itself or the study, saying which", async () => {
    const study = await createStudy({ warmStart: [] });
    study.addTrials([good]);
    const log = floatDomain("x", 0.1, 1, { log: true });
    for (const [wrong, error, said] of [
      ["trials", TypeError, /addTrials\(earlier\.trials\)/],
      [[null], TypeError, /place 0: it is null/],
      [[good, { ...good, values: [1, 2] }], RangeError, /place 1: its values are .* 1 objective/],
      [[{ ...good, values: [NaN] }], RangeError, /its values are/],
      [[{ ...good, params: { x: 2 } }], RangeError, /"x" is 2, and its domain is a number from 0 to 1/],
      [[{ ...good, params: {} }], RangeError, /"x" has no value/],
      [[{ ...good, domains: {} }], RangeError, /"x" has no domain/],
      [[{ ...good, state: "COMPLETE" }], RangeError, /its state is "COMPLETE"/],
      [[{ ...good, domains: { x: log } }], RangeError, /log scale/],
    ] as const)
      expect(() => study.addTrials(wrong as never)).to.throw(error, said);
    expect(study.trials).to.have.length(1);
  });

  it("are refused by warmStart where good means something else, or they are no study", async () => {
    const before = await earlier(1);
    expect(String(await rejection(createStudy({ direction: "maximize", warmStart: before })))).to.match(
      /RangeError: .*maximize with the trials of "earlier": it was created to minimize/,
    );
    expect(String(await rejection(createStudy({ warmStart: "lr.journal" as never })))).to.match(
      /TypeError: .*"lr.journal".*warmStart is an earlier study/,
    );
  });
});
