import type { Engine } from "./training-run.js";
import { createHash } from "node:crypto";
import { buildsGraphs } from "../tensorflow/load.js";
import type { FleetOptions } from "./options.js";

/** The size of the computation. */
export interface Work {
  readonly kind: "dense" | "convolutional" | "recurrent" | "attention";
  /** Runs that train together, K. */
  readonly runs: number;
  /** Numbers trained in one run. */
  readonly parameters: number;
  /** Arrays that a step changes: weights and optimizer state. */
  readonly arrays: number;
  /** How many kinds of runs have operations of their own; 1 except in a mixed fleet. */
  readonly kinds?: number;
  readonly batchSize: number;
  /** Time steps of one example; 1 if it is not a sequence. */
  readonly timeSteps: number;
  /** Number of training steps. */
  readonly steps: number;
  /** Steps for which the same graph was trained before, with other numbers. */
  readonly stepsBefore: number;
}

/** Milliseconds that XLA saves in every training step: for each time step, each run, and each million floating point operations. */
const savedPerTimeStep = 0.1;
const savedPerRun = 0.02;
const savedPerMegaFlop = 0.03;
/** Milliseconds XLA takes to compile: for the loop, and for every array with its update. */
const compileLoop = { dense: 400, recurrent: 2500 };
const compileArray = 40;
/** By which part of it the time grows with each further kind of run in a mixed fleet (measured: six kinds took twice as long as one). */
const compileKind = 0.2;

/**
 * Chooses the engine for a fleet, with the reason that is shown to the user.
 *
 * - Convolutions: one graph without XLA. oneDNN is three to five times as fast at them.
 * - Self-attention: one graph without XLA, which took half as long again (one layer of 16 units over 40 steps).
 * - Dense and recurrent networks: XLA makes a step 2 to 5 times as fast, but compiles for a second (dense) or three
 *   (recurrent). It is used when the time it saves is more than that: over about 5,000 steps of a small dense network alone,
 *   1,000 of 25 such networks at once, 150 of 25 networks of two layers of 100 units, or 700 of a GRU over 40 time steps. The steps of earlier trainings of the same graph
 *   count: nobody knows how often it will come back, and compiling as soon as it would have paid off takes at most
 *   twice the time of the best choice in hindsight (the ski rental problem).
 *
 * The constants were measured on two cores with TensorFlow 2.21; they need to be right only to a factor of two.
 */
export function chooseEngine(work: Work, wanted: FleetOptions["engine"] = "auto"): Engine {
  if (wanted === "eager")
    return { path: "eager", xla: false, reason: "Trained one operation at a time, as requested." };
  if (!buildsGraphs)
    return {
      path: "eager",
      xla: false,
      reason: "Trained one operation at a time: a page has no native TensorFlow.",
    };
  if (wanted !== "auto") return forcedGraph(wanted === "xla");
  if (work.kind === "convolutional")
    return {
      path: "graph",
      xla: false,
      reason:
        "Trained as one TensorFlow graph; its convolutions run on oneDNN, which is faster at them than XLA.",
    };
  if (work.kind === "attention")
    return {
      path: "graph",
      xla: false,
      reason: "Trained as one TensorFlow graph, without XLA, which is slower at self-attention.",
    };
  const pays = savedByXla(work) > compileTime(work);
  return {
    path: "graph",
    xla: pays,
    reason: pays
      ? "Trained as one TensorFlow graph, compiled by XLA."
      : "Trained as one TensorFlow graph, without XLA: too few steps to be worth compiling.",
  };
}

/** The engine of a training that should have run as a graph but could not. @param refusal why */
export function eagerAfter(refusal: string): Engine {
  const reason = `Trained one operation at a time, not as a graph: ${refusal}.`;
  return { path: "eager", xla: false, reason };
}

function forcedGraph(xla: boolean): Engine {
  return {
    path: "graph",
    xla,
    reason: `Trained as one TensorFlow graph ${xla ? "compiled by" : "without"} XLA, as requested.`,
  };
}

const megaFlopsPerStep = ({ runs, parameters, batchSize, timeSteps }: Omit<Work, "stepsBefore">): number =>
  (6 * runs * parameters * batchSize * timeSteps) / 1e6;

/**
 * Whether a step's operations are so small that handing them to other threads costs more than these do. One run of
 * 2-16-16-2 units takes half the time so; where products are large, two of them at once are quicker.
 */
export const isSmallStep = (work: Omit<Work, "stepsBefore">): boolean => megaFlopsPerStep(work) < smallStep;

const smallStep = 15;

/**
 * Milliseconds that XLA saves in this training, or would have saved in those before. A step computes forwards once and
 * backwards twice: 6 flops per weight.
 */
function savedByXla(work: Work): number {
  const { runs, timeSteps, steps, stepsBefore } = work;
  const perStep =
    savedPerTimeStep * timeSteps + savedPerRun * runs + savedPerMegaFlop * megaFlopsPerStep(work);
  return (steps + stepsBefore) * perStep;
}

function compileTime({ kind, kinds = 1, arrays }: Work): number {
  const plain = compileLoop[kind === "recurrent" ? kind : "dense"] + compileArray * arrays;
  return plain * (1 + compileKind * (kinds - 1));
}

/** How many steps each graph was trained for in this process. */
const stepsOf = new Map<string, number>();
/** The engine of every training so far. */
const engines = new Map<string, Engine>();

/** A training that is about to begin. */
export interface NextTraining {
  /** Everything the operations and their shapes depend on. */
  readonly graph: string;
  /** Everything the numbers depend on. */
  readonly numbers: string;
  /** Number of training steps. */
  readonly steps: number;
}

/**
 * The engine for a training: the earlier one, if the same training ran before, so that a cell that is run again gives
 * the same numbers to the last digit; otherwise `choose` decides, given how many steps its graph was trained for before.
 */
export function engineFor(
  { graph, numbers, steps }: NextTraining,
  choose: (stepsBefore: number) => Engine,
): Engine {
  const key = createHash("sha256")
    .update(JSON.stringify([graph, numbers]))
    .digest("base64");
  const stepsBefore = stepsOf.get(graph) ?? 0;
  const engine = engines.get(key) ?? choose(stepsBefore);
  engines.set(key, engine);
  stepsOf.set(graph, stepsBefore + steps);
  return engine;
}
