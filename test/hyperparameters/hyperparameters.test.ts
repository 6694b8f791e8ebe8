import { expect } from "chai";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beta2Of, initializerScaleOf } from "../../src/hyperparameters/automatic.js";
import type { Definition } from "../../src/hyperparameters/definition.js";
import { contains, describeDomain, wholeFrom } from "../../src/hyperparameters/domain.js";
import {
  hyperparameterNames,
  hyperparameters,
  type Hyperparameters,
} from "../../src/hyperparameters/hyperparameters.js";
import { structureOf } from "../../src/hyperparameters/structure.js";
import { hyperparameterTable } from "../../src/hyperparameters/table.js";

const definitions = Object.entries(hyperparameterTable) as [keyof Hyperparameters, Definition][];
const bad = (values: Record<string, unknown>): (() => unknown) => {
  return () => hyperparameters(values);
};

describe("the table of hyperparameters", () => {
  for (const [name, { default: value, domain, meaning, chapter, search }] of definitions)
    it(`${name} has a default and a search range inside its domain, and says what it means`, () => {
      expect(contains(domain, value), "default").to.be.true;
      expect(meaning).to.match(/^[A-Z].*\.$/);
      expect(chapter).to.be.within(0, 29);
      if (search)
        for (const end of [search.low, search.high]) expect(contains(domain, end), `${end}`).to.be.true;
      if (search?.log) expect(search.low).to.be.above(0);
    });

  it("shows in editors what it says in the glossary", () => {
    const folder = join(__dirname, "..", "..", "..", "src", "hyperparameters", "table");
    const source = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    const comments = new Map(
      [...source.join("").matchAll(/\/\*\* (.*) \*\/\n {2}(\w+): define/g)].map(([, text, name]) => [
        name,
        text,
      ]),
    );
    for (const [name, { meaning }] of definitions) expect(comments.get(name), name).to.equal(meaning);
  });
});

describe("hyperparameters", () => {
  it("fills in the defaults and keeps what was chosen, frozen", () => {
    const choice = hyperparameters({ learningRate: 0.02, optimizer: "adam" });
    expect(choice).to.include({ learningRate: 0.02, optimizer: "adam", batchSize: 32 });
    expect(Object.keys(choice)).to.deep.equal([...hyperparameterNames]);
    expect(choice).to.be.frozen;
  });

  it("takes its own result as it is", () => {
    const choice = hyperparameters({ units: 7, batchNorm: true });
    expect(hyperparameters(choice)).to.deep.equal(choice);
  });

  for (const value of [0, -1, NaN, Infinity])
    it(`refuses a learning rate of ${value}, naming it, the rule and a good value`, () => {
      expect(bad({ learningRate: value })).to.throw(
        RangeError,
        `learningRate = ${value}: it must be a finite number, above 0, for example 0.1`,
      );
    });

  it("accepts a learning rate of 1e9: divergence is something to see", () => {
    expect(hyperparameters({ learningRate: 1e9 }).learningRate).to.equal(1e9);
  });

  it("refuses values of the wrong type", () => {
    expect(bad({ learningRate: "0.1" })).to.throw(TypeError, 'learningRate = "0.1"');
    expect(bad({ batchNorm: 1 })).to.throw(TypeError, "true or false");
    expect(bad({ optimizer: null })).to.throw(TypeError, '"adam"');
    expect(bad({ learningRate: undefined })).to.throw(TypeError, "undefined");
    expect(bad({ batchSize: "auto" })).to.throw(TypeError, "whole number");
  });

  it("refuses values outside the domain, ends included or not", () => {
    expect(bad({ optimizer: "adm" })).to.throw(RangeError, '"sgd"');
    expect(bad({ batchSize: 2.5 })).to.throw(RangeError, "a whole number, 1 or more");
    expect(bad({ dropout: 1 })).to.throw(RangeError, "a number, 0 or more and below 1");
    expect(bad({ decayRate: 0 })).to.throw(RangeError, "a number, above 0 and at most 1");
    expect(bad({ beta2: -0.1 })).to.throw(RangeError, '"auto" or a number');
    expect(() => hyperparameters({ dropout: 0, decayRate: 1, beta2: 0, layers: 0 })).to.not.throw();
  });

  it("names the nearest hyperparameter for an unknown name", () => {
    const guesses = { learningrate: "learningRate", learing_rate: "learningRate", batchsize: "batchSize" };
    const more = { optimiser: "optimizer", epoch: "epochs", drop_out: "dropout", toString: undefined };
    for (const [name, nearest] of Object.entries({ ...guesses, ...more }))
      expect(bad({ [name]: 1 })).to.throw(
        TypeError,
        nearest ? `The nearest is "${nearest}"` : "no hyperparameter",
      );
  });

  it("either returns what it was given or throws a TypeError or RangeError that names it", () => {
    const anything = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constant(null), fc.integer());
    fc.assert(
      fc.property(fc.constantFrom(...hyperparameterNames), anything, (name, value) => {
        try {
          expect(hyperparameters({ [name]: value })[name]).to.equal(value);
        } catch (error) {
          expect(error instanceof TypeError || error instanceof RangeError).to.be.true;
          expect((error as Error).message).to.contain(name);
        }
      }),
    );
  });

  it("describes domains in words", () => {
    expect(describeDomain(hyperparameterTable.epochs.domain)).to.equal("a whole number, 1 or more");
    expect(describeDomain({ ...wholeFrom(1), high: 9 })).to.equal("a whole number from 1 to 9");
    expect(describeDomain(hyperparameterTable.augmentationStrength.domain)).to.equal(
      "a number, 0 or more and at most 1",
    );
  });
});

describe("structureOf", () => {
  const structure = (choice: Partial<Hyperparameters>): string => structureOf(hyperparameters(choice));
  it("is the same for runs that differ in numbers only", () => {
    expect(structure({ learningRate: 1, dropout: 0.1, momentum: 0 })).to.equal(
      structure({ learningRate: 2, dropout: 0.5, momentum: 0.9, epochs: 3 }),
    );
  });
  it("differs where operations differ, and where 0 leaves them out", () => {
    expect(structure({ units: 8 })).to.not.equal(structure({ units: 9 }));
    expect(structure({ dropout: 0 })).to.not.equal(structure({ dropout: 0.1 }));
    expect(structure({ clipNorm: 1 })).to.not.equal(structure({}));
  });
});

describe("automatic values", () => {
  it("are each optimizer's own, unless chosen", () => {
    const beta2 = (choice: Partial<Hyperparameters>): number => beta2Of(hyperparameters(choice));
    expect(beta2({ optimizer: "adam" })).to.equal(0.999);
    expect(beta2({ optimizer: "rmsprop" })).to.equal(0.9);
    expect(beta2({ optimizer: "rmsprop", beta2: 0.5 })).to.equal(0.5);
  });
  it("are a gain of 1 for orthogonal weights and 0.05 for the others", () => {
    expect(initializerScaleOf(hyperparameters({ initializer: "orthogonal" }))).to.equal(1);
    expect(initializerScaleOf(hyperparameters({ initializer: "randomNormal" }))).to.equal(0.05);
    expect(initializerScaleOf(hyperparameters({ initializerScale: 2 }))).to.equal(2);
  });
});
