import type { InitializerInput } from "./initializer.js";
import { normalOfVariance, uniformOfVariance } from "./variance-scaling.js";

/**
 * He (Kaiming): twice the variance of LeCun, because ReLU throws half of every signal away.
 *
 * Var(w) = 2 / fan in
 *
 * @see He et al., "Delving deep into rectifiers", 2015, equation 10
 */
const variance = ({ fanIn }: InitializerInput): number => 2 / fanIn;

/** He with a uniform distribution. */
export const heUniform = uniformOfVariance(variance);
/** He with a normal distribution cut off at two standard deviations. */
export const heNormal = normalOfVariance(variance);
