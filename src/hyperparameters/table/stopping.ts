import { define, linear, logarithmic } from "../definition.js";
import { nonNegative, oneOf, wholeFrom, yesNo } from "../domain.js";

/** When training ends before its last epoch. */
export const stoppingTable = Object.freeze({
  /** Which validation figure ends training once it no longer improves. */
  earlyStopping: define({
    symbol: "\\text{monitor}",
    domain: oneOf("off", "valLoss", "valAccuracy"),
    default: "off",
    meaning: "Which validation figure ends training once it no longer improves.",
    unit: "",
    structural: false,
    chapter: 6,
  }),
  /** How many epochs without improvement early stopping waits. */
  patience: define({
    symbol: "P",
    domain: wholeFrom(0),
    default: 5,
    meaning: "How many epochs without improvement early stopping waits.",
    unit: "epochs",
    structural: false,
    chapter: 6,
    search: linear(1, 20),
  }),
  /** The smallest change that early stopping counts as an improvement. */
  minDelta: define({
    symbol: "\\delta_{\\min}",
    domain: nonNegative(),
    default: 0,
    meaning: "The smallest change that early stopping counts as an improvement.",
    unit: "of the figure watched",
    structural: false,
    chapter: 6,
    search: logarithmic(1e-5, 1e-2),
  }),
  /** Whether the run keeps the weights of its best epoch instead of those of its last. */
  restoreBestWeights: define({
    symbol: "\\theta_{\\text{best}}",
    domain: yesNo(),
    default: false,
    meaning: "Whether the run keeps the weights of its best epoch instead of those of its last.",
    unit: "",
    structural: false,
    chapter: 6,
  }),
});
