import type { InitializerInput } from "./initializer.js";
import { normalOfVariance, uniformOfVariance } from "./variance-scaling.js";

/**
 * Glorot (Xavier): keeps the variance of signals about the same forwards and of gradients backwards, for units that are linear around 0.
 *
 * Var(w) = 2 / (fan in + fan out)
 *
 * @see Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010, equation 12
 */
const variance = ({ fanIn, fanOut }: InitializerInput): number => 2 / (fanIn + fanOut);

/** Glorot with a uniform distribution. */
export const glorotUniform = uniformOfVariance(variance);
/** Glorot with a normal distribution cut off at two standard deviations. */
export const glorotNormal = normalOfVariance(variance);
