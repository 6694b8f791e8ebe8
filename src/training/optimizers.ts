import { tf } from "../tensorflow/tensorflow.js";
import type { Tensor } from "@tensorflow/tfjs";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";

/** Numbers an optimizer works with, as tensors: the runs of a fleet may differ in every one of them. */
export interface OptimizerRates {
  /** This and the next four broadcast against the weight, the K runs of the fleet in front: [K, 1, …, 1]. */
  readonly learningRate: Tensor;
  /** Momentum, and β₁ of the Adam family and Lion. */
  readonly momentum: Tensor;
  /** Decay of the second moment: β₂, or ρ of RMSprop and Adadelta. */
  readonly beta2: Tensor;
  readonly epsilon: Tensor;
  readonly weightDecay: Tensor;
  /** Number of the update as a float scalar: 1 for the first. */
  readonly step: Tensor;
}

/** An array that an optimizer keeps for each array of weights, of the same shape. */
export interface OptimizerSlot {
  readonly name: string;
  /** Its first value, the same everywhere. */
  readonly initial: number;
}

/** What one update returns: the new weight and the new slots, in the order of `Optimizer.slots`. */
export interface OptimizerUpdate {
  readonly weight: Tensor;
  readonly slots: readonly Tensor[];
}

/**
 * A rule that turns a gradient into a change of a weight. It is stateless: what it must remember comes in as slots
 * and goes out as slots, so one update is the same inside a graph, in a fleet, and in a test.
 */
export interface Optimizer {
  readonly slots: readonly OptimizerSlot[];
  update(weight: Tensor, gradient: Tensor, slots: readonly Tensor[], rates: OptimizerRates): OptimizerUpdate;
}

/** Exponential moving average: β·average + (1 − β)·value, written with one product. */
export function movingAverage(average: Tensor, value: Tensor, beta: Tensor): Tensor {
  return tf.add(average, tf.mul(tf.sub(1, beta), tf.sub(value, average)));
}

/** 1 − βᵗ: the total weight in an average that began at 0 after t values. */
export function collected(beta: Tensor, step: Tensor): Tensor {
  return tf.sub(1, tf.pow(beta, step));
}

/**
 * Adds decoupled weight decay to an optimizer: before its update each weight shrinks by the fraction α·λ, separately from the
 * gradient, so that adaptive rates do not scale the decay.
 *
 * w ← (1 − α·λ)·w, then the optimizer's own step. With SGD this is an L2 penalty of λ/2; with Adam it is not.
 *
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", 2019
 */
export function withWeightDecay(optimizer: Optimizer): Optimizer {
  return {
    slots: optimizer.slots,
    update: (weight, gradient, slots, rates) => {
      const kept = tf.mul(weight, tf.sub(1, tf.mul(rates.learningRate, rates.weightDecay)));
      return optimizer.update(kept, gradient, slots, rates);
    },
  };
}

/**
 * Stochastic gradient descent: a step against the gradient.
 *
 * w ← w − α·g
 *
 * @see Robbins and Monro, "A stochastic approximation method", 1951
 */
export const sgd: Optimizer = {
  slots: [],
  update: (weight, gradient, _slots, { learningRate }) => ({
    weight: tf.sub(weight, tf.mul(learningRate, gradient)),
    slots: [],
  }),
};

/**
 * Momentum, the heavy ball: a velocity that remembers earlier gradients.
 *
 * v ← β·v − α·g, w ← w + v
 *
 * On a quadratic with condition number κ the best β is ((√κ − 1) / (√κ + 1))².
 *
 * @see Polyak, "Some methods of speeding up the convergence of iteration methods", 1964
 */
export const momentum: Optimizer = {
  slots: [{ name: "velocity", initial: 0 }],
  update: (weight, gradient, [velocity], rates) => {
    const next = tf.sub(tf.mul(rates.momentum, velocity!), tf.mul(rates.learningRate, gradient));
    return { weight: tf.add(weight, next), slots: [next] };
  },
};

/**
 * Nesterov's momentum: the gradient counts as if it had been taken where the velocity is about to lead.
 *
 * v ← β·v − α·g, w ← w + β·v − α·g with the new v
 *
 * @see Nesterov, "A method for solving a convex programming problem with convergence rate O(1/k²)", 1983; Sutskever et
 * al., "On the importance of initialization and momentum in deep learning", 2013
 */
export const nesterov: Optimizer = {
  slots: [{ name: "velocity", initial: 0 }],
  update: (weight, gradient, [velocity], rates) => {
    const step = tf.mul(rates.learningRate, gradient);
    const next = tf.sub(tf.mul(rates.momentum, velocity!), step);
    return { weight: tf.add(weight, tf.sub(tf.mul(rates.momentum, next), step)), slots: [next] };
  },
};

/**
 * Adagrad: every weight's rate falls with the sum of its squared gradients so far.
 *
 * s ← s + g², w ← w − α·g / √(s + ε), s at first 0.1 as in Keras, so that the first steps are not all of size α
 *
 * @see Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011
 */
export const adagrad: Optimizer = {
  slots: [{ name: "squares", initial: 0.1 }],
  update: (weight, gradient, [squares], rates) => {
    const sum = tf.add(squares!, tf.square(gradient));
    const change = tf.div(tf.mul(rates.learningRate, gradient), tf.sqrt(tf.add(sum, rates.epsilon)));
    return { weight: tf.sub(weight, change), slots: [sum] };
  },
};

/**
 * RMSprop: Adagrad that forgets. It has no momentum; ρ is the hyperparameter `beta2`, 0.9 unless chosen otherwise.
 *
 * v ← ρ·v + (1 − ρ)·g², w ← w − α·g / √(v + ε)
 *
 * @see Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5, 2012
 */
export const rmsprop: Optimizer = {
  slots: [{ name: "square", initial: 0 }],
  update: (weight, gradient, [square], rates) => {
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const change = tf.div(tf.mul(rates.learningRate, gradient), tf.sqrt(tf.add(v, rates.epsilon)));
    return { weight: tf.sub(weight, change), slots: [v] };
  },
};

/**
 * Adadelta: steps as large as the recent steps were, in the units of the weights. ρ is the hyperparameter `beta2`.
 *
 * v ← ρ·v + (1 − ρ)·g², d = −√(u + ε)/√(v + ε)·g, u ← ρ·u + (1 − ρ)·d², w ← w + α·d
 *
 * The paper has no α; its algorithm is α = 1.
 *
 * @see Zeiler, "ADADELTA: an adaptive learning rate method", 2012
 */
export const adadelta: Optimizer = {
  slots: [
    { name: "square", initial: 0 },
    { name: "squaredStep", initial: 0 },
  ],
  update: (weight, gradient, [square, squaredStep], rates) => {
    const root = (value: Tensor): Tensor => tf.sqrt(tf.add(value, rates.epsilon));
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const step = tf.div(tf.mul(root(squaredStep!), gradient), root(v));
    const u = movingAverage(squaredStep!, tf.square(step), rates.beta2);
    return { weight: tf.sub(weight, tf.mul(rates.learningRate, step)), slots: [v, u] };
  },
};

/**
 * Adam: every weight has its own step size: the average gradient over the root of the average squared gradient.
 *
 * m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)
 *
 * ε stands outside the bias correction, as in the paper's "ε̂" form and in Keras. The first step is about α·sign(g).
 *
 * @see Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1 and the end of section 2
 */
export const adam: Optimizer = {
  slots: [
    { name: "mean", initial: 0 },
    { name: "square", initial: 0 },
  ],
  update: (weight, gradient, [mean, square], rates) => {
    const m = movingAverage(mean!, gradient, rates.momentum);
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const correction = tf.div(
      tf.sqrt(collected(rates.beta2, rates.step)),
      collected(rates.momentum, rates.step),
    );
    const change = tf.div(
      tf.mul(tf.mul(rates.learningRate, correction), m),
      tf.add(tf.sqrt(v), rates.epsilon),
    );
    return { weight: tf.sub(weight, change), slots: [m, v] };
  },
};

/**
 * AdamW: Adam with decoupled weight decay, w ← (1 − α·λ)·w − Adam's step. Without decay (λ = 0) it is Adam.
 *
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", 2019
 */
export const adamw = withWeightDecay(adam);

/**
 * Adamax: Adam with the largest recent gradient in place of the root of the average square.
 *
 * m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g|), w ← w − α/(1 − β₁ᵗ)·m / (u + ε)
 *
 * @see Kingma and Ba, "Adam: a method for stochastic optimization", 2015, section 7.1
 */
export const adamax: Optimizer = {
  slots: [
    { name: "mean", initial: 0 },
    { name: "largest", initial: 0 },
  ],
  update: (weight, gradient, [mean, largest], rates) => {
    const m = movingAverage(mean!, gradient, rates.momentum);
    const u = tf.maximum(tf.mul(rates.beta2, largest!), tf.abs(gradient));
    const rate = tf.div(rates.learningRate, collected(rates.momentum, rates.step));
    return { weight: tf.sub(weight, tf.div(tf.mul(rate, m), tf.add(u, rates.epsilon))), slots: [m, u] };
  },
};

/**
 * Nadam: Adam with Nesterov's look-ahead and a momentum that warms up.
 *
 * μₜ = β₁·(1 − ½·0.96ᵗ), Πₜ = μ₁·…·μₜ, m and v as in Adam,
 * m̂ = μₜ₊₁·m / (1 − Πₜ₊₁) + (1 − μₜ)·g / (1 − Πₜ), v̂ = v / (1 − β₂ᵗ), w ← w − α·m̂ / (√v̂ + ε)
 *
 * Π has no closed form, so it is a slot like the others.
 *
 * @see Dozat, "Incorporating Nesterov momentum into Adam", 2016
 */
export const nadam: Optimizer = {
  slots: [
    { name: "mean", initial: 0 },
    { name: "square", initial: 0 },
    { name: "momentumProduct", initial: 1 },
  ],
  update: (weight, gradient, [mean, square, product], rates) => {
    const now = warmedUp(rates.momentum, rates.step);
    const next = warmedUp(rates.momentum, tf.add(rates.step, 1));
    const productNow = tf.mul(product!, now);
    const m = movingAverage(mean!, gradient, rates.momentum);
    const v = movingAverage(square!, tf.square(gradient), rates.beta2);
    const ahead = tf.div(tf.mul(next, m), tf.sub(1, tf.mul(productNow, next)));
    const fresh = tf.div(tf.mul(tf.sub(1, now), gradient), tf.sub(1, productNow));
    const root = tf.sqrt(tf.div(v, collected(rates.beta2, rates.step)));
    const change = tf.div(tf.mul(rates.learningRate, tf.add(ahead, fresh)), tf.add(root, rates.epsilon));
    return { weight: tf.sub(weight, change), slots: [m, v, productNow] };
  },
};

function warmedUp(momentum: Tensor, step: Tensor): Tensor {
  return tf.mul(momentum, tf.sub(1, tf.mul(0.5, tf.pow(0.96, step))));
}

/**
 * Lion: every weight moves by exactly α, and only the sign is learned. It needs a rate 3 to 10 times smaller than Adam's.
 *
 * w ← w − α·sign(β₁·m + (1 − β₁)·g), then m ← β₂·m + (1 − β₂)·g
 *
 * @see Chen et al., "Symbolic discovery of optimization algorithms", 2023
 */
export const lion: Optimizer = {
  slots: [{ name: "mean", initial: 0 }],
  update: (weight, gradient, [mean], rates) => {
    const direction = tf.sign(movingAverage(mean!, gradient, rates.momentum));
    return {
      weight: tf.sub(weight, tf.mul(rates.learningRate, direction)),
      slots: [movingAverage(mean!, gradient, rates.beta2)],
    };
  },
};

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
