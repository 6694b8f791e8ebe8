import { tf } from "../../tensorflow/tensorflow.js";
import type { WeightArrays } from "../training-run.js";
import type { OwnModel } from "./own-model.js";

/** Puts trained weights into the model they came from. */
export function writeBack(model: OwnModel, weights: WeightArrays): void {
  tf.tidy(() => {
    for (const variable of model.weights) {
      const { shape, values } = weights.get(variable.name)!;
      variable.write(tf.tensor(values, [...shape]));
    }
  });
}
