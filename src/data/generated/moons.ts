import type { DatasetParts } from "../checksum.js";
import type { GeneratedOptions } from "./draw-splits.js";
import { planeSet, type PlaneSet } from "./plane-set.js";

const set: PlaneSet = {
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
export const moons = (options: GeneratedOptions): DatasetParts => planeSet(set, options);
