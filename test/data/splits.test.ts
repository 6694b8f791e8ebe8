import { splitIndices, stratifiedOrder } from "../../src/data/splits.js";
import { expect } from "chai";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { withChecksum, type DatasetParts } from "../../src/data/checksum.js";
import { columnScale } from "../../src/data/encoder/scale.js";
import { stream } from "../../src/random/stream.js";

const labels = fc.array(fc.nat(5), { minLength: 1, maxLength: 200 });
const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

describe("stratifiedOrder", () => {
  it("holds every position once", () => {
    fc.assert(
      fc.property(labels, fc.integer(), (classes, seed) => {
        expect(sorted(stratifiedOrder(classes, stream(seed, "test")))).to.deep.equal([...classes.keys()]);
      }),
    );
  });

  it("holds each class in proportion in every prefix, to within two examples", () => {
    fc.assert(
      fc.property(labels, fc.integer(), (classes, seed) => {
        const order = stratifiedOrder(classes, stream(seed, "test"));
        for (let length = 1; length <= order.length; length++)
          for (const label of new Set(classes)) {
            const share = classes.filter((other) => other === label).length / classes.length;
            const held = order.subarray(0, length).filter((index) => classes[index] === label).length;
            expect(Math.abs(held - share * length)).to.be.at.most(2);
          }
      }),
      { numRuns: 50 },
    );
  });

  it("gives every member of a class the same chance of every place", () => {
    const firsts = new Map<number, number>();
    const random = stream(1, "test");
    for (let draw = 0; draw < 4000; draw++) {
      const first = stratifiedOrder([0, 0, 0, 0], random)[0]!;
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    // 1,000 expected each, deviation √(4000 · ¼ · ¾) = 27.4.
    for (const count of firsts.values()) expect(count).to.be.within(1000 - 5 * 27.4, 1000 + 5 * 27.4);
    expect(firsts.size).to.equal(4);
  });
});

describe("splitIndices", () => {
  it("puts every example into exactly one split", () => {
    const fraction = fc.double({ min: 0, max: 0.45, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 500 }), fraction, fraction, fc.integer(), (count, a, b, seed) => {
        const { train, validation, test } = splitIndices(count, { validation: a, test: b }, seed);
        expect(sorted([...train, ...validation, ...test])).to.deep.equal([...Array(count).keys()]);
      }),
    );
  });
});

describe("columnScale", () => {
  it("is mean and standard deviation, and counts the deviation of a constant as 1", () => {
    const values = [1, 5, 2, 5, 6, 5];
    expect(columnScale(values, 2, 0)).to.deep.equal({ mean: 3, deviation: Math.sqrt((4 + 1 + 9) / 3) });
    expect(columnScale(values, 2, 1)).to.deep.equal({ mean: 5, deviation: 1 });
  });
});

describe("withChecksum", () => {
  const parts: DatasetParts = {
    name: "a",
    task: "classification",
    inputShape: [2],
    outputs: 2,
    train: { count: 1, inputs: Float32Array.of(1, 2), targets: Int32Array.of(1) },
    validation: { count: 1, inputs: Float32Array.of(3, 4), targets: Int32Array.of(0) },
    test: { count: 1, inputs: Float32Array.of(5, 6), targets: Int32Array.of(1) },
  };

  it("is SHA-256 over task, shape, outputs, counts and all numbers, little-endian", () => {
    const bytes = Buffer.alloc(36);
    [1, 2, 3, 4, 5, 6].forEach((value, at) =>
      bytes.writeFloatLE(value, 12 * Math.floor(at / 2) + 4 * (at % 2)),
    );
    [1, 0, 1].forEach((value, at) => bytes.writeInt32LE(value, 12 * at + 8));
    const expected = createHash("sha256").update('["classification",[2],2,[1,1,1]]').update(bytes);
    expect(withChecksum(parts).checksum).to.equal(expected.digest("hex"));
  });

  it("depends on every split, the shape and the task, not on names", () => {
    const checksum = (change: Partial<DatasetParts>): string =>
      withChecksum({ ...parts, ...change }).checksum;
    const same = [checksum({}), checksum({ name: "b", classNames: ["no", "yes"] })];
    const others = [
      checksum({ test: parts.train }),
      checksum({ validation: parts.train }),
      checksum({ train: parts.test }),
      checksum({ inputShape: [2, 1] }),
      checksum({ outputs: 3 }),
      checksum({ task: "regression" }),
    ];
    expect(new Set(same).size).to.equal(1);
    expect(new Set([...same, ...others]).size).to.equal(7);
  });
});
