import { compile, outlined, type Program, repeat, specsOf, tensor } from "../../src/graph/index.js";
import { expect } from "chai";
import { tf } from "../../src/tensorflow/tensorflow.js";

describe("outlined", () => {
  /** Σ over i < 5 of x·i + 1: the loop's state, its index, what is around the loop and a constant come together. */
  const program: Program = (inputs) => {
    const x = tensor(inputs, "x");
    const [from, to] = [tf.scalar(0, "int32"), tf.scalar(5, "int32")];
    return repeat(from, to, { sum: tf.zeros([2]), kept: x }, (index, state) =>
      outlined(() => ({
        sum: tf.add(tf.add(tensor(state, "sum"), tf.mul(x, tf.cast(index, "float32"))), 1),
        kept: tensor(state, "kept"),
      })),
    );
  };

  it("computes what it does without", () => {
    const inputs = { x: tf.tensor1d([1, -2]) };
    const compiled = compile(program, specsOf(inputs), { xla: false });
    const { sum, kept } = compiled.run(inputs);
    expect([...sum!.dataSync()]).to.deep.equal([15, -15]);
    expect([...kept!.dataSync()]).to.deep.equal([1, -2]);
    expect([...program(inputs)["sum"]!.dataSync()]).to.deep.equal([15, -15]);
    compiled.free();
  });

  it("can be compiled by XLA", () => {
    const inputs = { x: tf.tensor1d([1, -2]) };
    const compiled = compile(program, specsOf(inputs), { xla: true });
    expect([...compiled.run(inputs)["sum"]!.dataSync()]).to.deep.equal([15, -15]);
    compiled.free();
  });
});
