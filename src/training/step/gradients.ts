import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow/tensorflow.js";
import { mapValues } from "../../runtime/collections.js";
import { tensor, type Tensors, walk, withPrefix } from "../../graph/index.js";
import { type Batch, batchMean, exampleLosses, penalty, score, weightedLosses } from "./objective.js";
import { firstRuns } from "../../models/layers/layer.js";
import type { ForwardContext } from "../../models/network.js";
import { uniformNoise } from "./noise.js";
import { trainable, type StepPlan } from "./step-plan.js";

/**
 * Gradients of the sum over runs: no run's loss depends on another's weights, so each gets its own gradient. Extras are
 * `loss` and `score` [K], the batch statistics `statistic/…` and the outputs of the hidden layers, `activation/1`, ….
 */
export function lossGradients(
  plan: StepPlan,
  given: Tensors,
  state: Tensors,
  batch: Batch,
  step: Tensor,
): Gradients {
  const weightOf = (name: string): Tensor => tensor(state, `weights/${name}`);
  const context = trainingContext(plan, given, batch, step);
  const fixed = plan.network.weights.filter(({ role }) => role === "statistic");
  return differentiate(new Map(trainable(plan).map(({ name }) => [name, weightOf(name)])), (variables) => {
    const weights = new Map([...variables, ...fixed.map(({ name }) => [name, weightOf(name)] as const)]);
    const { output, statistics, activations } = plan.network.forward(weights, batch.inputs, context);
    const losses = exampleLosses(plan, given, output, batch);
    const objective = batchMean(weightedLosses(plan, given, losses, batch), batch);
    const penalties = penalty(plan, given, weights);
    return {
      total: tf.sum(penalties ? tf.add(objective, penalties) : objective),
      extras: {
        loss: batchMean(losses, batch),
        score: score(plan, output, batch),
        ...withPrefix("statistic/", Object.fromEntries(statistics)),
        ...withPrefix("activation/", Object.fromEntries(activations.map((each, at) => [at + 1, each]))),
      },
    };
  });
}

function trainingContext(plan: StepPlan, given: Tensors, batch: Batch, step: Tensor): ForwardContext {
  return {
    training: true,
    dropout: tensor(given, "dropout"),
    inputNoise: tensor(given, "inputNoise"),
    mask: batch.mask,
    walk,
    noise: (layer, shape, widths) =>
      uniformNoise(
        widths ? firstRuns(tensor(given, "seeds"), widths.length) : tensor(given, "seeds"),
        step,
        layer,
        [plan.batchSize, ...shape],
        widths,
      ),
  };
}

/** Gradients of a sum, and other results of its computation. */
export interface Gradients {
  readonly gradients: ReadonlyMap<string, Tensor>;
  readonly extras: Tensors;
}

/**
 * Differentiates a scalar with respect to named tensors.
 *
 * tfjs frees whatever a differentiated function computes besides its result, so the extras are kept explicitly.
 */
export function differentiate(
  variables: ReadonlyMap<string, Tensor>,
  compute: (variables: ReadonlyMap<string, Tensor>) => { readonly total: Tensor; readonly extras: Tensors },
): Gradients {
  const names = [...variables.keys()];
  let kept: Tensors = {};
  const gradients = tf.grads((...values: Tensor[]) => {
    const { total, extras } = compute(new Map(names.map((name, index) => [name, values[index]!])));
    kept = mapValues(extras, (extra) => tf.keep(tf.clone(extra)));
    return total;
  })([...variables.values()]);
  const extras = mapValues(kept, (extra) => tf.clone(extra));
  tf.dispose({ ...kept });
  return { gradients: new Map(names.map((name, index) => [name, gradients[index]!])), extras };
}
