import type { DatasetParts } from "../checksum.js";
import type { GeneratedOptions } from "./draw-splits.js";
import { functionSet } from "./function-set.js";

/** A cubic with two bends, y = 4x³ − 3x + noise (Chebyshev's third polynomial): too little capacity misses the bends, too much follows the noise. */
export const curve = (options: GeneratedOptions): DatasetParts =>
  functionSet("curve", (x) => 4 * x ** 3 - 3 * x, options);
