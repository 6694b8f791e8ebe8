import { expect } from "chai";
import fc from "fast-check";
import type { Definition } from "../../src/hyperparameters/definition.js";
import { contains } from "../../src/hyperparameters/domain.js";
import { hyperparameterNames, type HyperparameterName } from "../../src/hyperparameters/hyperparameters.js";
import { hyperparameterTable } from "../../src/hyperparameters/table.js";
import { tuningDomain, type SearchedRange } from "../../src/hyperparameters/tuning-domain.js";

const refused = (name: string, values?: unknown): (() => unknown) => {
  return () => tuningDomain(name as HyperparameterName, values as SearchedRange);
};

describe("tuningDomain", () => {
  for (const name of hyperparameterNames)
    it(`searches ${name} inside the domain of its values`, () => {
      const { domain }: Definition = hyperparameterTable[name];
      const searched = tuningDomain(name);
      expect(searched.kind).to.equal(domain.kind);
      const values = searched.kind === "categorical" ? searched.choices : [searched.low, searched.high];
      for (const value of values) expect(contains(domain, value), String(value)).to.be.true;
    });

  it("takes a range or values of one's own", () => {
    expect(tuningDomain("learningRate", { low: 0.001 })).to.deep.equal({
      ...{ kind: "float", low: 0.001, high: 1, log: true, step: undefined },
    });
    expect(tuningDomain("units", { low: 16, high: 128, log: false })).to.deep.equal({
      ...{ kind: "int", low: 16, high: 128, log: false, step: 1 },
    });
    expect(tuningDomain("dropout", { step: 0.1 })).to.deep.equal({
      ...{ kind: "float", low: 0, high: 0.8, log: false, step: 0.1 },
    });
    expect(tuningDomain("units", [32, 64])).to.deep.equal({ kind: "categorical", choices: [32, 64] });
    expect(tuningDomain("batchNorm")).to.deep.equal({ kind: "categorical", choices: [false, true] });
  });

  it("takes a range exactly if both ends are learning rates in order", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (low, high) => {
        const right = low > 0 && high < Infinity && low <= high;
        if (right) expect(tuningDomain("learningRate", { low, high })).to.include({ low, high, log: true });
        else expect(refused("learningRate", { low, high })).to.throw(RangeError, "learningRate");
      }),
    );
  });

  it("refuses what makes no search, by name", () => {
    expect(refused("learningrate")).to.throw(TypeError, '"learningRate"');
    expect(refused("dropout", { high: 1 })).to.throw(RangeError, "dropout = 1");
    expect(refused("units", { low: 1.5 })).to.throw(RangeError, "units = 1.5");
    expect(refused("units", { low: 64, high: 8 })).to.throw(RangeError, "Swap");
    expect(refused("l2", { low: 0 })).to.throw(RangeError, "low > 0");
    expect(refused("optimizer", { low: 0 })).to.throw(RangeError, "list");
    expect(refused("optimizer", ["adm"])).to.throw(RangeError, '"adam"');
    expect(refused("optimizer", [])).to.throw(RangeError, "at least one");
    expect(refused("units", [8, 8])).to.throw(RangeError, "twice");
    expect(refused("units", { max: 8 })).to.throw(RangeError, '"max"');
  });
});
