import { type Cell, gruCell, lstmCell, simpleRnnCell } from "../../../src/models/recurrent/cells.js";
import { scan, scanInput } from "../../../src/models/recurrent/scan.js";
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { expectClose, plainWalk } from "../support.js";

const [RUNS, EXAMPLES, UNITS] = [2, 3, 4];

/** What a scan is given, sum by sum: inputs, kernels and, for a cell whose sums are apart, biases. */
function exampleOf(cell: Cell, steps: number): Tensor[] {
  const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.7, "float32", seed);
  const forEachSum = (shape: number[], seed: number): Tensor[] =>
    Array.from({ length: cell.sums }, (_, sum) => normal(shape, seed + sum));
  return [
    ...forEachSum([steps, RUNS, EXAMPLES, UNITS], 10),
    ...forEachSum([RUNS, UNITS, UNITS], 20),
    ...(cell.apart ? forEachSum([RUNS, 1, UNITS], 30) : []),
  ];
}

/** Step after step in JavaScript, for tfjs to differentiate: none of the scan's own gradients. */
function slowly(cell: Cell, steps: number, given: readonly Tensor[]): Tensor {
  const { inputs, kernels, biases } = scanInput(cell, given);
  const sumsOf = inputs.map((each) => tf.unstack(each));
  let state: readonly Tensor[] = Array.from({ length: cell.memories }, () =>
    tf.zeros([RUNS, EXAMPLES, UNITS]),
  );
  const outputs = Array.from({ length: steps }, (_, step) => {
    const sums = sumsOf.map((each) => each[step]!);
    const recurrent = kernels.map((kernel) => tf.matMul(state[0]!, kernel));
    state = cell.apart
      ? cell.step({ sums, recurrent: recurrent.map((sum, index) => tf.add(sum, biases[index]!)), state })
      : cell.step({ sums: sums.map((sum, index) => tf.add(sum, recurrent[index]!)), recurrent: [], state });
    return state[0]!;
  });
  return tf.stack(outputs);
}

describe("the scan of a recurrent layer", () => {
  const cells = { simpleRnn: simpleRnnCell, gru: gruCell, lstm: lstmCell };
  for (const [name, cell] of Object.entries(cells))
    for (const steps of [2, 9])
      it(`of ${name} over ${steps} steps is the step-by-step walk, gradients included`, () => {
        tf.tidy(() => {
          const given = exampleOf(cell, steps);
          const weight = tf.randomNormal([steps, RUNS, EXAMPLES, UNITS], 0, 1, "float32", 4);
          const scanned = (...args: Tensor[]): Tensor => scan(cell, plainWalk, scanInput(cell, args));
          const slow = (...args: Tensor[]): Tensor => slowly(cell, steps, args);
          expectClose(scanned(...given), slow(...given).dataSync(), 1e-6, "outputs");
          const gradients = (walk: typeof slow): Tensor[] =>
            tf.grads((...args: Tensor[]) => tf.sum(tf.mul(weight, walk(...args))))(given);
          const expected = gradients(slow);
          gradients(scanned).forEach((gradient, index) => {
            expectClose(gradient, expected[index]!.dataSync(), 2e-5, `gradient ${index}`);
          });
        });
      });
});
