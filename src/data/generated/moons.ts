import type { DatasetParts } from "../checksum.js";
import { planeSet, type GeneratedOptions } from "./plane-set.js";

/**
 * Two half circles, each reaching into the other: (cos t, sin t) and (1 − cos t, ½ − sin t) with t uniform in [0, π).
 *
 * @see scikit-learn, `make_moons`
 */
export function moons(options: GeneratedOptions): DatasetParts {
  return planeSet("moons", ["upper", "lower"], options, (label, random) => {
    const angle = Math.PI * random.uniform();
    return label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  });
}
