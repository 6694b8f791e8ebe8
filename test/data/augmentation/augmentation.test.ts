import type { Rank } from "@tensorflow/tfjs";
import { expect } from "chai";
import type { Tensor } from "@tensorflow/tfjs";
import {
  augmentationNoise,
  augmentationOf,
  type AugmentationKind,
} from "../../../src/data/augmentation/augmentation.js";
import { identityMap, redraw } from "../../../src/data/augmentation/affine.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { expectClose } from "../../models/support.js";

const moving = ["shift", "crop", "rotate", "scale", "flip", "combined"] as const;
const kinds = [...moving, "cutout", "mixup"] as const;

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
      const noise = tf.randomUniform<Rank.R3>([2, 3, 4], 0, 1, "float32", 2);
      const numbers = (kind: AugmentationKind): Tensor =>
        tf.slice(noise, [0, 0, 0], [2, 3, augmentationNoise(kind)]);
      for (const kind of kinds)
        expectClose(
          augmentationOf(kind, [5, 4, 1])(images, numbers(kind), tf.zeros([2])),
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

  it("combines a turn, a size and a shift as one after the other would", () => {
    tf.tidy(() => {
      const images = tf.randomUniform([1, 1, 7, 7, 1], 0, 1, "float32", 3);
      const [turn, size, right, down] = [0.8, 0.3, 0.9, 0.2].map((noise) => 2 * noise - 1) as [
        number,
        number,
        number,
        number,
      ];
      const combined = augmentationOf("combined", [7, 7, 1])(
        images,
        noiseOf([0.8, 0.3, 0.9, 0.2]),
        tf.tensor1d([0.4]),
      );
      const [angle, factor] = [(Math.PI / 2) * 0.4 * turn, 1 + 0.4 * size];
      const expected = slowly((images.arraySync() as number[][][][][])[0]![0]!, {
        xx: Math.cos(angle) / factor,
        xy: -Math.sin(angle) / factor,
        yx: Math.sin(angle) / factor,
        yy: Math.cos(angle) / factor,
        right: 0.2 * 7 * right,
        down: 0.2 * 7 * down,
      });
      expectClose(combined, expected.flat(2), 1e-5);
    });
  });

  it("cuts out a rectangle of the given share, and what sticks out is lost", () => {
    tf.tidy(() => {
      const cut = (noise: number[], strength: number): number[][] =>
        tf
          .reshape<Rank.R2>(
            augmentationOf("cutout", [4, 4, 1])(
              tf.ones([1, 1, 4, 4, 1]),
              noiseOf(noise),
              tf.tensor1d([strength]),
            ),
            [4, 4],
          )
          .arraySync();
      // In the middle (2, 2), half the width and height: the four places from 1 to 3.
      expect(cut([0.5, 0.5, 0], 0.5)).to.deep.equal([
        [1, 1, 1, 1],
        [1, 0, 0, 1],
        [1, 0, 0, 1],
        [1, 1, 1, 1],
      ]);
      expect(cut([0, 0.5, 0], 0.5)).to.deep.equal([
        [1, 1, 1, 1],
        [0, 1, 1, 1],
        [0, 1, 1, 1],
        [1, 1, 1, 1],
      ]);
    });
  });

  it("cuts a stretch of time out of a sequence, and all of its features", () => {
    tf.tidy(() => {
      const cut = augmentationOf("cutout", [4, 2])(
        tf.ones([1, 1, 4, 2]),
        noiseOf([0.5, 0.1, 0]),
        tf.tensor1d([0.5]),
      );
      expect([...cut.dataSync()]).to.deep.equal([1, 1, 0, 0, 0, 0, 1, 1]);
    });
  });

  it("mixes each example with the next of its own run, and targets by the same shares", () => {
    tf.tidy(() => {
      const mixup = augmentationOf("mixup", [1]);
      const noise = noiseOf([0.5, 0, 0], [0.25, 0, 0], [0, 0, 0]);
      const [both, strength] = [tf.tile(noise, [2, 1, 1]), tf.tensor1d([1, 0.4])];
      const inputs = tf.tensor3d([
        [[0], [8], [4]],
        [[0], [8], [4]],
      ]);
      expectClose(mixup(inputs, both, strength), [4, 7, 4, 1.6, 7.6, 4], 1e-6);
      const targets = tf.tile(tf.reshape(tf.eye(3), [1, 3, 3]), [2, 1, 1]);
      const shares = [0.5, 0.5, 0, 0, 0.75, 0.25, 0, 0, 1];
      expectClose(mixup(targets, both, strength), [...shares, 0.8, 0.2, 0, 0, 0.9, 0.1, 0, 0, 1], 1e-6);
    });
  });

  it("mixes an example that is alone in its batch with itself", () => {
    const alone = augmentationOf("mixup", [2])(
      tf.tensor3d([[[3, 5]]]),
      noiseOf([0.7, 0, 0]),
      tf.tensor1d([1]),
    );
    expectClose(alone, [3, 5], 1e-6);
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
    for (const kind of ["rotate", "combined"] as const)
      expect(() => augmentationOf(kind, [40, 1])).to.throw(RangeError, `"${kind}"`);
    expect(() => augmentationOf("shift", [40, 1])).to.not.throw();
  });
});
