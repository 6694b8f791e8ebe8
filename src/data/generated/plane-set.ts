import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import type { RandomStream } from "../../random/stream.js";
import { drawSplits, type GeneratedOptions } from "./draw-splits.js";

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** A classification of points of the plane. */
export interface PlaneSet {
  readonly name: string;
  readonly classNames: readonly string[];
  /** The share of each class; equal by default. */
  readonly proportions?: readonly number[];
  /** A point of the given class before noise is added. */
  place(label: number, random: RandomStream): Point;
}

/** Class numbers in blocks, each class with its share of `count`. */
function labelsInProportion(count: number, proportions: readonly number[]): Int32Array {
  const labels = new Int32Array(count);
  let end = 0;
  proportions.forEach((share, label) => {
    const start = end;
    end += share;
    labels.fill(label, Math.round(start * count), Math.round(end * count));
  });
  return labels;
}

/** Draws the points of every split and moves each by normal noise. */
export function planeSet(set: PlaneSet, options: GeneratedOptions): DatasetParts {
  const { name, classNames } = set;
  const outputs = classNames.length;
  const proportions = set.proportions ?? classNames.map(() => 1 / outputs);
  const draw = (count: number, random: RandomStream): Split => {
    const targets = labelsInProportion(count, proportions);
    const inputs = new Float32Array(2 * count);
    targets.forEach((label, index) => {
      const [x, y] = set.place(label, random);
      inputs[2 * index] = x + options.noise * random.normal();
      inputs[2 * index + 1] = y + options.noise * random.normal();
    });
    return { count, inputs, targets };
  };
  const facts = { name, outputs, classNames, inputShape: [2], featureNames: ["x", "y"] };
  return { ...facts, task: "classification", ...drawSplits(options, draw) };
}
