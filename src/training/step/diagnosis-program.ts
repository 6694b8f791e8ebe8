import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { type Program, tensor, type Tensors, withoutPrefix } from "../../graph/index.js";
import { gradientNorm } from "../norms.js";
import { trainable, type StepPlan } from "./step-plan.js";
import { computeStep } from "./training-step.js";

/**
 * Diagnoses a fleet without changing it: computes the first step of the epoch and measures it. Inputs are those of the
 * epoch program. Outputs, all [K]: `gradientNorm`; for each array of weights the norms `weight/…`, `gradient/…` and
 * `update/…`; for each hidden layer `mean/…`, `deviation/…` and `dead/…`.
 */
export function diagnosisProgram(plan: StepPlan): Program {
  return (inputs) => {
    const state = withoutPrefix("state/", inputs);
    const { gradients, updated, extras } = computeStep(plan, inputs, state, tf.scalar(0, "int32"));
    const weights = trainable(plan).map(({ name }) => {
      const weight = tensor(state, `weights/${name}`);
      const change = tf.sub(tensor(updated, `weights/${name}`), weight);
      return suffixed(name, {
        weight: gradientNorm([weight]),
        gradient: gradientNorm([gradients.get(name)!]),
        update: gradientNorm([change]),
      });
    });
    const activations = Object.entries(withoutPrefix("activation/", extras));
    const layers = activations.map(([layer, output]) => suffixed(layer, layerFigures(output)));
    const whole = { gradientNorm: gradientNorm([...gradients.values()]) };
    return Object.assign(whole, ...weights, ...layers) as Tensors;
  };
}

/** Mean and deviation over all numbers of a layer, and the share of its units that are 0 everywhere, from [K, B, …, n]. */
function layerFigures(output: Tensor): Tensors {
  const axes = output.shape.map((_, axis) => axis).slice(1);
  const mean = tf.mean(output, axes, true);
  const largest = tf.max(tf.abs(output), axes.slice(0, -1));
  return {
    mean: tf.reshape(mean, [-1]),
    deviation: tf.sqrt(tf.mean(tf.square(tf.sub(output, mean)), axes)),
    dead: tf.mean(tf.cast(tf.equal(largest, 0), "float32"), -1),
  };
}

const suffixed = (name: string, figures: Tensors): Tensors =>
  Object.fromEntries(Object.entries(figures).map(([figure, value]) => [`${figure}/${name}`, value]));
