import type { DatasetParts } from "../checksum.js";
import { planeSet, type GeneratedOptions } from "./plane-set.js";

/**
 * A circle of radius 1 around one of radius ½: no straight line parts them.
 *
 * @see scikit-learn, `make_circles`
 */
export function circles(options: GeneratedOptions): DatasetParts {
  return planeSet("circles", ["outer", "inner"], options, (label, random) => {
    const angle = 2 * Math.PI * random.uniform();
    const radius = label === 0 ? 1 : 0.5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
