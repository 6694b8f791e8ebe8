import type { Tensor } from "@tensorflow/tfjs";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tf } from "../../src/tensorflow/tensorflow.js";
import {
  compile,
  type Program,
  repeat,
  tensor,
  type Tensors,
  type TensorSpecs,
  TraceError,
} from "../../src/graph/index.js";

const int = (value: number): Tensor => tf.scalar(value, "int32");
const vector: TensorSpecs = { x: { shape: [3], dtype: "float32" } };
const valuesOf = (tensors: Tensors): number[][] => Object.values(tensors).map((one) => [...one.dataSync()]);

/** Runs a program eagerly, as a graph, one operation after the other there, and under XLA, and expects the same each time. */
function expectSame(program: Program, inputs: Tensors, specs: TensorSpecs): void {
  const eager = valuesOf(tf.tidy(() => program(inputs) as Record<string, Tensor>));
  for (const way of [{ xla: false }, { xla: false, serial: true }, { xla: true }]) {
    const compiled = compile(program, specs, { ...way, verify: true });
    valuesOf(compiled.run(inputs)).forEach((values, index) => {
      values.forEach((value, at) => expect(value).to.be.closeTo(eager[index]![at]!, 1e-5));
    });
    compiled.free();
  }
}

describe("compile", () => {
  const x = tf.tensor1d([1, -2, 3]);

  it("runs what the program does, and not what it was recorded on", () => {
    expectSame(({ x: given }) => ({ y: tf.softmax(tf.mul(given!, 2)), z: tf.sum(given!) }), { x }, vector);
  });

  it("turns nested loops that use tensors from outside into loops of the graph", () => {
    const program: Program = ({ x: given, n }) =>
      repeat(int(0), n!, { a: given!, b: tf.zerosLike(given!) }, (i, { a, b }) => {
        const inner = repeat(int(0), int(3), { c: a! }, (j, { c }) => ({
          c: tf.add(tf.mul(tf.mul(c!, 0.5), given!), tf.cast(tf.add(i, j), "float32")),
        }));
        return { a: tensor(inner, "c"), b: tf.add(b!, tf.sum(a!)) };
      });
    expectSame(program, { x, n: int(4) }, { ...vector, n: { shape: [], dtype: "int32" } });
  });

  it("runs a loop of no rounds", () => {
    expectSame(
      ({ x: given }) => repeat(int(2), int(2), { s: given! }, (_, { s }) => ({ s: tf.square(s!) })),
      { x },
      vector,
    );
  });

  it("records gradients and gathers", () => {
    const program: Program = ({ x: given }) => ({
      dx: tf.grad((a) => tf.sum(tf.square(tf.gather(tf.tanh(a), tf.tensor1d([2, 0], "int32")))))(given!),
    });
    expectSame(program, { x }, vector);
  });

  it("refuses to bake in values of the data", () => {
    const reads: Program = ({ x: given }) => ({ y: tf.mul(given!, given!.dataSync()[0]!) });
    expect(() => compile(reads, vector, { xla: false })).to.throw(TraceError, /reads values of tensors/);
  });

  it("refuses to bake in random numbers, if asked to look twice", () => {
    const random: Program = ({ x: given }) => ({ y: tf.add(given!, tf.randomNormal([3])) });
    expect(() => compile(random, vector, { xla: false, verify: true })).to.throw(
      TraceError,
      /random numbers in JavaScript/,
    );
  });

  it("refuses a loop whose state changes shape", () => {
    const grows: Program = ({ x: given }) =>
      repeat(int(0), int(2), { s: given! }, (_, { s }) => ({ s: tf.concat([s!, s!]) }));
    expect(() => compile(grows, vector, { xla: false })).to.throw(
      /"s" is float32 \[3\] before a round and float32 \[6\] after/,
    );
  });

  it("leaves tfjs as it was, even after a failure", () => {
    const boom: Program = () => {
      throw new Error("boom");
    };
    expect(() => compile(boom, vector, { xla: false })).to.throw("boom");
    expect([...tf.add(x, 1).dataSync()]).to.deep.equal([2, -1, 4]);
    expect(() => {
      compile(({ x: given }) => ({ y: tf.neg(given!) }), vector, { xla: false }).free();
    }).not.to.throw();
  });

  it("leaves neither files nor tensors behind", () => {
    // A folder of its own: other processes write graphs, too.
    const [own, usual] = [mkdtempSync(join(tmpdir(), "compile-test-")), process.env["TMPDIR"]];
    process.env["TMPDIR"] = own;
    try {
      const before = [tf.memory().numTensors, statSync(own).mtimeMs];
      const double = compile(({ x: given }) => ({ y: tf.mul(given!, 2) }), vector, { xla: true });
      tf.dispose({ ...double.run({ x }) });
      double.free();
      expect(tf.memory().numTensors).to.equal(before[0]);
      expect(statSync(own).mtimeMs, "something was written there").to.be.above(before[1]!);
      expect(readdirSync(own)).to.deep.equal([]);
    } finally {
      if (usual === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = usual;
      rmSync(own, { recursive: true });
    }
  });
});
