import { expect } from "chai";
import fc from "fast-check";
import type { Redis } from "ioredis";
import { jobName, readJob } from "../../src/cluster/run-job.js";
import { sharedStore } from "../../src/cluster/shared-store.js";
import {
  hyperparameters,
  learningCurves,
  presets,
  summaryTable,
  toDataset,
  type RunRecord,
} from "../../src/index.js";
import { datasetTable } from "../../src/course/dataset-table.js";
import { displayMethod } from "../../src/course/mime-bundle.js";
import { renderSvg } from "../../src/charts/render-svg.js";
import { recordToText, textToRecord } from "../../src/training/records/run-record.js";
import { fakeRecord } from "../sweep/fake-trainer.js";

const job = { hyperparameters: presets.baseline, seed: 1, checksum: "0".repeat(64) };
const record = fakeRecord(job, 3, "complete");
const code =
  'globalThis.executed = true; process.mainModule.require("node:fs").writeFileSync("/tmp/executed", "")';

/** JSON that means harm: prototypes, code, numbers without measure, keys that belong nowhere. */
const harmful: readonly string[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  JSON.stringify(code),
  JSON.stringify({ toString: code, valueOf: code, toJSON: code, then: code }),
  JSON.stringify({ $number: code }),
  "1e999",
  "-1e308",
  "9007199254740993",
  `"${"x".repeat(1e6)}"`,
  "[".repeat(2000) + "]".repeat(2000),
  "null",
];

/** The value with each of its fields replaced by `inserted`, and with `inserted` under names that belong nowhere. */
function poisoned(value: object, inserted: string): string[] {
  const whole = JSON.stringify(value);
  const changed = Object.keys(value).map((name) => {
    const others = Object.entries(value).filter(([other]) => other !== name);
    return `${JSON.stringify(Object.fromEntries(others)).slice(0, -1)},${JSON.stringify(name)}:${inserted}}`;
  });
  const added = ["__proto__", "constructor", "require", "eval"].map(
    (name) => `${whole.slice(0, -1)},${JSON.stringify(name)}:${inserted}}`,
  );
  return [...changed, ...added];
}

const untouched = (): void => {
  expect(({} as Record<string, unknown>)["polluted"]).to.equal(undefined);
  expect((globalThis as Record<string, unknown>)["executed"]).to.equal(undefined);
};

describe("nothing that comes from outside is executed", () => {
  it("jobs: only a run of ours under its own name is taken, and nothing but its hyperparameters", () => {
    const name = jobName(job, "v1");
    const inside = (text: string): string =>
      JSON.stringify(job).replace(JSON.stringify(job.hyperparameters), text);
    const payloads = harmful.flatMap((text) => [text, ...poisoned(job, text), ...poisoned(job.hyperparameters, text).map(inside)]); // prettier-ignore
    for (const payload of payloads) {
      let taken: unknown;
      try {
        taken = readJob(JSON.parse(payload), name, "v1");
      } catch (reason) {
        expect(reason, payload.slice(0, 200)).to.be.an.instanceOf(Error);
        expect((reason as Error).message).to.match(/^Cannot /);
      }
      if (taken !== undefined)
        expect(taken).to.deep.equal({ ...job, hyperparameters: hyperparameters(job.hyperparameters) });
      untouched();
    }
  });

  it("jobs: whatever JSON there is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => readJob(JSON.parse(text), "a".repeat(64), "v1")).to.throw(/^Cannot /);
      }),
    );
    untouched();
  });

  it("records: what has not the shape of one is taken as missing, even with a true checksum", () => {
    expect(textToRecord(recordToText(record))).to.deep.equal(record);
    for (const text of harmful)
      for (const poison of poisoned(record, text)) {
        const value = JSON.parse(poison) as RunRecord;
        const read = textToRecord(recordToText(value));
        if (read !== undefined) expect(Object.keys(read)).to.include.members(Object.keys(record));
        untouched();
      }
    for (const field of ["history", "stepLosses", "engine", "ending", "dataset", "hyperparameters"])
      expect(textToRecord(recordToText({ ...record, [field]: code })), field).to.equal(undefined);
  });

  it("records on the server: that of another run is as good as missing", async () => {
    const names = [jobName({ ...job, checksum: record.dataset.checksum }, "v1"), "b".repeat(64)];
    const answers = { mget: () => Promise.resolve(names.map(() => recordToText(record))) };
    const store = sharedStore(answers as unknown as Redis, "v1");
    expect(await store.getRecords(names)).to.deep.equal([record, undefined]);
  });

  it("names in data: shown as text, in tables and in charts", async () => {
    const evil = `<script>${code}</script><img src=x onerror="${code}">`;
    const x = Array.from({ length: 30 }, (_, at) => [at, at % 3]);
    const y = x.map(([a]) => (a! % 2 === 0 ? evil : "fine"));
    const data = toDataset({ x, y, name: evil });
    const table = datasetTable(data)[displayMethod]();
    const other = summaryTable([{ [evil]: evil }], { caption: evil })[displayMethod]();
    const drawn = await renderSvg(learningCurves({ ...record, dataset: { ...record.dataset, name: evil } }));
    for (const html of [table, other].map((bundle) =>
      String((bundle as Record<string, unknown>)["text/html"]),
    ))
      expect(html)
        .to.include("&lt;script")
        .and.not.match(/<script|<img/);
    expect(drawn).to.not.match(/<script|<img|onerror="/);
    untouched();
  });
});
