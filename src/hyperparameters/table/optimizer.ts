import { define, linear, logarithmic } from "../definition.js";
import { fraction, nonNegative, oneOf, orAuto, positive } from "../domain.js";

/** The rule that turns a gradient into a change of the weights. */
export const optimizerTable = Object.freeze({
  /** The rule that turns gradients into changes of the weights. */
  optimizer: define({
    symbol: "\\text{opt}",
    domain: oneOf(
      "sgd",
      "momentum",
      "nesterov",
      "adagrad",
      "rmsprop",
      "adadelta",
      "adam",
      "adamw",
      "adamax",
      "nadam",
      "lion",
    ),
    default: "sgd",
    meaning: "The rule that turns gradients into changes of the weights.",
    unit: "",
    structural: true,
    chapter: 8,
  }),
  /** How much of the previous direction each update keeps, where the optimizer has a memory of it. */
  momentum: define({
    symbol: "\\beta_1",
    domain: fraction(),
    default: 0.9,
    meaning: "How much of the previous direction each update keeps, where the optimizer has a memory of it.",
    unit: "",
    structural: false,
    perRun: true,
    chapter: 7,
    search: linear(0, 0.99),
  }),
  /** How slowly the average of squared gradients forgets; "auto" is the value of the optimizer's authors. */
  beta2: define({
    symbol: "\\beta_2",
    domain: orAuto(fraction()),
    default: "auto",
    meaning:
      'How slowly the average of squared gradients forgets; "auto" is the value of the optimizer\'s authors.',
    unit: "",
    structural: false,
    perRun: true,
    chapter: 8,
    search: linear(0.9, 0.9999),
  }),
  /** What is added to a divisor so that it is never 0. */
  epsilon: define({
    symbol: "\\varepsilon",
    domain: positive(),
    default: 1e-7,
    meaning: "What is added to a divisor so that it is never 0.",
    unit: "",
    structural: false,
    perRun: true,
    chapter: 8,
    search: logarithmic(1e-8, 1e-2),
  }),
  /** Largest norm of the whole gradient before it is scaled down; 0 is no limit. */
  clipNorm: define({
    symbol: "g_{\\max}",
    domain: nonNegative(),
    default: 0,
    meaning: "Largest norm of the whole gradient before it is scaled down; 0 is no limit.",
    unit: "",
    structural: false,
    perRun: true,
    offAtZero: true,
    chapter: 12,
    search: logarithmic(0.1, 10),
  }),
});
