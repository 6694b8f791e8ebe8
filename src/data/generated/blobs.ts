import type { DatasetParts } from "../checksum.js";
import type { GeneratedOptions } from "./draw-splits.js";
import { planeSet } from "./plane-set.js";

/** How far the centres are from the origin. */
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
