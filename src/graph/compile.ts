import { checkOptionNames } from "../runtime/nearest-name.js";
import { nodeBackend, typeNumber } from "./backend.js";
import { type FunctionDefMessage, messages, type NodeDefMessage } from "./messages.js";
import { attribute, nodeDef } from "./node.js";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildsGraphs } from "../tensorflow/load.js";
import { tf } from "../tensorflow/tensorflow.js";
import { Recorder, TraceError } from "./recorder.js";
import { mapValues } from "../runtime/collections.js";
import { named, valuesOf, type Tensors, type TensorSpec, type TensorSpecs } from "./tensors.js";

/** A computation on named tensors: the same inputs always give the same outputs. */
export type Program = (inputs: Tensors) => Tensors;

/** A program that TensorFlow runs as one call. */
export interface CompiledProgram {
  /** Runs it. Inputs must have the shapes and types it was compiled for; outputs belong to the caller. */
  run(inputs: Tensors): Tensors;
  /** Frees what TensorFlow holds for it. */
  free(): void;
}

export interface CompileOptions {
  /** Whether XLA compiles the whole graph: a few tenths of a second once, then no cost per operation. */
  readonly xla: boolean;
  /**
   * Records a second time from other example values and refuses a program whose graph comes out different: it bakes in
   * values read from data, or random numbers drawn in JavaScript. For programs that are not ours.
   */
  readonly verify?: boolean;
  /** Whether the operations of a loop run one after the other: quicker where they are small. Default false. */
  readonly serial?: boolean;
}

/**
 * Turns a tfjs program into one TensorFlow graph.
 *
 * The program runs once on example tensors while its operations are recorded (see {@link Recorder}) as a TensorFlow function;
 * the graph is one call of that function. Under XLA the call is marked `_XlaMustCompile`, which makes XLA
 * compile it whole, loops included. Measured on two cores, per step of a 2-16-16-2 network in a `repeat` loop: 3.2 ms as
 * separate operations, 0.32 with TensorFlow 1's control flow nodes, 0.046 as a functional loop, 0.013 with XLA.
 *
 * @throws {TraceError} if the program does something a graph cannot do
 * @example
 * const double = compile(({ x }) => ({ y: tf.mul(x!, 2) }), { x: { shape: [3], dtype: "float32" } }, { xla: false });
 * double.run({ x: tf.tensor1d([1, 2, 3]) }).y!.arraySync(); // [2, 4, 6]
 */
export function compile(program: Program, inputs: TensorSpecs, options: CompileOptions): CompiledProgram {
  checkOptionNames("call compile", options, ["xla", "verify", "serial"]);
  if (!buildsGraphs) throw new TraceError("a page has no native TensorFlow to run a graph");
  const recording = record(program, inputs, 0, options);
  if (options.verify) assertSame(recording.functions, record(program, inputs, 1, options).functions);
  if (!options.xla) leaveAsWritten(recording);
  const session = loadGraph(callGraph(recording, Object.values(inputs), options.xla), recording.functions);
  const given = Object.keys(inputs);
  const inputNames = given.map((_, index) => `${inputName(index)}:0`).join();
  const outputNames = recording.outputs.map((_, index) => `call:${index}`).join();
  return {
    run: (tensors) => {
      const backend = nodeBackend();
      const ids = backend.getInputTensorIds(valuesOf(tensors, given));
      const outputs = backend.binding.runSavedModel(session, ids, inputNames, outputNames);
      return named(
        recording.outputs.map(({ name }) => name),
        outputs.map((output) => backend.createOutputTensor(output)),
      );
    },
    free: () => {
      nodeBackend().deleteSavedModel(session);
    },
  };
}

interface Recording {
  readonly main: string;
  readonly outputs: readonly { readonly name: string; readonly type: number }[];
  readonly functions: readonly FunctionDefMessage[];
}

/** Records the program on tensors filled with `value`, which the graph must not depend on. */
function record(program: Program, inputs: TensorSpecs, value: number, { serial }: CompileOptions): Recording {
  tf.engine().startScope();
  try {
    const examples = mapValues(inputs, ({ shape, dtype }) => tf.fill([...shape], value, dtype));
    return Recorder.record((recorder) => {
      let outputs: Recording["outputs"] = [];
      const { name } = recorder.function("main", Object.values(examples), () => {
        const results = program(examples);
        outputs = Object.entries(results).map(([key, { dtype }]) => ({ name: key, type: typeNumber(dtype) }));
        return Object.values(results);
      });
      return { main: name, outputs, functions: recorder.functions };
    }, serial);
  } finally {
    tf.engine().endScope();
  }
}

function assertSame(first: readonly FunctionDefMessage[], second: readonly FunctionDefMessage[]): void {
  const same =
    first.length === second.length &&
    first.every((one, index) => Buffer.from(one.serializeBinary()).equals(second[index]!.serializeBinary()));
  if (!same)
    throw new TraceError(
      "recorded twice, its operations differ: it draws random numbers in JavaScript or depends on the values of its data",
    );
}

/**
 * Keeps TensorFlow's graph optimizer from functions. It took a quarter of the time until a first result and did not make steps
 * faster. It leaves alone what tf.data wrote, which is optimized elsewhere, and what must not be inlined.
 */
function leaveAsWritten({ functions }: Recording): void {
  for (const definition of functions)
    definition.getAttrMap().set("_tf_data_function", attribute.boolean(true));
  // The main function is the one that was finished last.
  functions.at(-1)!.getAttrMap().set("_noinline", attribute.boolean(true));
}

/** Placeholders for the inputs and one call of the recorded function. */
function callGraph(recording: Recording, inputs: readonly TensorSpec[], xla: boolean): NodeDefMessage[] {
  const types = inputs.map(({ dtype }) => typeNumber(dtype));
  const placeholders = inputs.map(({ shape }, index) =>
    nodeDef(inputName(index), "Placeholder", [], {
      dtype: attribute.type(types[index]!),
      shape: attribute.shape(shape),
    }),
  );
  const references = inputs.map((_, index) => inputName(index));
  const call = xla
    ? nodeDef("call", "PartitionedCall", references, {
        Tin: attribute.types(types),
        Tout: attribute.types(recording.outputs.map(({ type }) => type)),
        f: attribute.function(recording.main),
        _XlaMustCompile: attribute.boolean(true),
      })
    : nodeDef("call", recording.main, references, {});
  return [...placeholders, call];
}

const inputName = (index: number): string => `input_${index}`;

/** The GraphDef version TensorFlow 2.9 to 2.21 write; an older one would change what some operations mean. */
const graphVersion = 1087;

/**
 * Hands a graph to TensorFlow and returns the number of the session that holds it. tfjs-node only loads graphs from a
 * SavedModel folder, so one is written and removed again at once.
 */
export function loadGraph(
  nodes: readonly NodeDefMessage[],
  functions: readonly FunctionDefMessage[],
): number {
  const folder = mkdtempSync(join(tmpdir(), "tunebook-graph-"));
  try {
    writeFileSync(join(folder, "saved_model.pb"), savedModel(nodes, functions));
    return nodeBackend().loadSavedModelMetaGraph(folder, "serve");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function savedModel(nodes: readonly NodeDefMessage[], functions: readonly FunctionDefMessage[]): Uint8Array {
  const library = new messages.FunctionDefLibrary();
  library.setFunctionList(functions);
  const version = new messages.VersionDef();
  version.setProducer(graphVersion);
  const graph = new messages.GraphDef();
  graph.setNodeList(nodes);
  graph.setLibrary(library);
  graph.setVersions(version);
  const info = new messages.MetaGraphDef.MetaInfoDef();
  info.addTags("serve");
  const meta = new messages.MetaGraphDef();
  meta.setMetaInfoDef(info);
  meta.setGraphDef(graph);
  const model = new messages.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(meta);
  return model.serializeBinary();
}
