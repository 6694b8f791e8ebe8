import { tf } from "../tensorflow/tensorflow.js";
import { compile, type CompiledProgram, type Program } from "./compile.js";
import { TraceError } from "./recorder.js";
import type { Tensors, TensorSpecs } from "./tensors.js";

/** How a program is run: one operation at a time, as one TensorFlow graph, or as a graph that XLA compiles. */
export type Path = "eager" | "graph" | "xla";

/** A program ready to run, eagerly or as a graph. */
export interface Runner {
  /**
   * Why it runs one operation at a time though a graph was asked for; undefined if it does as it was asked to. A program that
   * is not ours may have to leave its graph when it is run for the first time.
   */
  readonly refusal: string | undefined;
  /** Outputs belong to the caller. */
  run(inputs: Tensors): Tensors;
  release(): void;
}

/** What is known about a program before it is compiled. */
export interface RunnerRequest {
  readonly program: Program;
  readonly inputs: TensorSpecs;
  /** Everything the program depends on, beside shapes. Programs with the same key share one graph. */
  readonly key: string;
  readonly path: Path;
  /** Whether the program contains code that is not ours. */
  readonly foreign: boolean;
  /** Whether a graph's loops run their operations one after the other; see {@link CompileOptions}. */
  readonly serial?: boolean;
  /** How many runs are made one operation at a time before a graph is made, unless it is there already. Default 0. */
  readonly runsBefore?: number;
}

/**
 * Makes a program ready to run the way `path` asks for. What turns out not to be possible as a graph runs eagerly, and the
 * runner's `refusal` says why. Graphs are kept for the next program with the same key.
 *
 * @example
 * const program = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.mul(x!, 2) });
 * const inputs = { x: { shape: [3], dtype: "float32" } } as const;
 * const runner = prepare({ program, inputs, key: "double", path: "graph", foreign: false });
 * runner.run({ x: tf.tensor1d([1, 2, 3]) }).y!.arraySync(); // [2, 4, 6]
 * runner.release();
 */
export function prepare(request: RunnerRequest): Runner {
  const { program, path, foreign, runsBefore = 0 } = request;
  if (path === "eager") return eagerRunner(program, undefined);
  if (runsBefore > 0 && !entries.has(keyOf(request))) return patientRunner(request, runsBefore);
  try {
    const graph = graphRunner(request);
    return foreign ? withWayOut(graph, program) : graph;
  } catch (error) {
    if (!foreign && !(error instanceof TraceError)) throw error;
    return eagerRunner(program, firstLine(error));
  }
}

/** What decides which graph a program becomes. */
const keyOf = ({ key, path, serial, inputs }: RunnerRequest): string =>
  JSON.stringify([key, path, serial, inputs]);

function graphRunner(request: RunnerRequest): Runner {
  const { program, inputs, path, foreign, serial = false } = request;
  const entry = borrow(keyOf(request), () =>
    compile(program, inputs, { xla: path === "xla", verify: foreign, serial }),
  );
  return {
    refusal: undefined,
    run: (tensors) => entry.program.run(tensors),
    release: () => {
      entry.users--;
      evict();
    },
  };
}

function eagerRunner(program: Program, refusal: string | undefined): Runner {
  return {
    refusal,
    run: (inputs) => tf.tidy(() => program(inputs) as Record<string, Tensors[string]>),
    release: () => undefined,
  };
}

/** Recording a program takes as long as running it, and loading the graph twice as long: for a run or two it does not pay. */
function patientRunner(request: RunnerRequest, runsBefore: number): Runner {
  let current = eagerRunner(request.program, undefined);
  let left = runsBefore;
  return {
    get refusal() {
      return current.refusal;
    },
    run: (inputs) => {
      if (left-- === 0) current = prepare({ ...request, runsBefore: 0 });
      return current.run(inputs);
    },
    release: () => {
      current.release();
    },
  };
}

/**
 * Operations that we do not know may be recorded without complaint and still be refused when TensorFlow comes to run them, so
 * a graph that fails gives way to the eager path. If that fails too, the fault is not the graph's.
 */
function withWayOut(graph: Runner, program: Program): Runner {
  let current = graph;
  return {
    get refusal() {
      return current.refusal;
    },
    run: (inputs) => {
      try {
        return current.run(inputs);
      } catch (error) {
        if (current !== graph) throw error;
        current = eagerRunner(program, firstLine(error));
        return current.run(inputs);
      }
    },
    release: () => {
      graph.release();
    },
  };
}

/** TensorFlow's messages can list the graph's nodes for pages. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]!.trim().replace(/\.$/, "");
}

/** A compiled program, and how many runners use it. */
interface Entry {
  readonly program: CompiledProgram;
  users: number;
}

/** How many graphs are kept: enough for a chapter's cells to be run again without compiling, few enough to stay small. */
const capacity = 16;

/** Least recently used first. */
const entries = new Map<string, Entry>();

/** The program with this key, compiled now if it is not there. */
function borrow(key: string, compileProgram: () => CompiledProgram): Entry {
  const entry = entries.get(key) ?? { program: compileProgram(), users: 0 };
  entries.delete(key);
  entries.set(key, entry);
  entry.users++;
  evict();
  return entry;
}

/** Frees the least recently used programs beyond the capacity, but none that is in use. */
function evict(): void {
  for (const [key, { program, users }] of entries) {
    if (entries.size <= capacity) return;
    if (users > 0) continue;
    entries.delete(key);
    program.free();
  }
}
