import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import type { Engine } from "../training-run.js";
import type { FleetOptions } from "../options.js";

/** The engine for a fleet, with the reason a reader is shown. */
export function chooseEngine(
  { architecture }: Pick<Hyperparameters, "architecture">,
  wanted: FleetOptions["engine"] = "auto",
): Engine {
  if (wanted === "eager")
    return { path: "eager", xla: false, reason: "Trained one operation at a time, as asked for." };
  if (wanted !== "auto")
    return {
      path: "graph",
      xla: wanted === "xla",
      reason: `Trained as one TensorFlow graph ${wanted === "xla" ? "compiled by" : "without"} XLA, as asked for.`,
    };
  if (architecture === "convolutional")
    return {
      path: "graph",
      xla: false,
      reason:
        "Trained as one TensorFlow graph; convolutions run on oneDNN, which is faster at them than XLA.",
    };
  return { path: "graph", xla: true, reason: "Trained as one TensorFlow graph, compiled by XLA." };
}
