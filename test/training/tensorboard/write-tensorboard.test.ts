import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeTensorBoard } from "../../../src/training/tensorboard/write-tensorboard.js";
import { train } from "../../../src/training/train.js";
import { peerPython } from "../../peer-python.js";
import { smallData } from "../support.js";

/** The records of a TFRecord file: length, its checksum, data, its checksum. */
function recordsOf(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    records.push(file.subarray(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return records;
}

/** Everything TensorBoard finds in a folder: by tag, for each step the number or the buckets of a histogram. */
const readWithTensorBoard = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
logs = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "tensors": 0})
logs.Reload()
tags = logs.Tags()
found = {tag: [[event.step, event.value] for event in logs.Scalars(tag)] for tag in tags["scalars"]}
for tag in tags["tensors"]:
    found[tag] = [[event.step, tensor_util.make_ndarray(event.tensor_proto).tolist()] for event in logs.Tensors(tag)]
print(json.dumps(found))
`;

describe("TensorBoard's own reader", () => {
  const python = peerPython("TensorBoard", "tensorboard");

  it("finds every number that was written, under its step", async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "tunebook-test-"));
    const choice = { layers: 1, units: 4, batchSize: 8, epochs: 3 } as const;
    const run = await train(smallData([5], "classification"), choice);
    writeTensorBoard(run, folder);
    const found = JSON.parse(python(readWithTensorBoard, folder)) as Record<string, [number, unknown][]>;
    rmSync(folder, { recursive: true });
    const epochs = (name: "loss" | "valLoss" | "accuracy" | "valAccuracy" | "learningRate") =>
      run.history.map((record) => [record.epoch, Math.fround(record[name]!)]);
    expect(found["train/epoch_loss"]).to.deep.equal(epochs("loss"));
    expect(found["train/epoch_accuracy"]).to.deep.equal(epochs("accuracy"));
    expect(found["validation/epoch_loss"]).to.deep.equal(epochs("valLoss"));
    expect(found["validation/epoch_accuracy"]).to.deep.equal(epochs("valAccuracy"));
    expect(found["train/epoch_learning_rate"]).to.deep.equal(epochs("learningRate"));
    expect(found["train/step_loss"]).to.deep.equal(
      run.stepLosses.map((loss, step) => [step + 1, Math.fround(loss)]),
    );
    for (const [name, { values }] of run.weights()) {
      const [[step, buckets]] = found[`weights/${name}`] as [[number, [number, number, number][]]];
      expect(step).to.equal(3);
      // Each bucket is [left, right, count]: together they hold every weight.
      expect(buckets.reduce((sum, [, , count]) => sum + count, 0)).to.equal(values.length);
      expect(buckets[0]![0]).to.be.closeTo(Math.min(...values), 1e-6);
      expect(buckets.at(-1)![1]).to.be.closeTo(Math.max(...values), 1e-6);
    }
  });
});

describe("writeTensorBoard", () => {
  it("writes every figure of every epoch, every step and the weights as event records", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-test-"));
    const run = await train(smallData([5], "classification"), {
      layers: 1,
      units: 4,
      batchSize: 8,
      epochs: 3,
    });
    writeTensorBoard(run, folder);
    const [name, ...others] = readdirSync(folder);
    expect(name).to.match(/^events\.out\.tfevents/);
    expect(others).to.deep.equal([]);
    const records = recordsOf(readFileSync(join(folder, name!))).map((record) => record.toString("latin1"));
    const count = (tag: string): number => records.filter((record) => record.includes(tag)).length;
    expect(records[0]).to.contain("brain.Event:2");
    expect(count("train/epoch_loss")).to.equal(3);
    expect(count("validation/epoch_accuracy")).to.equal(3);
    expect(count("train/step_loss")).to.equal(12);
    expect(count("weights/dense1/kernel")).to.equal(1);
    rmSync(folder, { recursive: true });
  });
});
