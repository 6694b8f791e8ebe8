import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { adadelta } from "./adadelta.js";
import { adagrad } from "./adagrad.js";
import { adam } from "./adam.js";
import { adamax } from "./adamax.js";
import { adamw } from "./adamw.js";
import { lion } from "./lion.js";
import { momentum } from "./momentum.js";
import { nadam } from "./nadam.js";
import { nesterov } from "./nesterov.js";
import type { Optimizer } from "./optimizer.js";
import { rmsprop } from "./rmsprop.js";
import { sgd } from "./sgd.js";
import { withWeightDecay } from "./weight-decay.js";

type OptimizerName = Hyperparameters["optimizer"];

/** Every optimizer by its name. */
export const optimizers: Readonly<Record<OptimizerName, Optimizer>> = Object.freeze({
  sgd,
  momentum,
  nesterov,
  adagrad,
  rmsprop,
  adadelta,
  adam,
  adamw,
  adamax,
  nadam,
  lion,
});

/**
 * The optimizer for one array of weights. Weight decay works with every optimizer; AdamW is Adam with it, so for an
 * array that does not decay (biases, batch norm's scales) it is Adam.
 *
 * @param decays whether this array decays by `weightDecay`
 */
export function optimizerFor(name: OptimizerName, decays: boolean): Optimizer {
  const plain = name === "adamw" ? adam : optimizers[name];
  return decays ? withWeightDecay(plain) : plain;
}
