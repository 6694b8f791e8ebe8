import { tf } from "../../tensorflow/tensorflow.js";
import { compile, type Program } from "../graph/compile.js";
import { TraceError } from "../graph/recorder.js";
import type { Tensors, TensorSpecs } from "../graph/tensors.js";
import type { Engine } from "../training-run.js";
import { borrowProgram } from "./program-cache.js";

/** A program ready to be run, one way or another. */
export interface Runner {
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
  /** Whether the program contains code that is not ours and has to be recorded twice. */
  readonly verify: boolean;
  /** See `CompileOptions.inlineLoops`. */
  readonly inlineLoops: boolean;
}

/**
 * Makes a program ready the way `engine` asks for. What turns out not to be possible as a graph runs eagerly, and the
 * runner's `engine` says why.
 */
export function prepare(request: RunnerRequest): Runner {
  const { program, inputs, engine, verify, inlineLoops } = request;
  if (engine.path === "eager") return eagerRunner(program, engine);
  try {
    const key = JSON.stringify([request.key, engine.xla, inputs]);
    const loan = borrowProgram(key, () => compile(program, inputs, { xla: engine.xla, verify, inlineLoops }));
    return {
      engine,
      run: (tensors) => loan.program.run(tensors),
      release: () => {
        loan.release();
      },
    };
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    const reason = `Trained one operation at a time, not as a graph: ${error.message}.`;
    return eagerRunner(program, { path: "eager", xla: false, reason });
  }
}

function eagerRunner(program: Program, engine: Engine): Runner {
  return {
    engine,
    run: (inputs) => tf.tidy(() => program(inputs) as Record<string, Tensors[string]>),
    release: () => undefined,
  };
}
