import { define, linear, logarithmic } from "../definition.js";
import { fraction, oneOf, positive } from "../domain.js";

/** What training makes small. */
export const lossTable = Object.freeze({
  /** What training makes small; "auto" is cross-entropy for classes and squared error for numbers. */
  loss: define({
    symbol: "\\mathcal{L}",
    domain: oneOf(
      "auto",
      "categoricalCrossentropy",
      "binaryCrossentropy",
      "meanSquaredError",
      "meanAbsoluteError",
      "huber",
    ),
    default: "auto",
    meaning: 'What training makes small; "auto" is cross-entropy for classes and squared error for numbers.',
    unit: "",
    structural: true,
    chapter: 9,
  }),
  /** The error beyond which Huber's loss grows in a straight line instead of a parabola. */
  huberDelta: define({
    symbol: "\\delta",
    domain: positive(),
    default: 1,
    meaning: "The error beyond which Huber's loss grows in a straight line instead of a parabola.",
    unit: "of the target",
    structural: false,
    perRun: true,
    chapter: 9,
    search: logarithmic(0.1, 10),
  }),
  /** Share of each target that is spread evenly over all classes. */
  labelSmoothing: define({
    symbol: "s",
    domain: fraction(),
    default: 0,
    meaning: "Share of each target that is spread evenly over all classes.",
    unit: "",
    structural: false,
    perRun: true,
    chapter: 9,
    search: linear(0, 0.3),
  }),
  /** Whether rare classes count as much in the loss as frequent ones. */
  classWeights: define({
    symbol: "w_c",
    domain: oneOf("none", "balanced"),
    default: "none",
    meaning: "Whether rare classes count as much in the loss as frequent ones.",
    unit: "",
    structural: true,
    chapter: 4,
  }),
});
