import type { DatasetParts } from "../checksum.js";
import type { GeneratedOptions } from "./draw-splits.js";
import { planeSet, type PlaneSet } from "./plane-set.js";

const set: PlaneSet = {
  name: "circles",
  classNames: ["outer", "inner"],
  place: (label, random) => {
    const angle = 2 * Math.PI * random.uniform();
    const radius = label === 0 ? 1 : 0.5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
};

/**
 * A circle of radius 1 around one of radius ½: no straight line parts them.
 *
 * @see scikit-learn, `make_circles`
 */
export const circles = (options: GeneratedOptions): DatasetParts => planeSet(set, options);
