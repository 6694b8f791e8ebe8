import { fittingBatchSize } from "../../data/batches.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import type { Dataset } from "../../data/dataset.js";
import { structureOf } from "../../hyperparameters/structure.js";
import { buildNetwork } from "../../models/build-network.js";
import { withMaximalUpdate, type MaximalUpdate } from "../../models/maximal-update.js";
import { mixedDenseNetwork } from "../../models/mixed-dense-network.js";
import type { Network } from "../../models/network.js";
import type { Work } from "../engine.js";
import { checkModel } from "../own-model/check-model.js";
import { modelNetwork } from "../own-model/model-network.js";
import { outputHead, plainHead } from "../own-model/output-head.js";
import { allLayers, isModel, numberOf, type OwnModel } from "../own-model/own-model.js";
import { numberOfLoss, ownLoss, type OwnLoss } from "../own-choices.js";
import { lossFor, lossName, type FittingLoss } from "../losses.js";
import { initialWeights } from "./fleet-inputs.js";
import type { WeightArrays } from "../training-run.js";

/** What is trained: a network described by hyperparameters, or the user's own model. */
export interface Subject {
  readonly network: Network;
  readonly loss: FittingLoss;
  /** What its operations depend on, besides shapes. */
  readonly key: string;
  readonly kind: Work["kind"];
  /** Whether it contains user code. */
  readonly foreign: boolean;
  /** The first weights of a run. */
  startingWeights(member: FleetMember): WeightArrays;
}

/** The network that hyperparameters describe. Runs share its structure, but each draws its own weights. */
export function networkSubject(
  choice: Hyperparameters,
  data: Dataset,
  own?: OwnLoss,
  scaling?: MaximalUpdate,
): Subject {
  const { architecture } = choice;
  const built = (one: Hyperparameters): Network => {
    const network = buildNetwork(fitted(one, data), data);
    return scaling ? withMaximalUpdate(network, one, scaling) : network;
  };
  const loss = lossFor(choice.loss, data.task);
  return {
    network: built(choice),
    loss: own ? ownLoss(own, choice, data.task, loss) : loss,
    key: JSON.stringify([
      structureOf(choice),
      data.task,
      data.inputShape,
      data.outputs,
      own && numberOfLoss(own),
      ...(scaling ? [scaling.baseUnits] : []),
    ]),
    kind: kindOf(architecture),
    foreign: own !== undefined,
    startingWeights: ({ hyperparameters, seed }) => initialWeights(built(hyperparameters), seed),
  };
}

function kindOf(architecture: Hyperparameters["architecture"]): Work["kind"] {
  if (architecture === "selfAttention") return "attention";
  return architecture === "dense" || architecture === "convolutional" ? architecture : "recurrent";
}

/**
 * The networks of a mixed fleet as one.
 *
 * @param choices in the order of `mixedOrder`
 */
export function mixedSubject(choices: readonly Hyperparameters[], data: Dataset, own?: OwnLoss): Subject {
  const [first] = choices as [Hyperparameters, ...Hyperparameters[]];
  const alone = networkSubject(first, data, own);
  return {
    ...alone,
    network: mixedDenseNetwork(choices, data),
    key: JSON.stringify(["mixed", alone.key, choices.map(structureOf)]),
  };
}

/** With the actual batch size, on which a network's memory use depends. */
function fitted(choice: Hyperparameters, { train }: Dataset): Hyperparameters {
  return { ...choice, batchSize: fittingBatchSize(train.count, choice.batchSize) };
}

/** Layers that XLA is known to be faster at; anything else is left to TensorFlow's own kernels. */
const denseLayers = new Set([
  ...["InputLayer", "Dense", "Flatten", "Reshape", "Dropout", "BatchNormalization", "LayerNormalization"],
  ...["Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "Add", "Concatenate"],
  ...["GaussianNoise", "GaussianDropout", "AlphaDropout"],
]);

/** A model of the user's own. */
export function modelSubject(
  model: OwnModel,
  choice: Hyperparameters,
  data: Dataset,
  own?: OwnLoss,
): Subject {
  checkModel(model, data, own ? undefined : lossName(choice.loss, data.task));
  const head = own
    ? plainHead(model, data, { ...choice, loss: "auto" }, own)
    : outputHead(model, choice, data);
  const network = modelNetwork(model, head, data);
  const layers = allLayers(model).filter(({ layer }) => !isModel(layer));
  const key = [
    ...["model", numberOf(model), configOf(model), own && numberOfLoss(own)],
    ...[structureOf(choice), data.task, data.inputShape],
  ];
  return {
    network,
    loss: head.loss,
    key: JSON.stringify(key),
    kind: layers.every(({ layer }) => denseLayers.has(layer.getClassName())) ? "dense" : "convolutional",
    foreign: true,
    startingWeights: ({ seed }) => initialWeights(network, seed),
  };
}

/** What may be changed in a model from one training to the next: which weights are trained, and how its layers are set. */
function configOf(model: OwnModel): unknown {
  const trained = model.trainableWeights.map(({ name }) => name);
  try {
    return [trained, JSON.stringify(model.getConfig())];
  } catch {
    // A custom layer need not be able to serialize itself.
    return [trained];
  }
}

/** One run of a fleet before training: complete, checked hyperparameters and a seed. */
export interface FleetMember {
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  /** Its own data, where it is not the fleet's. */
  readonly data?: Dataset;
}
