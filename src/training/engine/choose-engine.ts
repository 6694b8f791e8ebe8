import type { FleetOptions } from "../options.js";
import type { Engine } from "../training-run.js";

/** What there is to compute. */
export interface Work {
  readonly kind: "dense" | "convolutional" | "recurrent";
  /** Runs that train together, K. */
  readonly runs: number;
  /** Numbers trained in one run, and arrays they come in. */
  readonly parameters: number;
  readonly arrays: number;
  readonly batchSize: number;
  /** Time steps of one example; 1 if it is no sequence. */
  readonly timeSteps: number;
  /** Training steps there will be. */
  readonly steps: number;
  /** Whether the same graph was trained before, with other numbers. */
  readonly again: boolean;
}

/** Milliseconds that XLA saves in every training step: for each time step, each run, and each million floating point operations. */
const savedPerTimeStep = 0.04;
const savedPerRun = 0.02;
const savedPerMegaFlop = 0.007;
/** Milliseconds XLA takes to compile: for the loop, and for every array with its update. */
const compileLoop = { dense: 250, recurrent: 750 };
const compileArray = 35;
/** How many more trainings are expected of a graph that is trained a second time: somebody is trying out values. */
const likelyTrainings = 20;

/**
 * The engine for a fleet, with the reason a reader is shown.
 *
 * - Convolutions: one graph without XLA. oneDNN is three to five times as fast at them.
 * - Dense and recurrent networks: XLA makes a step 2 to 5 times as fast, but compiles for half a second (dense) or a whole one
 *   (recurrent). It is used when the time it saves is more than that: over about 7,500 steps of a small dense network alone,
 *   700 of 25 such networks at once, or 500 of a GRU over 40 time steps. A graph that is trained again is likely to be trained
 *   often, so a twentieth of these steps is enough for it.
 *
 * The constants were measured on two cores with TensorFlow 2.21; they need to be right only to a factor of two.
 */
export function chooseEngine(work: Work, wanted: FleetOptions["engine"] = "auto"): Engine {
  if (wanted === "eager")
    return { path: "eager", xla: false, reason: "Trained one operation at a time, as asked for." };
  if (wanted !== "auto") return forcedGraph(wanted === "xla");
  if (work.kind === "convolutional")
    return {
      path: "graph",
      xla: false,
      reason:
        "Trained as one TensorFlow graph; its convolutions run on oneDNN, which is faster at them than XLA.",
    };
  const pays = savedByXla(work) * (work.again ? likelyTrainings : 1) > compileTime(work);
  return {
    path: "graph",
    xla: pays,
    reason: pays
      ? "Trained as one TensorFlow graph, compiled by XLA."
      : "Trained as one TensorFlow graph, without XLA: too few steps to be worth compiling.",
  };
}

function forcedGraph(xla: boolean): Engine {
  return {
    path: "graph",
    xla,
    reason: `Trained as one TensorFlow graph ${xla ? "compiled by" : "without"} XLA, as asked for.`,
  };
}

/** Milliseconds that XLA saves over the whole training. A step computes forwards once and backwards twice: 6 flops per weight. */
function savedByXla({ runs, parameters, batchSize, timeSteps, steps }: Work): number {
  const megaFlops = (6 * runs * parameters * batchSize * timeSteps) / 1e6;
  return steps * (savedPerTimeStep * timeSteps + savedPerRun * runs + savedPerMegaFlop * megaFlops);
}

function compileTime({ kind, arrays }: Work): number {
  return compileLoop[kind === "recurrent" ? kind : "dense"] + compileArray * arrays;
}
