import type { Tensor } from "@tensorflow/tfjs-node";
import type { Cell } from "../../../src/models/recurrent/cell.js";
import { gruCell } from "../../../src/models/recurrent/gru.js";
import { lstmCell } from "../../../src/models/recurrent/lstm.js";
import { outputOf, scan } from "../../../src/models/recurrent/scan.js";
import { simpleRnnCell } from "../../../src/models/recurrent/simple-rnn.js";
import { tf } from "../../../src/tensorflow/tensorflow.js";
import { expectClose, plainWalk } from "../support.js";

const [RUNS, EXAMPLES, UNITS] = [2, 3, 4];

/** Step after step in JavaScript, for tfjs to differentiate: none of the scan's own gradients. */
function slowly(cell: Cell, inputs: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  let state: Tensor = tf.zeros([RUNS, EXAMPLES, cell.memories * UNITS]);
  const states = tf.unstack(inputs).map((sums) => {
    const recurrent = tf.add(tf.matMul(outputOf(state, UNITS), kernel), bias);
    state = cell.step({ inputs: sums, recurrent, state });
    return state;
  });
  return tf.stack(states);
}

describe("the scan of a recurrent layer", () => {
  const cells = { simpleRnn: simpleRnnCell, gru: gruCell, lstm: lstmCell };
  for (const [name, cell] of Object.entries(cells))
    for (const steps of [2, 9])
      it(`of ${name} over ${steps} steps is the step-by-step walk, gradients included`, () => {
        tf.tidy(() => {
          const sums = cell.sums * UNITS;
          const args = [
            tf.randomNormal([steps, RUNS, EXAMPLES, sums], 0, 1, "float32", 1),
            tf.randomNormal([RUNS, UNITS, sums], 0, 0.5, "float32", 2),
            tf.randomNormal([RUNS, 1, sums], 0, 0.5, "float32", 3),
          ] as const;
          const weight = tf.randomNormal([steps, RUNS, EXAMPLES, cell.memories * UNITS], 0, 1, "float32", 4);
          const scanned = (x: Tensor, kernel: Tensor, bias: Tensor): Tensor =>
            scan(cell, plainWalk, x, { kernel, bias });
          const slow = (x: Tensor, kernel: Tensor, bias: Tensor): Tensor => slowly(cell, x, kernel, bias);
          expectClose(scanned(...args), slow(...args).dataSync(), 1e-6, "states");
          const gradients = (walk: typeof slow): Tensor[] =>
            tf.grads((x, kernel, bias) => tf.sum(tf.mul(weight, walk(x, kernel, bias))))([...args]);
          const expected = gradients(slow);
          gradients(scanned).forEach((gradient, index) => {
            expectClose(gradient, expected[index]!.dataSync(), 2e-5, `gradient ${index}`);
          });
        });
      });
});
