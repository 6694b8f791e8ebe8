import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tensorflow/tensorflow.js";
import { nodeBackend, typeNumber, type NodeBackend } from "./backend.js";
import { functionDef, type Argument } from "./node.js";
import type { FunctionDefMessage } from "./messages.js";
import { Scope, type Capture } from "./scope.js";

/** Why a function cannot become a graph. Training then continues eagerly, and reports why. */
export class TraceError extends Error {
  override readonly name = "TraceError";
}

/** A recorded function: its name in the library, and what it takes from outside beside its arguments. */
export interface Recorded {
  readonly name: string;
  readonly captures: readonly Capture[];
}

/**
 * Writes down the TensorFlow operations a tfjs function performs.
 *
 * Every tfjs operation ends in one of two methods of tfjs-node's backend. While a recorder is active these methods run
 * the operation as usual (tfjs needs the shapes) and add it to the scope being written. Nothing else of tfjs is touched, so
 * gradients, layers and optimizers are recorded like anything else, as the operations they come down to.
 */
export class Recorder {
  /** The recorder at work, if any: loops ask, to know whether to loop or to write a loop. */
  static active: Recorder | undefined;

  readonly functions: FunctionDefMessage[] = [];
  private scope: Scope | undefined;
  /** Whether a read is tfjs's own check of an argument. */
  private checking = false;
  private readonly backend: NodeBackend = nodeBackend();
  private readonly readSync = this.backend.readSync.bind(this.backend);

  /** @param serial whether loops run their operations one after the other */
  private constructor(readonly serial: boolean) {}

  /** The scope being written. */
  get current(): Scope {
    if (this.scope === undefined) throw new Error("Cannot write a node: nothing is being recorded.");
    return this.scope;
  }

  /** Runs `body` with all operations recorded, and restores the backend whatever happens. */
  static record<T>(body: (recorder: Recorder) => T, serial = false): T {
    if (Recorder.active) throw new Error("Cannot record a graph while another one is being recorded.");
    const recorder = new Recorder(serial);
    const restore = recorder.intercept();
    Recorder.active = recorder;
    try {
      return body(recorder);
    } finally {
      Recorder.active = undefined;
      restore();
    }
  }

  /**
   * Records one function: `body` computes the results from `inputs`. What it captures from outside becomes further
   * arguments, which the body of a loop (`returnCaptures`) has to return: a tensor as it is, a list as it has become.
   */
  function(
    name: string,
    inputs: readonly Tensor[],
    body: () => readonly Tensor[],
    { returnCaptures = false } = {},
  ): Recorded {
    const parent = this.scope;
    const scope = this.newScope(parent);
    const given = inputs.map(({ dtype }, index) => ({ name: `argument_${index}`, type: typeNumber(dtype) }));
    inputs.forEach((tensor, index) => {
      scope.define(tensor, given[index]!.name);
    });
    this.scope = scope;
    try {
      const results = body().map((tensor) => ({
        type: typeNumber(tensor.dtype),
        reference: scope.reference(tensor),
      }));
      const captured = scope.captures.map(({ name, value }) => ({ name, type: typeNumber(value.dtype) }));
      if (returnCaptures)
        results.push(
          ...scope.captures.map(({ value }) => ({
            type: typeNumber(value.dtype),
            reference: scope.reference(value),
          })),
        );
      return { name: this.define(name, [...given, ...captured], scope, results), captures: scope.captures };
    } finally {
      this.scope = parent;
    }
  }

  /** Adds a function to the library under a name of its own. */
  define(
    name: string,
    inputs: readonly Argument[],
    scope: Scope,
    results: readonly { readonly type: number; readonly reference: string }[],
  ): string {
    const unique = `${name}_${this.functions.length}`;
    const named = results.map((result, index) => ({ ...result, name: `result_${index}` }));
    this.functions.push(functionDef(unique, inputs, scope.nodes, named));
    return unique;
  }

  /** An empty scope, inside the current one or on its own. */
  newScope(parent?: Scope): Scope {
    return new Scope(this.backend, (dataId) => this.readSync(dataId) as ArrayBufferView, parent);
  }

  /** Puts this recorder between tfjs and TensorFlow; the result undoes it. */
  private intercept(): () => void {
    const { backend } = this;
    const { executeSingleOutput, executeMultipleOutputs, readSync } = backend;
    backend.executeSingleOutput = (op, attributes, inputs): Tensor => {
      const output = executeSingleOutput.call(backend, op, attributes, inputs);
      this.current.record(op, attributes, inputs, [output]);
      return output;
    };
    backend.executeMultipleOutputs = (op, attributes, inputs, count): Tensor[] => {
      const outputs = executeMultipleOutputs.call(backend, op, attributes, inputs, count);
      this.current.record(op, attributes, inputs, outputs);
      return outputs;
    };
    backend.readSync = (dataId) => {
      if (this.current.derives(dataId) && !this.checking)
        throw new TraceError(
          "its JavaScript reads values of tensors while it trains, which a graph cannot do",
        );
      return readSync.call(backend, dataId);
    };
    const restoreGather = this.allowChecksOfGather();
    return () => {
      Object.assign(backend, { executeSingleOutput, executeMultipleOutputs, readSync });
      restoreGather();
    };
  }

  /** tfjs-node's gather reads the positions to check their range. What it computes does not depend on that. */
  private allowChecksOfGather(): () => void {
    const kernel = tf.getKernel("GatherV2", "tensorflow");
    const { kernelFunc } = kernel;
    kernel.kernelFunc = (given) => {
      this.checking = true;
      try {
        return kernelFunc(given);
      } finally {
        this.checking = false;
      }
    };
    return () => {
      kernel.kernelFunc = kernelFunc;
    };
  }
}
