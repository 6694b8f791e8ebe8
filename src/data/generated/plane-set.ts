import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import { stream, type RandomStream } from "../../random/stream.js";
import { shuffledIndices } from "../../random/shuffled.js";
import { takeRows } from "../splits/take-rows.js";

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** How many examples the splits of a generated set hold, and how they are drawn. */
export interface GeneratedOptions {
  /** Training examples, default 400. */
  readonly examples: number;
  readonly seed: number;
  /** Standard deviation of the normal noise added to every point. */
  readonly noise: number;
}

/** Validation and test examples are drawn anew, so their number does not depend on that of the training examples. */
export const heldOut = { validation: 200, test: 400 };

/** Draws the three splits from independent streams. */
export function drawSplits(
  { examples, seed }: GeneratedOptions,
  draw: (count: number, random: RandomStream) => Split,
): Pick<DatasetParts, "train" | "validation" | "test"> {
  const one = (split: string, count: number): Split => {
    const drawn = draw(count, stream(seed, `data/${split}`));
    return takeRows(drawn, shuffledIndices(count, stream(seed, `order/${split}`)));
  };
  return {
    train: one("train", examples),
    validation: one("validation", heldOut.validation),
    test: one("test", heldOut.test),
  };
}

/**
 * A classification of points of the plane: the classes take turns, each point comes from `place`, and normal noise is added.
 *
 * @param place a point of the given class without noise
 */
export function planeSet(
  name: string,
  classNames: readonly string[],
  options: GeneratedOptions,
  place: (label: number, random: RandomStream) => Point,
): DatasetParts {
  const draw = (count: number, random: RandomStream): Split => {
    const targets = Int32Array.from({ length: count }, (_, index) => index % classNames.length);
    const inputs = new Float32Array(2 * count);
    targets.forEach((label, index) => {
      const [x, y] = place(label, random);
      inputs[2 * index] = x + options.noise * random.normal();
      inputs[2 * index + 1] = y + options.noise * random.normal();
    });
    return { count, inputs, targets };
  };
  const outputs = classNames.length;
  const featureNames = ["x", "y"];
  const splits = drawSplits(options, draw);
  return { name, task: "classification", inputShape: [2], outputs, featureNames, classNames, ...splits };
}
