import { batchPlaces, initialState, measuringBatches, splitTensors } from "./fleet-inputs.js";
import { turnEvery } from "../../runtime/turns.js";
import type { Tensor } from "@tensorflow/tfjs";
import type { BatchPlan } from "../../data/batches.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { mapValues } from "../../runtime/collections.js";
import {
  prepare,
  type Program,
  type Runner,
  specsOf,
  tensor,
  type Tensors,
  withoutPrefix,
  withPrefix,
} from "../../graph/index.js";
import { asState, epochProgram } from "../step/training-step.js";
import { diagnosisProgram } from "../step/diagnosis-program.js";
import { evaluationProgram } from "../step/evaluation-program.js";
import { notBegun, type BegunEpoch } from "../checkpoint.js";
import { sizeOf } from "../../models/initializers.js";
import { ownShape, runsWith } from "../../models/network.js";
import { eagerAfter } from "../engine.js";
import type { StepPlan } from "../step/step-plan.js";
import type { Engine, WeightArrays } from "../training-run.js";
import type { Findings } from "./epoch-records.js";
import { stackedSplit, type FleetData } from "./fleet-data.js";
import { cut } from "./padding.js";
import { largestLoss } from "./run-log.js";

/** The inputs of an epoch: which examples, at which rates. */
export interface EpochInputs {
  /** [steps, K, B] */
  readonly indices: Int32Array;
  /** [steps, K] */
  readonly learningRates: Float32Array;
  /** Steps taken before this epoch. */
  readonly firstStep: number;
}

/** Measurements of all runs on a split: sums over its examples, and the penalty of the weights. */
export interface Measured {
  readonly loss: Float32Array;
  readonly score: Float32Array;
  readonly penalty: Float32Array;
}

/** The results of an epoch's steps, [steps, K] each; rows of steps not taken yet are 0. */
export interface StepFigures {
  readonly losses: Float32Array;
  readonly scores: Float32Array;
}

/** How a session computes. */
export interface SessionOptions {
  readonly engine: Engine;
  /** Everything its programs depend on, besides shapes. */
  readonly key: string;
  /** Whether its programs contain user code. */
  readonly foreign: boolean;
  /** Whether a step is so small that its operations had better run one after the other. */
  readonly serial: boolean;
  /** The weight of each training example. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /** What the optimizer remembers of each run from earlier training. */
  readonly slots?: readonly WeightArrays[] | undefined;
}

/** A fleet on TensorFlow's side: its data, its state and its two programs, from the first step until `dispose`. */
export class FleetState {
  private readonly train: Tensors;
  private readonly measuring: Tensors;
  private state: Tensors;
  private trainer: Runner | undefined;
  private measurer: Runner | undefined;
  private diagnoser: Runner | undefined;
  private readonly pace = new Pace();
  private epoch: Tensors = {};
  private limit: Tensor;

  constructor(
    private readonly plan: StepPlan,
    data: FleetData,
    plans: BatchPlan,
    private readonly given: Tensors,
    weights: readonly WeightArrays[],
    private readonly options: SessionOptions,
  ) {
    const [shape] = data.sets;
    const split = splitTensors(shape, stackedSplit(data, "train"), options.sampleWeight);
    this.train = { ...split, ...batchPlaces(plans) };
    this.measuring = {
      ...splitTensors(shape, stackedSplit(data, "validation")),
      ...measuringBatches(plan, data),
    };
    this.state = initialState(plan, weights, options.slots);
    this.limit = tf.fill([plan.runs], largestLoss(undefined));
    this.steps = plans.steps;
  }

  readonly steps: number;

  /** The path taken; known after the first step. */
  get engine(): Engine {
    const refusal = this.trainer?.refusal;
    return refusal === undefined ? this.options.engine : eagerAfter(refusal);
  }

  /** Loads the next epoch. @param begun its steps that were taken earlier */
  beginEpoch({ indices, learningRates, firstStep }: EpochInputs, begun: BegunEpoch = notBegun): void {
    const { runs, batchSize } = this.plan;
    tf.dispose({ ...this.epoch });
    this.epoch = {
      indices: tf.tensor(indices, [this.steps, runs, batchSize], "int32"),
      learningRate: tf.tensor(learningRates, [this.steps, runs]),
      firstStep: tf.scalar(firstStep, "int32"),
    };
    const figures = mapValues({ losses: begun.losses, scores: begun.scores }, (taken) => {
      const all = new Float32Array(this.steps * runs);
      all.set(taken);
      return tf.tensor(all, [this.steps, runs]);
    });
    this.replaceState({ ...this.state, ...figures });
  }

  /** Takes as many steps as fit in one call, from step `from` of the epoch, and returns the number of the next. */
  advance(from: number): number {
    const to = Math.min(this.steps, from + this.pace.steps);
    this.pace.measure(to - from, () => {
      const range = { from: tf.scalar(from, "int32"), to: tf.scalar(to, "int32") };
      const inputs = {
        ...this.train,
        ...this.given,
        ...this.epoch,
        ...range,
        limit: this.limit,
        ...asState(this.state),
      };
      this.trainer ??= this.prepare("epoch", epochProgram(this.plan), inputs);
      this.replaceState(this.trainer.run(inputs));
      // Reading a number waits until TensorFlow is done.
      tensor(this.state, "alive").dataSync();
      tf.dispose(range);
    });
    return to;
  }

  /** Losses and scores of the epoch's steps. */
  figures(): StepFigures {
    return {
      losses: tensor(this.state, "losses").dataSync<"float32">(),
      scores: tensor(this.state, "scores").dataSync<"float32">(),
    };
  }

  /** Measures all runs on the validation split. */
  measure(): Measured {
    const inputs = { ...this.measuring, ...this.given, ...this.weights() };
    this.measurer ??= this.prepare("evaluation", evaluationProgram(this.plan), inputs, fewMeasurements);
    const figures = this.read(this.measurer.run(inputs));
    return { loss: figures["loss"]!, score: figures["score"]!, penalty: figures["penalty"]! };
  }

  /** Computes the diagnostics of all runs as they are now, on the first batch of the epoch. */
  diagnose(): Findings {
    const inputs = { ...this.train, ...this.given, ...this.epoch, ...asState(this.state) };
    this.diagnoser ??= this.prepare("diagnosis", diagnosisProgram(this.plan), inputs);
    return this.read(this.diagnoser.run(inputs));
  }

  /** Weights of every run as they are now, in its own shapes. */
  copyWeights(): WeightArrays[] {
    return this.copy("weights/");
  }

  /** What the optimizer remembers of every run. */
  copySlots(): WeightArrays[] {
    return this.copy("slots/");
  }

  private copy(prefix: string): WeightArrays[] {
    const { runs, network } = this.plan;
    const all = Object.entries(withoutPrefix(prefix, this.state)).map(([name, array]) => ({
      name,
      shape: array.shape.slice(1),
      values: array.dataSync<"float32">(),
    }));
    return Array.from({ length: runs }, (_, run) => {
      const arrays = all.filter(({ name }) => run < runsWith(network, name, runs));
      return new Map(arrays.map((one) => [one.name, ofRun(one, run, ownShape(network, one.name, run))]));
    });
  }

  /** From now on a run ends if its loss is larger than this. */
  limitLosses(largest: readonly number[]): void {
    this.limit.dispose();
    this.limit = tf.tensor1d([...largest]);
  }

  /** Stops runs that ended: their weights no longer change. */
  keepAlive(alive: readonly boolean[]): void {
    this.replaceState({ ...this.state, alive: tf.tensor1d(alive.map(Number)) });
  }

  dispose(): void {
    this.trainer?.release();
    this.measurer?.release();
    this.diagnoser?.release();
    for (const tensors of [this.train, this.measuring, this.given, this.epoch, this.state])
      tf.dispose({ ...tensors });
    this.limit.dispose();
  }

  private read(outputs: Tensors): Record<string, Float32Array> {
    const figures = mapValues(outputs, (values) => values.dataSync<"float32">());
    tf.dispose({ ...outputs });
    return figures;
  }

  private weights(): Tensors {
    return withPrefix("weights/", withoutPrefix("weights/", this.state));
  }

  /** Disposes of what is no longer part of the state. */
  private replaceState(next: Tensors): void {
    const staying = new Set(Object.values(next));
    for (const old of Object.values(this.state)) if (!staying.has(old)) old.dispose();
    this.state = next;
  }

  private prepare(kind: string, program: Program, inputs: Tensors, runsBefore = 0): Runner {
    const { key, engine, foreign, serial } = this.options;
    return prepare({
      program,
      inputs: specsOf(inputs),
      key: `${kind}/${key}`,
      // With one call per epoch, XLA's compilation does not pay off.
      path: kind === "epoch" && engine.xla ? "xla" : engine.path,
      foreign,
      serial,
      runsBefore,
    });
  }
}

/** A fleet that is measured no more often than this needs no graph for it. */
const fewMeasurements = 2;

/** One run's part of a weight of all runs. */
function ofRun(
  { shape, values }: { readonly shape: readonly number[]; readonly values: Float32Array },
  run: number,
  own: readonly number[] = shape,
) {
  const size = sizeOf(shape);
  return { shape: own, values: cut(values.slice(run * size, (run + 1) * size), shape, own) };
}

/** How many steps go into one call, so that a call takes about as long as the event loop may be blocked. */
export class Pace {
  /** Milliseconds per step, as measured; unknown at first. */
  private perStep: number | undefined;

  /** Steps for the next call, 1 or more. */
  get steps(): number {
    return this.perStep === undefined ? 1 : Math.max(1, Math.floor(turnEvery / this.perStep));
  }

  /** Runs `steps` steps and learns from how long they took. */
  measure<T>(steps: number, work: () => T): T {
    const start = performance.now();
    const result = work();
    this.learn((performance.now() - start) / steps);
    return result;
  }

  /** The first call includes compilation, so the smaller of the first two measurements counts, and then an average. */
  private learn(perStep: number): void {
    const before = this.perStep;
    this.perStep = before === undefined || perStep < before ? perStep : 0.7 * before + 0.3 * perStep;
  }
}
