import { extentOf } from "../../runtime/extent.js";
import { chooseEngine, engineFor, isSmallStep } from "../engine.js";
import type { FleetMember, Subject } from "./subject.js";
import { noiseSeeds, runNumbers } from "./fleet-inputs.js";
import { batchPlan } from "../../data/batches.js";
import { parameterCount } from "../../models/assemble.js";
import { classWeightsFor } from "../own-choices.js";
import { structureOf } from "../../hyperparameters/structure.js";
import type { Tensors } from "../../graph/index.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { stream } from "../../random/stream.js";
import type { FleetOptions, StartedOptions } from "../options.js";
import { slotsOf, type StepPlan } from "../step/step-plan.js";
import type { WeightArrays } from "../training-run.js";
import { kindsOf } from "../mixture.js";
import type { FleetData } from "./fleet-data.js";
import { FleetState } from "./fleet-state.js";

/** Sets up a fleet in TensorFlow: data, numbers, first weights, and the engine that suits the work. */
export function openFleet(
  data: FleetData,
  members: readonly FleetMember[],
  subject: Subject,
  plan: StepPlan,
  options: StartedOptions,
): FleetState {
  const { kind, network } = subject;
  const [shape] = data.sets;
  const epoch = batchPlan("sequential", shape.train, plan.batchSize, stream(0, "order"));
  const { start } = options;
  const weights = start
    ? [start.checkpoint.weights]
    : startingWeights(members, subject, options.initialWeights);
  const work = {
    kind,
    runs: members.length,
    parameters: parameterCount(network),
    kinds: kindsOf(members.map(({ hyperparameters }) => hyperparameters)),
    arrays: network.weights.length + slotsOf(plan).length,
    batchSize: plan.batchSize,
    timeSteps: kind === "recurrent" ? shape.inputShape[0]! : 1,
    steps: epoch.steps * extentOf(members.map(({ hyperparameters }) => hyperparameters.epochs))[1],
  };
  const graph = JSON.stringify([subject.key, members.length, data.sets.length, shape.train.count]);
  const trained = members.map(({ hyperparameters, seed }) => ({ hyperparameters, seed }));
  const checksums = data.sets.map(({ checksum }) => checksum);
  const numbers = JSON.stringify([checksums, data.places, trained, options.engine]);
  const given = {
    ...runNumbers(members),
    ...noiseSeeds(members),
    ...classWeights(data, members[0]!, options),
  };
  return new FleetState(plan, data, epoch, given, weights, {
    // A resumed run stays on its path: another would round differently.
    engine:
      start && (options.engine ?? "auto") === "auto"
        ? start.record.engine
        : engineFor({ graph, numbers, steps: work.steps }, (stepsBefore) =>
            chooseEngine({ ...work, stepsBefore }, options.engine),
          ),
    key: subject.key,
    foreign: subject.foreign,
    serial: isSmallStep(work),
    sampleWeight: options.sampleWeight,
    slots: start && [start.checkpoint.slots],
  });
}

/** The weights of the classes, [outputs], or of each run's own, [K, 1, outputs]; none if all classes count the same. */
function classWeights(
  { sets, places }: FleetData,
  { hyperparameters }: FleetMember,
  options: StartedOptions,
): Tensors {
  const each = sets.map((set) => classWeightsFor(set, hyperparameters, options));
  const [first] = each;
  if (!first) return {};
  if (each.length === 1) return { classWeights: tf.tensor1d(first) };
  const ofRuns = places.map((place) => [[...each[place]!]]);
  return { classWeights: tf.tensor3d(ofRuns) };
}

/** Runs that draw the same weights share them: a fleet often has few seeds and many rates. */
function startingWeights(
  members: readonly FleetMember[],
  subject: Subject,
  given: FleetOptions["initialWeights"],
): WeightArrays[] {
  const drawn = new Map<string, WeightArrays>();
  return members.map((member, run) => {
    if (given !== undefined)
      return given instanceof Map ? (given as WeightArrays) : (given as readonly WeightArrays[])[run]!;
    const { initializer, initializerScale } = member.hyperparameters;
    const key = JSON.stringify([
      ...[member.seed, initializer, initializerScale],
      structureOf(member.hyperparameters),
    ]);
    const weights = drawn.get(key) ?? subject.startingWeights(member);
    drawn.set(key, weights);
    return weights;
  });
}
