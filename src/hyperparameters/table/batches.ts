import { define, logarithmic } from "../definition.js";
import { oneOf, wholeFrom } from "../domain.js";

/** Which examples share an update, and how often all are seen. */
export const batchesTable = Object.freeze({
  /** How many training examples share one update of the weights. */
  batchSize: define({
    symbol: "B",
    domain: wholeFrom(1),
    default: 32,
    meaning: "How many training examples share one update of the weights.",
    unit: "examples",
    structural: true,
    chapter: 3,
    search: logarithmic(16, 1024),
  }),
  /** How the examples of each batch are drawn from the training data. */
  batchSelection: define({
    symbol: "\\mathcal{B}_t",
    domain: oneOf("sequential", "shuffled", "stratified", "balanced", "withReplacement"),
    default: "shuffled",
    meaning: "How the examples of each batch are drawn from the training data.",
    unit: "",
    structural: false,
    chapter: 4,
  }),
  /** How many times training passes over the training data. */
  epochs: define({
    symbol: "E",
    domain: wholeFrom(1),
    default: 20,
    meaning: "How many times training passes over the training data.",
    unit: "epochs",
    structural: false,
    chapter: 5,
    search: logarithmic(1, 100),
  }),
});
