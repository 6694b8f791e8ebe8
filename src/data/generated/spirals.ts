import type { DatasetParts } from "../checksum.js";
import type { GeneratedOptions } from "./draw-splits.js";
import { planeSet, type PlaneSet } from "./plane-set.js";

/** How far an arm turns from its inner to its outer end: 1.4 full turns, in radians. */
const turn = 1.4 * 2 * Math.PI;

const set: PlaneSet = {
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
export const spirals = (options: GeneratedOptions): DatasetParts => planeSet(set, options);
