import { adam } from "./adam.js";
import { withWeightDecay } from "./weight-decay.js";

/**
 * AdamW: Adam with decoupled weight decay, w ← (1 − α·λ)·w − Adam's step. Without decay (λ = 0) it is Adam.
 *
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", 2019
 */
export const adamw = withWeightDecay(adam);
