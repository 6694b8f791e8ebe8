import type { Tensor } from "@tensorflow/tfjs-node";
import type { Dataset } from "../../data/dataset.js";
import { batchPlan, type BatchPlan } from "../../data/batches.js";
import { stream } from "../../random/stream.js";
import { tf } from "../../tensorflow/tensorflow.js";
import { Pace } from "../engine/pace.js";
import { mapValues } from "../../runtime/collections.js";
import {
  prepare,
  type Path,
  type Runner,
  specsOf,
  tensor,
  type Tensors,
  withoutPrefix,
  withPrefix,
} from "../../graph/index.js";
import { asState, epochProgram } from "../step/epoch-program.js";
import { diagnosisProgram } from "../step/diagnosis-program.js";
import { evaluationProgram } from "../step/evaluation-program.js";
import type { StepPlan } from "../step/step-plan.js";
import type { Engine, WeightArrays } from "../training-run.js";
import type { Findings } from "./diagnoses.js";
import { batchPlaces, splitTensors } from "./fleet-data.js";
import { initialState } from "./initial-state.js";
import { largestLoss } from "./largest-loss.js";

/** Examples measured in one batch: so many that it is fast, and not more numbers at a time than fit into 128 MiB. */
const mostMeasured = 512;
const mostNumbers = 2 ** 25;

/** What an epoch brings: which examples, at which rates. */
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

/** What the steps of an epoch left behind, [steps, K] each; rows of steps not taken yet are 0. */
export interface StepFigures {
  readonly losses: Float32Array;
  readonly scores: Float32Array;
}

/** How a session computes. */
export interface SessionOptions {
  readonly engine: Engine;
  /** Everything its programs depend on, beside shapes. */
  readonly key: string;
  /** Whether its programs contain code that is not ours. */
  readonly foreign: boolean;
}

/** A fleet on TensorFlow's side: its data, its state and its two programs, from the first step until `dispose`. */
export class FleetSession {
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
    data: Dataset,
    plans: BatchPlan,
    private readonly given: Tensors,
    weights: readonly WeightArrays[],
    private readonly options: SessionOptions,
  ) {
    this.train = { ...splitTensors(data, data.train), ...batchPlaces(plans) };
    this.measuring = { ...splitTensors(data, data.validation), ...measuringBatches(plan, data.validation) };
    this.state = initialState(plan, weights);
    this.limit = tf.fill([plan.runs], largestLoss(undefined));
    this.steps = plans.steps;
  }

  readonly steps: number;

  /** The path taken; known after the first step. */
  get engine(): Engine {
    const refusal = this.trainer?.refusal;
    return refusal === undefined ? this.options.engine : eagerBecause(refusal);
  }

  /** Brings in the next epoch. */
  beginEpoch({ indices, learningRates, firstStep }: EpochInputs): void {
    const { runs, batchSize } = this.plan;
    tf.dispose({ ...this.epoch });
    this.epoch = {
      indices: tf.tensor(indices, [this.steps, runs, batchSize], "int32"),
      learningRate: tf.tensor(learningRates, [this.steps, runs]),
      firstStep: tf.scalar(firstStep, "int32"),
    };
    const figures = { losses: tf.zeros([this.steps, runs]), scores: tf.zeros([this.steps, runs]) };
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
    this.measurer ??= this.prepare("evaluation", evaluationProgram(this.plan), inputs);
    const figures = this.read(this.measurer.run(inputs));
    return { loss: figures["loss"]!, score: figures["score"]!, penalty: figures["penalty"]! };
  }

  /** Looks inside all runs as they are now, on the first batch of the epoch. */
  diagnose(): Findings {
    const inputs = { ...this.train, ...this.given, ...this.epoch, ...asState(this.state) };
    this.diagnoser ??= this.prepare("diagnosis", diagnosisProgram(this.plan), inputs);
    return this.read(this.diagnoser.run(inputs));
  }

  /** Weights of every run as they are now. */
  copyWeights(): WeightArrays[] {
    const all = Object.entries(withoutPrefix("weights/", this.state)).map(([name, weight]) => ({
      name,
      shape: weight.shape.slice(1),
      values: weight.dataSync<"float32">(),
    }));
    return Array.from(
      { length: this.plan.runs },
      (_, run) => new Map(all.map((one) => [one.name, ofRun(one, run, this.plan.runs)])),
    );
  }

  /** From now on a run ends with a loss larger than this. */
  limitLosses(largest: readonly number[]): void {
    this.limit.dispose();
    this.limit = tf.tensor1d([...largest]);
  }

  /** Stops runs that ended: their weights stay as they are from now on. */
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

  /** Disposes what is no longer part of the state. */
  private replaceState(next: Tensors): void {
    const staying = new Set(Object.values(next));
    for (const old of Object.values(this.state)) if (!staying.has(old)) old.dispose();
    this.state = next;
  }

  private prepare(kind: string, program: Parameters<typeof prepare>[0]["program"], inputs: Tensors): Runner {
    const { key, engine, foreign } = this.options;
    return prepare({
      program,
      inputs: specsOf(inputs),
      key: `${kind}/${key}`,
      path: pathOf(engine, kind === "epoch"),
      foreign,
    });
  }
}

/** One call per epoch does not pay for XLA's compilation. */
function pathOf({ path, xla }: Engine, often: boolean): Path {
  return path === "graph" && xla && often ? "xla" : path;
}

function eagerBecause(refusal: string): Engine {
  return {
    path: "eager",
    xla: false,
    reason: `Trained one operation at a time, not as a graph: ${refusal}.`,
  };
}

/** The part of one run in a weight of all runs. */
function ofRun(
  { shape, values }: { readonly shape: readonly number[]; readonly values: Float32Array },
  run: number,
  runs: number,
) {
  const size = values.length / runs;
  return { shape, values: values.slice(run * size, (run + 1) * size) };
}

/** The batches in which a split is measured: in order, [batches, 1, B], the same for all runs. */
function measuringBatches({ runs, network }: StepPlan, split: Dataset["validation"]): Tensors {
  const fitting = Math.max(1, Math.floor(mostNumbers / (runs * network.signals)));
  const batchSize = Math.min(split.count, mostMeasured, fitting);
  const plan = batchPlan("sequential", split, batchSize, stream(0, "order"));
  return {
    indices: tf.tensor(plan.indices, [plan.steps, 1, batchSize], "int32"),
    ...batchPlaces(plan),
  };
}
