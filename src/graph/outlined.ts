import { tf } from "../tensorflow/tensorflow.js";
import { attribute } from "./attributes.js";
import { typeNumber, type GraphValue } from "./backend.js";
import { Recorder } from "./recorder.js";
import { named, type Tensors } from "./tensors.js";

/**
 * Computes as usual; while a graph is being recorded, the computation becomes a function of its own that is called.
 *
 * TensorFlow rewrites such a function for oneDNN as a whole, and the body of a loop not at all: a step with convolutions takes
 * half the time. (Were the loop inlined, it would rewrite what it comes by in the right order, which differs from process to
 * process.) The call costs 0.05 ms, and a step of small operations would take longer.
 */
export function outlined(compute: () => Tensors): Tensors {
  return Recorder.active ? writeCall(Recorder.active, compute) : compute();
}

function writeCall(recorder: Recorder, compute: () => Tensors): Tensors {
  let results: Tensors = {};
  const { name, captures } = recorder.function("step", [], () => {
    results = compute();
    return Object.values(results);
  });
  recorder.functions.at(-1)!.getAttrMap().set("_noinline", attribute.boolean(true));
  const scope = recorder.current;
  const given = captures.map(({ value }) => value);
  const types = (values: readonly GraphValue[]) =>
    attribute.types(values.map(({ dtype }) => typeNumber(dtype)));
  const node = scope.add(
    "PartitionedCall",
    given.map((value) => scope.reference(value)),
    { Tin: types(given), Tout: types(Object.values(results)), f: attribute.function(name) },
  );
  return named(
    Object.keys(results),
    Object.values(results).map(({ shape, dtype }, position) => {
      const output = tf.zeros(shape, dtype);
      scope.define(output, `${node}:output:${position}`);
      return output;
    }),
  );
}
