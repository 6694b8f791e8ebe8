import type { Rank } from "@tensorflow/tfjs";
import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import { augmentationOf } from "../../../src/data/augmentation/augmentation.js";
import { identityMap, redraw } from "../../../src/data/augmentation/affine.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { expectClose } from "../../models/support.js";

const noiseOf = (...each: number[][]): Tensor => tf.tensor3d([each]);

interface NumberMap {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly right: number;
  readonly down: number;
}

/** Bilinear interpolation pixel by pixel: every pixel of the image counts by how near it lies, 0 from a distance of 1. */
function slowly(image: number[][][], map: NumberMap): number[][][] {
  const [middleY, middleX] = [(image.length - 1) / 2, (image[0]!.length - 1) / 2];
  return image.map((row, y) =>
    row.map((pixel, x) => {
      const [dx, dy] = [x - middleX, y - middleY];
      const sourceX = middleX + map.xx * dx + map.xy * dy + map.right;
      const sourceY = middleY + map.yx * dx + map.yy * dy + map.down;
      const near = (distance: number): number => Math.max(0, 1 - Math.abs(distance));
      return pixel.map((_, channel) =>
        image.reduce(
          (sum, line, v) =>
            line.reduce(
              (part, each, u) => part + each[channel]! * near(sourceX - u) * near(sourceY - v),
              sum,
            ),
          0,
        ),
      );
    }),
  );
}

describe("augmentation", () => {
  it("redraws images as a loop over pixels does", () => {
    tf.tidy(() => {
      const images = tf.randomUniform<Rank.R4>([3, 6, 7, 2], 0, 1, "float32", 5);
      const maps = [
        { xx: 0.8, xy: 0.3, yx: -0.4, yy: 1.1, right: 0.4, down: 0 },
        { xx: 1.3, xy: -0.2, yx: 0.1, yy: 0.7, right: -1.7, down: 2.2 },
        { xx: -1, xy: 0, yx: 0, yy: 1, right: 0, down: -1 },
      ];
      const column = (name: keyof (typeof maps)[0]): Tensor => tf.tensor2d(maps.map((map) => [map[name]]));
      const all = { xx: column("xx"), xy: column("xy"), yx: column("yx"), yy: column("yy") };
      const redrawn = redraw(images, { ...all, right: column("right"), down: column("down") });
      const expected = images.arraySync().map((image, index) => slowly(image, maps[index]!));
      expectClose(redrawn, expected.flat(3), 1e-5);
    });
  });

  it("leaves every image as it is at strength 0, and through the identity", () => {
    tf.tidy(() => {
      const images = tf.randomUniform([2, 3, 5, 4, 1], 0, 1, "float32", 1);
      const noise = tf.randomUniform([2, 3, 3], 0, 1, "float32", 2);
      for (const kind of ["shift", "crop", "rotate", "scale", "flip"] as const)
        expectClose(
          augmentationOf(kind, [5, 4, 1])(images, noise, tf.zeros([2])),
          images.dataSync(),
          1e-6,
          kind,
        );
      const flat = tf.reshape(images, [6, 5, 4, 1]);
      expectClose(redraw(flat, identityMap), flat.dataSync(), 0);
    });
  });

  it("flips exactly, and only as often as its strength says", () => {
    tf.tidy(() => {
      const image = tf.tensor5d([[[[[1], [2], [3]]], [[[1], [2], [3]]]]]);
      const flipped = augmentationOf("flip", [1, 3, 1])(
        image,
        noiseOf([0.29, 0, 0], [0.31, 0, 0]),
        tf.tensor1d([0.3]),
      );
      expect([...flipped.dataSync()]).to.deep.equal([3, 2, 1, 1, 2, 3]);
    });
  });

  it("shifts by whole pixels and fills with 0", () => {
    tf.tidy(() => {
      const image = tf.reshape(tf.range(1, 17), [1, 1, 4, 4, 1]);
      // 0.25 · 4 · (2 · 0.99 − 1) rounds to 1 to the right, and 0.25 · 4 · (2 · 0.5 − 1) is 0 down.
      const shifted = augmentationOf("shift", [4, 4, 1])(image, noiseOf([0.99, 0.5, 0]), tf.tensor1d([0.25]));
      expect([...shifted.dataSync()]).to.deep.equal([2, 3, 4, 0, 6, 7, 8, 0, 10, 11, 12, 0, 14, 15, 16, 0]);
    });
  });

  it("turns by a quarter exactly", () => {
    tf.tidy(() => {
      const image = tf.tensor5d([
        [
          [
            [[1], [2]],
            [[3], [4]],
          ],
        ],
      ]);
      const turned = augmentationOf("rotate", [2, 2, 1])(image, noiseOf([1, 0, 0]), tf.tensor1d([0.25]));
      expectClose(turned, [2, 4, 1, 3], 1e-6);
    });
  });

  it("crops within the image: nothing of the outside comes in", () => {
    tf.tidy(() => {
      const ones = tf.ones([1, 4, 6, 6, 1]);
      const noise = noiseOf([0, 0, 0], [0.999, 0, 0], [0, 0.999, 0], [0.999, 0.999, 0]);
      const cropped = augmentationOf("crop", [6, 6, 1])(ones, noise, tf.tensor1d([0.4]));
      expectClose(cropped, new Float32Array(144).fill(1), 1e-5);
    });
  });

  it("scales: at half the size the border of an image of ones is empty", () => {
    tf.tidy(() => {
      const small = augmentationOf("scale", [8, 8, 1])(
        tf.ones([1, 1, 8, 8, 1]),
        noiseOf([0, 0, 0]),
        tf.tensor1d([0.5]),
      );
      const values = [...small.dataSync()];
      expect(values[0]).to.equal(0);
      expect(values[3 * 8 + 3]).to.equal(1);
      expect(tf.sum(small).dataSync()[0]).to.be.closeTo(16, 1e-4);
    });
  });

  it("gives each run of a fleet its own strength", () => {
    tf.tidy(() => {
      const images = tf.tile(tf.reshape(tf.range(1, 10), [1, 1, 3, 3, 1]), [2, 1, 1, 1, 1]);
      const noise = tf.tile(noiseOf([0.99, 0.5, 0]), [2, 1, 1]);
      const [still, moved] = tf.unstack(
        augmentationOf("shift", [3, 3, 1])(images, noise, tf.tensor1d([0, 0.34])),
      );
      expect([...still!.dataSync()]).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect([...moved!.dataSync()]).to.deep.equal([2, 3, 0, 5, 6, 0, 8, 9, 0]);
    });
  });

  it("refuses what has no neighbours, and to rotate a sequence", () => {
    expect(() => augmentationOf("flip", [4])).to.throw(RangeError, /"flip".*\[4\]/);
    expect(() => augmentationOf("rotate", [40, 1])).to.throw(RangeError, /"rotate"/);
    expect(() => augmentationOf("shift", [40, 1])).to.not.throw();
  });
});
