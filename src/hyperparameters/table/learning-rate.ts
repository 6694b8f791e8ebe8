import { define, linear, logarithmic } from "../definition.js";
import { fraction, oneOf, positive, wholeFrom } from "../domain.js";

/** The learning rate, and how it changes while training. */
export const learningRateTable = Object.freeze({
  /** How far one update moves the weights along the negative gradient. */
  learningRate: define({
    symbol: "\\alpha",
    domain: positive(),
    default: 0.1,
    meaning: "How far one update moves the weights along the negative gradient.",
    unit: "",
    structural: false,
    chapter: 1,
    search: logarithmic(1e-4, 1),
  }),
  /** How the learning rate changes while training. */
  schedule: define({
    symbol: "\\alpha_t",
    domain: oneOf(
      "constant",
      "step",
      "exponential",
      "inverseTime",
      "polynomial",
      "cosine",
      "oneCycle",
      "reduceOnPlateau",
    ),
    default: "constant",
    meaning: "How the learning rate changes while training.",
    unit: "",
    structural: false,
    chapter: 2,
  }),
  /** Fraction of all steps over which the learning rate rises linearly from 0. */
  warmup: define({
    symbol: "t_w / T",
    domain: fraction(),
    default: 0,
    meaning: "Fraction of all steps over which the learning rate rises linearly from 0.",
    unit: "of all steps",
    structural: false,
    chapter: 2,
    search: linear(0, 0.3),
  }),
  /** Factor by which step, exponential and plateau decay multiply the learning rate; what inverse-time decay adds to its divisor. */
  decayRate: define({
    symbol: "\\gamma",
    domain: positive(1),
    default: 0.5,
    meaning:
      "Factor by which step, exponential and plateau decay multiply the learning rate; what inverse-time decay adds to its divisor.",
    unit: "per decay",
    structural: false,
    chapter: 2,
    search: linear(0.1, 0.99),
  }),
  /** Epochs between two decays of the learning rate, or without improvement before a plateau is one. */
  decayEpochs: define({
    symbol: "e_\\gamma",
    domain: wholeFrom(1),
    default: 5,
    meaning:
      "Epochs between two decays of the learning rate, or without improvement before a plateau is one.",
    unit: "epochs",
    structural: false,
    chapter: 2,
    search: linear(1, 20),
  }),
  /** Exponent of polynomial decay; 1 is a straight line. */
  decayPower: define({
    symbol: "p",
    domain: positive(),
    default: 1,
    meaning: "Exponent of polynomial decay; 1 is a straight line.",
    unit: "",
    structural: false,
    chapter: 2,
    search: linear(0.5, 3),
  }),
  /** Fraction of the learning rate below which polynomial, cosine and plateau decay do not go. */
  finalFraction: define({
    symbol: "\\alpha_T / \\alpha",
    domain: fraction("closed"),
    default: 0,
    meaning: "Fraction of the learning rate below which polynomial, cosine and plateau decay do not go.",
    unit: "of the learning rate",
    structural: false,
    chapter: 2,
    search: linear(0, 0.2),
  }),
});
