import { fill, type Initializer } from "./initializer.js";

/** Normal with mean 0 and standard deviation `scale`, whatever the size of the layer. */
export const randomNormal: Initializer = ({ shape, scale }, random) =>
  fill(shape, () => scale * random.normal());

/** Uniform between −`scale` and `scale`, whatever the size of the layer. */
export const randomUniform: Initializer = ({ shape, scale }, random) =>
  fill(shape, () => scale * (2 * random.uniform() - 1));
