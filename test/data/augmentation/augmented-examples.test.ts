import { expect } from "chai";
import { augmentedExamples } from "../../../src/data/augmentation/augmented-examples.js";
import { loadDataset } from "../../../src/data/load-dataset.js";

describe("augmentedExamples", () => {
  it("mirrors every image at strength 1, as reading each row backwards does", async () => {
    const { train, inputShape } = await loadDataset("digits", { examples: 40 });
    const mirrored = augmentedExamples(train.inputs, inputShape, {
      augmentation: "flip",
      augmentationStrength: 1,
    });
    const expected = Array.from({ length: train.inputs.length / 8 }, (_, row) => [
      ...train.inputs.slice(8 * row, 8 * row + 8).reverse(),
    ]);
    expect([...mirrored]).to.deep.equal(expected.flat());
  });

  it("shifts by at most the strength, differently for each image and the same for the same seed", () => {
    const dot = Float32Array.from({ length: 81 }, (_, place) => (place === 40 ? 1 : 0));
    const dots = Float32Array.from({ length: 60 * 81 }, (_, at) => dot[at % 81]!);
    const choice = { augmentation: "shift", augmentationStrength: 0.2 } as const;
    const shifted = augmentedExamples(dots, [9, 9, 1], choice, 3);
    const places = Array.from({ length: 60 }, (_, image) =>
      shifted.subarray(81 * image, 81 * image + 81).indexOf(1),
    );
    const moves = places.map((place) => [(place % 9) - 4, Math.floor(place / 9) - 4] as const);
    expect(moves.every(([right, down]) => Math.abs(right) <= 2 && Math.abs(down) <= 2)).to.equal(true);
    expect(new Set(moves.map(String)).size).to.be.greaterThan(10);
    expect(augmentedExamples(dots, [9, 9, 1], choice, 3)).to.deep.equal(shifted);
    expect(augmentedExamples(dots, [9, 9, 1], choice, 4)).not.to.deep.equal(shifted);
  });

  it("copies where there is nothing to change", () => {
    const inputs = Float32Array.of(1, 2, 3, 4);
    const same = augmentedExamples(inputs, [2, 2, 1], { augmentation: "none" });
    expect(same).to.deep.equal(inputs);
    expect(same).not.to.equal(inputs);
  });

  it("refuses half an image, and a strength outside its domain", () => {
    const choice = { augmentation: "shift" } as const;
    expect(() => augmentedExamples(new Float32Array(5), [2, 2, 1], choice)).to.throw(
      RangeError,
      "5 numbers as examples: one example has 4",
    );
    expect(() =>
      augmentedExamples(new Float32Array(4), [2, 2, 1], { ...choice, augmentationStrength: 2 }),
    ).to.throw(RangeError, "augmentationStrength");
  });
});
