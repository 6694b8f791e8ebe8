import { expect } from "chai";
import { withChecksum } from "../../src/data/checksum.js";
import { packDataset, unpackDataset } from "../../src/cluster/pack-dataset.js";
import { jobName, readJob, readProgress } from "../../src/cluster/run-job.js";
import { gather } from "../../src/cluster/gather.js";
import { presets } from "../../src/hyperparameters/presets.js";
import { fakeData } from "../sweep/fake-trainer.js";

const job = { hyperparameters: presets.baseline, seed: 1, checksum: "0".repeat(64) };
const name = jobName(job, "v1");

describe("a run as a job", () => {
  it("comes back from JSON as it was", () => {
    expect(readJob(JSON.parse(JSON.stringify(job)), name, "v1")).to.deep.equal(job);
  });

  it("is refused under another name, in another version, or with anything odd in it", () => {
    expect(() => readJob({ ...job, seed: 2 }, name, "v1")).to.throw(RangeError, /belongs to another run/);
    expect(() => readJob(job, name, "v2")).to.throw(RangeError, /belongs to another run/);
    expect(() => readJob({ ...job, hyperparameters: { learningRate: -1 } }, name, "v1")).to.throw(
      RangeError,
      /learningRate/,
    );
    expect(() => readJob({ ...job, hyperparameters: { require: "fs" } }, name, "v1")).to.throw(/require/);
    for (const odd of [null, 1, "x", [], {}, { ...job, hyperparameters: [] }, { ...job, checksum: 3 }])
      expect(() => readJob(odd, name, "v1")).to.throw(TypeError, /Cannot train the job/);
    expect(() => readJob({ ...job, seed: "1" }, name, "v1")).to.throw(/: its seed is "1"\. A job has/);
    expect(() => readJob({ seed: 1, checksum: "" }, name, "v1")).to.throw(/: it has no hyperparameters\./);
    expect(() => readJob(null, name, "v1")).to.throw(/: its data are null\./);
  });

  it("is announced in parts of a whole, and in nothing else", () => {
    expect(readProgress({ names: [name], done: 0.5 })).to.deep.equal({ names: [name], done: 0.5 });
    for (const odd of [
      null,
      1,
      {},
      { names: "x", done: 1 },
      { names: [1], done: 1 },
      { names: [], done: "1" },
    ])
      expect(readProgress(odd)).to.equal(undefined);
  });
});

describe("a data set as bytes", () => {
  const data = withChecksum(fakeData);

  it("comes back as it was", () => {
    expect(unpackDataset(packDataset(data), data.checksum)).to.deep.equal(data);
  });

  it("is refused when a number in it changed", () => {
    const bytes = packDataset(data);
    bytes[bytes.length - 1] = 77;
    expect(() => unpackDataset(bytes, data.checksum)).to.throw(/another checksum/);
  });
});

describe("gather", () => {
  it("works on what arrives together in groups, and gives each its own result", async () => {
    const groups: (readonly number[])[] = [];
    const square = gather(
      (items: readonly number[]) => [
        items.filter((item) => item % 2 === 0),
        items.filter((item) => item % 2 === 1),
      ],
      (group) => {
        groups.push(group);
        return Promise.resolve(group.map((item) => item * item));
      },
      5,
    );
    expect(await Promise.all([1, 2, 3, 4].map(square))).to.deep.equal([1, 4, 9, 16]);
    expect(groups).to.deep.equal([
      [2, 4],
      [1, 3],
    ]);
  });

  it("fails only the group that failed", async () => {
    const work = gather(
      (items: readonly string[]) => items.map((item) => [item]),
      ([item]) => (item === "bad" ? Promise.reject(new Error("bad")) : Promise.resolve([item])),
      5,
    );
    const outcomes = await Promise.allSettled(["good", "bad", "fine"].map(work));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
  });
});
