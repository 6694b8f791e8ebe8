import type { InitializerInput } from "./initializer.js";
import { normalOfVariance, uniformOfVariance } from "./variance-scaling.js";

/**
 * LeCun: a sum of fan-in terms of unit variance has unit variance. SELU needs it.
 *
 * Var(w) = 1 / fan in
 *
 * @see LeCun et al., "Efficient BackProp", 1998, equation 16; Klambauer et al., "Self-normalizing neural networks", 2017
 */
const variance = ({ fanIn }: InitializerInput): number => 1 / fanIn;

/** LeCun with a uniform distribution. */
export const lecunUniform = uniformOfVariance(variance);
/** LeCun with a normal distribution cut off at two standard deviations. */
export const lecunNormal = normalOfVariance(variance);
