import { dealOut, readIdx, type StoredOptions, type StoredSet } from "./stored-file.js";
import { splitIndices, usualFractions } from "../splits.js";

const tenDigits = Array.from({ length: 10 }, (_, digit) => String(digit));

interface ImageFiles {
  readonly name: string;
  /** The number stored for white. */
  readonly white: number;
  readonly validation: number;
  readonly test: number;
}

async function loadImages(files: ImageFiles, { seed }: StoredOptions): Promise<StoredSet> {
  const [images, labels] = await Promise.all([
    readIdx(`${files.name}-images.idx.gz`),
    readIdx(`${files.name}-labels.idx.gz`),
  ]);
  const [count, height, width] = images.shape as readonly [number, number, number];
  const inputs = new Float32Array(images.values);
  for (let at = 0; at < inputs.length; at++) inputs[at]! /= files.white;
  const targets = Int32Array.from(labels.values);
  const parts = dealOut(
    {
      name: files.name,
      task: "classification",
      inputShape: [height, width, 1],
      outputs: 10,
      classNames: tenDigits,
    },
    { count, inputs, targets },
    splitIndices(count, files, seed, targets),
  );
  return { parts, numericColumns: [] };
}

/** 1,797 handwritten digits of 8 × 8 pixels, scaled from 0–16 to [0, 1]. */
export const loadDigits = (options: StoredOptions): Promise<StoredSet> =>
  loadImages({ name: "digits", white: 16, ...usualFractions }, options);

/** 10,000 handwritten digits of 28 × 28 pixels, scaled from 0–255 to [0, 1]. */
export const loadMnist = (options: StoredOptions): Promise<StoredSet> =>
  loadImages({ name: "mnist", white: 255, validation: 0.1, test: 0.1 }, options);
