import { expect } from "chai";
import fc from "fast-check";
import { hyperparameters, type Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { structureOf } from "../../../src/hyperparameters/structure.js";
import { cut, padded } from "../../../src/training/fleet/padding.js";
import { mixedOrder, mixtureKey, obstacle } from "../../../src/training/mixture.js";
import { smallData } from "../support.js";

const data = smallData([6], "classification");

const choice = fc
  .record({
    layers: fc.integer({ min: 0, max: 3 }),
    units: fc.constantFrom(4, 6),
    optimizer: fc.constantFrom("sgd", "adam", "lion"),
    activation: fc.constantFrom("relu", "tanh"),
    ...{ batchSize: fc.constantFrom(8, 16), residual: fc.boolean(), dropout: fc.constantFrom(0, 0.5) },
  })
  .map((some) => hyperparameters(some as Partial<Hyperparameters>));

describe("a mixture", () => {
  it("has a key that says which runs can be mixed, as `obstacle` does", () => {
    fc.assert(
      fc.property(choice, choice, (one, other) => {
        const canMix = mixtureKey(one, data) === mixtureKey(other, data);
        expect(obstacle(one, other, data) === undefined).to.equal(canMix);
        if (structureOf(one) === structureOf(other)) expect(canMix).to.be.true;
      }),
    );
  });

  it("is ordered by layers, with those of one optimizer and activation side by side", () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 12 }), (choices) => {
        const order = mixedOrder(choices);
        expect([...order].sort((a, b) => a - b)).to.deep.equal([...choices.keys()]);
        const sorted = order.map((run) => choices[run]!);
        const depths = sorted.map(({ layers }) => layers);
        expect(depths).to.deep.equal([...depths].sort((a, b) => b - a));
        const kinds = sorted.map(
          ({ layers, optimizer, activation }) => `${layers} ${optimizer} ${activation}`,
        );
        const changes = kinds.filter((kind, at) => kind !== kinds[at - 1]).length;
        expect(changes).to.equal(new Set(kinds).size);
      }),
    );
  });
});

describe("padding", () => {
  it("is undone by cutting, and adds zeros only", () => {
    const sides = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(sides, fc.integer({ min: 0, max: 3 }), (from, more) => {
        const to = from.map((side) => side + more);
        const values = Float32Array.from({ length: from.reduce((a, b) => a * b, 1) }, (_, at) => at + 1);
        const large = padded(values, from, to);
        expect(cut(large, to, from)).to.deep.equal(values);
        expect([...large].filter((value) => value !== 0)).to.deep.equal([...values]);
      }),
    );
  });

  it("keeps rows and columns in their places", () => {
    expect([...padded(Float32Array.of(1, 2, 3, 4), [2, 2], [3, 3])]).to.deep.equal([
      1, 2, 0, 3, 4, 0, 0, 0, 0,
    ]);
    expect([...cut(Float32Array.of(1, 2, 0, 3, 4, 0), [2, 3], [2, 2])]).to.deep.equal([1, 2, 3, 4]);
  });
});
