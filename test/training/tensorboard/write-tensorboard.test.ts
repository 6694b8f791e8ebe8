import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeTensorBoard } from "../../../src/training/tensorboard/write-tensorboard.js";
import { train } from "../../../src/training/train.js";
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
