import type { DatasetParts } from "../checksum.js";
import type { Split } from "../dataset.js";
import type { RandomStream } from "../../random/stream.js";
import { drawSplits, type GeneratedOptions } from "./draw-splits.js";

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
