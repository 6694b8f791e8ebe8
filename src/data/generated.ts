import type { DatasetParts } from "./checksum.js";
import type { Split } from "./dataset.js";
import { type RandomStream, stream } from "../random/stream.js";
import { shuffledIndices } from "../random/shuffled.js";
import { takeRows } from "./splits.js";

/** Options of every generated set. */
export interface GeneratedOptions {
  /** Training examples. */
  readonly examples: number;
  readonly seed: number;
  /** Standard deviation of the normal noise. */
  readonly noise: number;
}

/** Validation and test are drawn separately, so their size does not depend on that of the training split. */
const heldOut = { validation: 200, test: 400 };

/** Draws the three splits from independent streams and puts each in random order. */
export function drawSplits(
  { examples, seed }: GeneratedOptions,
  draw: (count: number, random: RandomStream, split: string) => Split,
): Pick<DatasetParts, "train" | "validation" | "test"> {
  const one = (split: string, count: number): Split => {
    const drawn = draw(count, stream(seed, `data/${split}`), split);
    return takeRows(drawn, shuffledIndices(count, stream(seed, `data order/${split}`)));
  };
  return {
    train: one("train", examples),
    validation: one("validation", heldOut.validation),
    test: one("test", heldOut.test),
  };
}

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

/**
 * A regression on one number: x uniform in [−1, 1), y = f(x) + noise × N(0, 1).
 *
 * @param disturb changes a training target after that, for outliers; validation and test stay clean
 */
export function functionSet(
  name: string,
  f: (x: number) => number,
  options: GeneratedOptions,
  disturb: (y: number, random: RandomStream) => number = (y) => y,
): DatasetParts {
  const draw = (count: number, random: RandomStream, split: string): Split => {
    const inputs = Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
    const targets = inputs.map((x) => f(x) + options.noise * random.normal());
    return { count, inputs, targets: split === "train" ? targets.map((y) => disturb(y, random)) : targets };
  };
  const facts = { name, outputs: 1, inputShape: [1], featureNames: ["x"], targetName: "y" };
  return { ...facts, task: "regression", ...drawSplits(options, draw) };
}

/** How far the centres of the blobs are from the origin. */
const distance = 2;

/**
 * One round cloud per class, its centre on a circle of radius 2. With unequal proportions, a set with rare classes.
 *
 * @param proportions the share of each class, at least two positive numbers that add up to 1
 * @throws {RangeError} if they are not that
 */
export function blobs(options: GeneratedOptions, proportions: readonly number[]): DatasetParts {
  const sum = proportions.reduce((total, share) => total + share, 0);
  if (proportions.length < 2 || !proportions.every((share) => share > 0) || Math.abs(sum - 1) > 1e-9)
    throw new RangeError(
      `Cannot draw "blobs": proportions is [${proportions.join(", ")}] (sum ${sum}); ` +
        `it must be at least two positive shares that add up to 1, for example [0.9, 0.1].`,
    );
  const classNames = proportions.map((_, label) => `cloud ${label}`);
  const place = (label: number): [number, number] => {
    const angle = (2 * Math.PI * label) / proportions.length;
    return [distance * Math.cos(angle), distance * Math.sin(angle)];
  };
  return planeSet({ name: "blobs", classNames, proportions, place }, options);
}

const circlesSet: PlaneSet = {
  name: "circles",
  classNames: ["outer", "inner"],
  place: (label, random) => {
    const angle = 2 * Math.PI * random.uniform();
    const radius = label === 0 ? 1 : 0.5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
};

/**
 * A circle of radius 1 around one of radius ½: no straight line separates them.
 *
 * @see scikit-learn, `make_circles`
 */
export const circles = (options: GeneratedOptions): DatasetParts => planeSet(circlesSet, options);

const moonsSet: PlaneSet = {
  name: "moons",
  classNames: ["upper", "lower"],
  place: (label, random) => {
    const angle = Math.PI * random.uniform();
    return label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  },
};

/**
 * Two half circles, each reaching into the other: (cos t, sin t) and (1 − cos t, ½ − sin t), t uniform in [0, π).
 *
 * @see scikit-learn, `make_moons`
 */
export const moons = (options: GeneratedOptions): DatasetParts => planeSet(moonsSet, options);

/** How far an arm turns from its inner to its outer end: 1.4 full turns, in radians. */
const turn = 1.4 * 2 * Math.PI;

const spiralsSet: PlaneSet = {
  name: "spirals",
  classNames: ["first arm", "second arm"],
  place: (label, random) => {
    const radius = 0.05 + 0.95 * random.uniform();
    const angle = turn * radius + Math.PI * label;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
};

/**
 * Two arms that wind around each other: radius r uniform in [0.05, 1), angle 2.8 π r, the second arm half a turn behind.
 *
 * @see Lang and Witbrock, "Learning to tell two spirals apart", 1988
 */
export const spirals = (options: GeneratedOptions): DatasetParts => planeSet(spiralsSet, options);

/** How far above the line an outlier lies: many times the noise. */
const lift = 10;

/**
 * A straight line, y = 2x + 1 + noise, in which some training targets are 10 too high, like misread values: the squared
 * error is pulled up by them, the absolute error and Huber's loss are not.
 *
 * @param outliers the probability that a training target is one, [0, 1]
 * @throws {RangeError} if it is not
 */
export function line(options: GeneratedOptions, outliers: number): DatasetParts {
  if (!(outliers >= 0 && outliers <= 1))
    throw new RangeError(`Cannot draw "line": outliers is ${outliers}, it must be between 0 and 1.`);
  return functionSet(
    "line",
    (x) => 2 * x + 1,
    options,
    (y, random) => (random.uniform() < outliers ? y + lift : y),
  );
}

/** A cubic with two bends, y = 4x³ − 3x + noise (Chebyshev's third polynomial): too little capacity misses the bends, too much follows the noise. */
export const curve = (options: GeneratedOptions): DatasetParts =>
  functionSet("curve", (x) => 4 * x ** 3 - 3 * x, options);
