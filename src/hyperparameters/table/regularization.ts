import { define, linear, logarithmic } from "../definition.js";
import { fraction, nonNegative, oneOf, positive, wholeFrom, yesNo } from "../domain.js";

/** What keeps a network from learning its training data by heart. */
export const regularizationTable = Object.freeze({
  /** Share of hidden units that are switched off at random in each training step. */
  dropout: define({
    symbol: "p",
    domain: fraction(),
    default: 0,
    meaning: "Share of hidden units that are switched off at random in each training step.",
    unit: "of hidden units",
    structural: false,
    perRun: true,
    offAtZero: true,
    chapter: 15,
    search: linear(0, 0.8),
  }),
  /** Weight of the penalty on the sum of absolute weights. */
  l1: define({
    symbol: "\\lambda_1",
    domain: nonNegative(),
    default: 0,
    meaning: "Weight of the penalty on the sum of absolute weights.",
    unit: "",
    structural: false,
    perRun: true,
    offAtZero: true,
    chapter: 16,
    search: logarithmic(1e-6, 1e-1),
  }),
  /** Weight of the penalty on the sum of squared weights. */
  l2: define({
    symbol: "\\lambda_2",
    domain: nonNegative(),
    default: 0,
    meaning: "Weight of the penalty on the sum of squared weights.",
    unit: "",
    structural: false,
    perRun: true,
    offAtZero: true,
    chapter: 16,
    search: logarithmic(1e-6, 1e-1),
  }),
  /** Share of each weight, times the learning rate, that every update takes away apart from the gradient. */
  weightDecay: define({
    symbol: "\\lambda",
    domain: nonNegative(),
    default: 0,
    meaning:
      "Share of each weight, times the learning rate, that every update takes away apart from the gradient.",
    unit: "per unit of learning rate",
    structural: false,
    perRun: true,
    offAtZero: true,
    chapter: 16,
    search: logarithmic(1e-5, 1),
  }),
  /** Whether each hidden layer standardises its sums over the batch. */
  batchNorm: define({
    symbol: "\\text{BN}",
    domain: yesNo(),
    default: false,
    meaning: "Whether each hidden layer standardises its sums over the batch.",
    unit: "",
    structural: true,
    chapter: 17,
  }),
  /** What share of batch norm's moving averages of mean and variance each step keeps. */
  normMomentum: define({
    symbol: "m",
    domain: fraction(),
    default: 0.9,
    meaning: "What share of batch norm's moving averages of mean and variance each step keeps.",
    unit: "per step",
    structural: true,
    chapter: 17,
    search: linear(0, 0.99),
  }),
  /** What batch, layer and group norm add to the variance before its root is taken. */
  normEpsilon: define({
    symbol: "\\varepsilon_n",
    domain: positive(),
    default: 1e-5,
    meaning: "What batch, layer and group norm add to the variance before its root is taken.",
    unit: "",
    structural: true,
    chapter: 17,
    search: logarithmic(1e-8, 1e-1),
  }),
  /** Into how many groups of units each example's sums are standardised by themselves: 1 is layer norm, 0 is off. */
  normGroups: define({
    symbol: "G",
    domain: wholeFrom(0),
    default: 0,
    meaning:
      "Into how many groups of units each example's sums are standardised by themselves: 1 is layer norm, 0 is off.",
    unit: "groups",
    structural: true,
    chapter: 17,
    search: linear(0, 1),
  }),
  /** Standard deviation of normal noise added to the inputs while training. */
  inputNoise: define({
    symbol: "\\sigma_x",
    domain: nonNegative(),
    default: 0,
    meaning: "Standard deviation of normal noise added to the inputs while training.",
    unit: "of the input",
    structural: false,
    perRun: true,
    offAtZero: true,
    chapter: 18,
    search: logarithmic(0.01, 1),
  }),
  /** The random change made to each training image before each step. */
  augmentation: define({
    symbol: "A",
    domain: oneOf("none", "shift", "crop", "rotate", "scale", "flip", "combined", "cutout", "mixup"),
    default: "none",
    meaning: "The random change made to each training image before each step.",
    unit: "",
    structural: true,
    chapter: 18,
  }),
  /** How strong the change is: share of the image's size, of a full turn, of its scale, of images flipped, or the largest share of another example. */
  augmentationStrength: define({
    symbol: "a",
    domain: fraction("closed"),
    default: 0.1,
    meaning:
      "How strong the change is: share of the image's size, of a full turn, of its scale, of images flipped, or the largest share of another example.",
    unit: "",
    structural: false,
    perRun: true,
    chapter: 18,
    search: linear(0, 0.5),
  }),
});
