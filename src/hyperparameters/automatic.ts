import type { Hyperparameters } from "./hyperparameters.js";

/** Decay of the squared gradients that each optimizer's authors (or Keras, where they leave it open) use. */
const beta2ByOptimizer: Partial<Record<Hyperparameters["optimizer"], number>> = {
  rmsprop: 0.9,
  adadelta: 0.95,
  lion: 0.99,
};

/** The number behind `beta2`, also where it is "auto": 0.9 for RMSprop, 0.95 for Adadelta, 0.99 for Lion, else 0.999. */
export function beta2Of({ beta2, optimizer }: Hyperparameters): number {
  return beta2 === "auto" ? (beta2ByOptimizer[optimizer] ?? 0.999) : beta2;
}

/** The number behind `initializerScale`, also where it is "auto": a gain of 1 for orthogonal, else Keras' 0.05. */
export function initializerScaleOf({ initializerScale, initializer }: Hyperparameters): number {
  if (initializerScale !== "auto") return initializerScale;
  return initializer === "orthogonal" ? 1 : 0.05;
}
