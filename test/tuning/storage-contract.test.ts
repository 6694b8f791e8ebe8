import { type Domain, SpaceError } from "../../src/hyperparameters/space/domain.js";
import { expect } from "chai";
import { journalStorage } from "../../src/tuning/storage/journal-storage.js";
import { memoryStorage } from "../../src/tuning/storage/memory-storage.js";
import type { Storage } from "../../src/tuning/storage/storage.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const rate: Domain = { kind: "float", low: 1e-5, high: 1, log: true, step: undefined };
const units: Domain = { kind: "int", low: 8, high: 64, log: false, step: 8 };
const kind: Domain = { kind: "categorical", choices: ["sgd", null, true, 0.5] };

const folder = (): { path(file: string): string } => temporaryFolder();

for (const [name, create] of [
  ["memory", (): Storage => memoryStorage()],
  ["journal", (path: string): Storage => journalStorage(path)],
] as const)
  describe(`tuning: storage contract, ${name}`, () => {
    const place = folder();
    let storage: Storage;
    beforeEach(() => {
      storage = create(place.path("deep/er/study.journal"));
    });

    it("numbers trials from 0 and keeps all their data", () => {
      const study = storage.open("a", ["minimize"]);
      expect([study.create({ state: "running" }), study.create({ state: "running" })]).to.deep.equal([0, 1]);
      study.setParam(1, "rate", 0.01, rate);
      study.setParam(1, "units", 16, units);
      study.setParam(1, "kind", null, kind);
      study.report(1, 5, 0.25);
      study.report(1, 2, Number.NaN);
      study.report(1, 5, 0.125);
      study.setAttribute(1, "user", "note", { text: 'NaN, "Infinity"', list: [1, 2] });
      study.setAttribute(1, "system", "generation", 3);
      study.finish(1, "complete", [Number.NEGATIVE_INFINITY]);
      const record = study.trials()[1]!;
      expect(record).to.deep.include({
        number: 1,
        state: "complete",
        values: [Number.NEGATIVE_INFINITY],
        params: { rate: 0.01, units: 16, kind: null },
        domains: { rate, units, kind },
        attributes: { note: { text: 'NaN, "Infinity"', list: [1, 2] } },
        systemAttributes: { generation: 3 },
      });
      expect(record.intermediateValues).to.deep.equal([
        { step: 2, value: Number.NaN },
        { step: 5, value: 0.125 },
      ]);
      expect(record.finished!.getTime()).to.be.at.least(record.started!.getTime());
      expect(study.trials()[0]!.state).to.equal("running");
    });

    it("never changes a record that was handed out, nor one that is finished", () => {
      const study = storage.open("a", ["minimize"]);
      study.create({ state: "running" });
      const before = study.trials()[0]!;
      study.setParam(0, "rate", 0.5, rate);
      expect(before.params).to.deep.equal({});
      study.finish(0, "pruned", [1]);
      for (const change of [
        (): void => { study.setParam(0, "units", 8, units); }, // prettier-ignore
        (): void => { study.report(0, 1, 1); }, // prettier-ignore
        (): void => { study.setAttribute(0, "user", "k", 1); }, // prettier-ignore
        (): void => { study.finish(0, "complete", [2]); }, // prettier-ignore
      ])
        expect(change).to.throw(RangeError, /trial 0: it is pruned/);
      expect(() => {
        study.finish(7, "complete", [2]);
      }).to.throw(RangeError, /trial 7/);
      expect(study.trials()[0]).to.deep.include({ state: "pruned", values: [1], params: { rate: 0.5 } });
    });

    it("refuses a parameter of another kind, and lets bounds change", () => {
      const study = storage.open("a", ["minimize"]);
      study.create({ state: "running" });
      study.create({ state: "running" });
      study.setParam(0, "rate", 0.5, rate);
      expect(() => {
        study.setParam(1, "rate", 8, units);
      }).to.throw(SpaceError);
      study.setParam(1, "rate", 0.05, { ...rate, high: 0.1 });
      expect(study.trials()[1]!.domains["rate"]).to.deep.equal({ ...rate, high: 0.1 });
    });

    it("gives a waiting trial to one taker", () => {
      const study = storage.open("a", ["minimize"]);
      study.create({ state: "waiting", systemAttributes: { fixed_params: { rate: 0.5 } } });
      expect(study.trials()[0]).to.deep.include({
        state: "waiting",
        started: undefined,
        systemAttributes: { fixed_params: { rate: 0.5 } },
      });
      expect([study.claim(0), study.claim(0)]).to.deep.equal([true, false]);
      expect(study.trials()[0]!.state).to.equal("running");
    });

    it("keeps studies apart, finds them again, and refuses other directions", () => {
      const [a, b] = [storage.open("a", ["minimize"]), storage.open("b", ["maximize", "minimize"])];
      a.create({ state: "running" });
      b.create({ state: "running" });
      b.create({ state: "running" });
      a.create({ state: "running" });
      b.finish(1, "complete", [1, 2]);
      a.finish(1, "failed", []);
      expect(storage.open("a", ["minimize"]).trials().map(({ state }) => state)).to.deep.equal(["running", "failed"]); // prettier-ignore
      expect(b.trials().map(({ values }) => values)).to.deep.equal([[], [1, 2]]);
      expect(() => storage.open("a", ["maximize"])).to.throw(RangeError, /created to minimize/);
    });

    it("keeps why a trial failed", () => {
      const study = storage.open("a", ["minimize"]);
      study.create({ state: "running" });
      study.setAttribute(0, "user", "error", { name: "TypeError", message: "no", stack: "here" });
      study.finish(0, "failed", []);
      expect(study.trials()[0]!.error).to.deep.equal({ name: "TypeError", message: "no", stack: "here" });
    });
  });
