import { tf } from "../../tensorflow/tensorflow.js";
import { compile, type Program } from "../../graph/compile.js";
import { TraceError } from "../../graph/recorder.js";
import type { Tensors, TensorSpecs } from "../../graph/tensors.js";
import type { Engine } from "../training-run.js";
import { borrowProgram } from "./program-cache.js";

/** A program ready to be run, one way or another. */
export interface Runner {
  /** The path taken. A program that is not ours may leave its graph for the eager path when it is run. */
  readonly engine: Engine;
  /** Outputs belong to the caller. */
  run(inputs: Tensors): Tensors;
  release(): void;
}

/** What is known about a program before it is compiled. */
export interface RunnerRequest {
  readonly program: Program;
  readonly inputs: TensorSpecs;
  /** Everything the program depends on, beside shapes. */
  readonly key: string;
  readonly engine: Engine;
  /** Whether the program contains code that is not ours. */
  readonly foreign: boolean;
}

/**
 * Makes a program ready the way `engine` asks for. What turns out not to be possible as a graph runs eagerly, and the
 * runner's `engine` says why.
 */
export function prepare(request: RunnerRequest): Runner {
  const { program, engine, foreign } = request;
  if (engine.path === "eager") return eagerRunner(program, engine);
  try {
    const graph = graphRunner(request);
    return foreign ? withWayOut(graph, program) : graph;
  } catch (error) {
    if (!foreign && !(error instanceof TraceError)) throw error;
    return eagerRunner(program, eagerBecause(error));
  }
}

function graphRunner({ program, inputs, key, engine, foreign }: RunnerRequest): Runner {
  const loan = borrowProgram(JSON.stringify([key, engine.xla, inputs]), () =>
    compile(program, inputs, { xla: engine.xla, verify: foreign }),
  );
  return {
    engine,
    run: (tensors) => loan.program.run(tensors),
    release: () => {
      loan.release();
    },
  };
}

function eagerRunner(program: Program, engine: Engine): Runner {
  return {
    engine,
    run: (inputs) => tf.tidy(() => program(inputs) as Record<string, Tensors[string]>),
    release: () => undefined,
  };
}

/**
 * Operations that we do not know may be recorded without complaint and still be refused when TensorFlow comes to run them, so
 * a graph that fails gives way to the eager path. If that fails too, the fault is not the graph's.
 */
function withWayOut(graph: Runner, program: Program): Runner {
  let current = graph;
  return {
    get engine() {
      return current.engine;
    },
    run: (inputs) => {
      try {
        return current.run(inputs);
      } catch (error) {
        if (current !== graph) throw error;
        current = eagerRunner(program, eagerBecause(error));
        return current.run(inputs);
      }
    },
    release: () => {
      graph.release();
    },
  };
}

function eagerBecause(error: unknown): Engine {
  const why = firstLine(error);
  return { path: "eager", xla: false, reason: `Trained one operation at a time, not as a graph: ${why}.` };
}

/** TensorFlow's messages go on for pages with the nodes of the graph. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]!.trim().replace(/\.$/, "");
}
