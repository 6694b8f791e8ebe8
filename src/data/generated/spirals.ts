import type { DatasetParts } from "../checksum.js";
import { planeSet, type GeneratedOptions } from "./plane-set.js";

/** How far the arms turn, in radians: a little under one and a half full turns. */
const turn = 1.4 * 2 * Math.PI;

/**
 * Two arms that wind around each other: radius r uniform in [0.05, 1), angle 2.8 π r, the second arm half a turn behind.
 *
 * @see Lang and Witbrock, "Learning to tell two spirals apart", 1988; TensorFlow Playground
 */
export function spirals(options: GeneratedOptions): DatasetParts {
  return planeSet("spirals", ["first arm", "second arm"], options, (label, random) => {
    const radius = 0.05 + 0.95 * random.uniform();
    const angle = turn * radius + Math.PI * label;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
