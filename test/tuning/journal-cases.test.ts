import { expect } from "chai";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { journalStorage } from "../../src/tuning/storage/journal-storage.js";
import { JournalError } from "../../src/tuning/storage/journal/journal-line.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { parameterImportance } from "../../src/tuning/importance/parameter-importance.js";
import { randomSampler } from "../../src/tuning/samplers/random-samplers.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const worker = "de273db1-ba10-4a5f-9f8b-4b216f5348ac-140241601809280";
const time = "2026-11-29T13:33:30.896829+00:00";
const units = JSON.stringify({
  name: "IntDistribution",
  attributes: { log: false, step: 8, low: 8, high: 64 },
});
const kinds = JSON.stringify({ name: "CategoricalDistribution", attributes: { choices: ["relu", "tanh"] } });

/** A line as Optuna 5 writes it. */
const line = (op: number, fields: object): string =>
  JSON.stringify({ op_code: op, worker_id: worker, ...fields });

/** A study of `count` trials over a number and a choice, as Optuna 5 writes it, with the values that are given. */
function written(
  count: number,
  values = (trial: number): number[] => [trial / 2],
  name = "s",
  directions = [1],
): string[] {
  const trials = Array.from({ length: count }, (_, id) => [
    line(4, { study_id: 0, datetime_start: time }),
    line(5, {
      trial_id: id,
      param_name: "units",
      param_value_internal: 8 + 8 * (id % 8),
      distribution: units,
    }),
    line(5, { trial_id: id, param_name: "act", param_value_internal: id % 2, distribution: kinds }),
    line(7, { trial_id: id, step: 0, intermediate_value: id }),
    line(6, { trial_id: id, state: 1, values: values(id), datetime_complete: time }),
  ]);
  return [line(0, { study_name: name, directions }), ...trials.flat()];
}

describe("tuning: journals of Optuna's, whole and damaged", () => {
  const folder = temporaryFolder();
  let path = "";
  beforeEach(() => {
    path = folder.path("study.journal");
  });
  const write = (lines: readonly string[], end = "\n", after = ""): void => {
    writeFileSync(path, lines.map((each) => each + end).join("") + after);
  };
  const open = (name = "s", directions: readonly ("minimize" | "maximize")[] = ["minimize"]) =>
    journalStorage(path).open(name, directions);

  const goOn: Readonly<Record<string, () => void>> = {
    "a sound one": () => {
      write(written(6));
    },
    "one with a torn last line": () => {
      write(written(6), "\n", '{"op_code":6,"worker_id":"x","trial_id":5,');
    },
    "one that is torn in the middle of a letter": () => {
      write(written(6));
      appendFileSync(path, Buffer.from([...Buffer.from('{"op_code": 2, "user_attr": {"ort": "Z'), 0xc3]));
    },
    "one with zeros at its end, as a power cut leaves them": () => {
      write(written(6), "\n", "\0".repeat(300));
    },
    "one with the line ends of Windows": () => {
      write(written(6), "\r\n");
    },
    "one with a mark of byte order": () => {
      write(written(6));
      writeFileSync(path, `\uFEFF${readFileSync(path, "utf8")}`);
    },
  };
  for (const [what, prepare] of Object.entries(goOn))
    it(`goes on with ${what}`, async () => {
      prepare();
      const study = await createStudy({ name: "s", storage: path, sampler: randomSampler() });
      expect(study.trials.map(({ values }) => values)).to.deep.equal(
        [0, 1, 2, 3, 4, 5].map((id) => [id / 2]),
      );
      expect(study.trials[3]!.params).to.deep.equal({ units: 32, act: "tanh" });
      await study.optimize((trial) => trial.suggestInt("units", 8, 64, { step: 8 }), { trials: 2 });
      const again = open().trials();
      expect(again.map(({ state }) => state)).to.deep.equal(Array(8).fill("complete"));
      expect(again[1]!.params).to.deep.equal({ units: 16, act: "tanh" });
    });

  const sound = written(6);
  const damaged: Readonly<
    Record<string, readonly [lines: readonly string[], number: number, problem: RegExp]>
  > = {
    "a blank line": [sound.toSpliced(7, 0, ""), 8, /not JSON/],
    "two entries on one line": [sound.toSpliced(7, 2, sound[7]! + sound[8]!), 8, /not JSON/],
    "an entry of an operation that is unknown": [[...sound, line(99, { study_id: 0 })], 32, /operation 99/],
    "a distribution without a name": [
      sound.toSpliced(2, 1, sound[2]!.replace('\\"name\\":\\"IntDistribution\\",', "")),
      3,
      /distribution/i,
    ],
    "its beginning cut off": [sound.slice(3), 1, /about trial 0, but the lines before it create only 0/],
    "the beginning of a study missing": [
      sound.slice(1),
      1,
      /about study 0, but the lines before it create only 0/,
    ],
    "the beginning of a trial missing": [
      sound.toSpliced(26, 1),
      27,
      /about trial 5, but the lines before it create only 5/,
    ],
    "a choice that there is not": [
      sound.toSpliced(3, 1, sound[3]!.replace('"param_value_internal":0', '"param_value_internal":2')),
      4,
      /act is choice 2, but there are only 2/,
    ],
  };
  for (const [what, [lines, number, problem]] of Object.entries(damaged))
    it(`refuses one with ${what}, says which line it is, and leaves the file as it was`, () => {
      write(lines);
      const before = readFileSync(path);
      expect(() => open())
        .to.throw(JournalError, new RegExp(`line ${number} is not a journal entry`))
        .with.property("message")
        .match(problem);
      expect(() => open()).to.throw(JournalError, /keep only the lines before/);
      expect(readFileSync(path).equals(before)).to.equal(true);
    });

  it("leaves one as it was whose only line lacks its newline and the lines before it", () => {
    writeFileSync(path, line(6, { trial_id: 0, state: 1, values: [0.5], datetime_complete: time }));
    const before = readFileSync(path);
    expect(() => open()).to.throw(JournalError, /line 1 .*about trial 0/);
    expect(readFileSync(path).equals(before)).to.equal(true);
  });

  it("says so, too, when the damage comes while a study is open", () => {
    write(sound);
    const study = open();
    expect(study.trials()).to.have.length(6);
    appendFileSync(path, `${line(6, { trial_id: 40, state: 3, values: null, datetime_complete: time })}\n`);
    for (const attempt of [() => study.trials(), () => study.create({ state: "running" })])
      expect(attempt).to.throw(JournalError, /line 32 .*about trial 40/);
  });

  it("a study that was deleted takes its trials with it, and no line about them is damage", () => {
    write([...sound, line(1, { study_id: 0 }), line(7, { trial_id: 3, step: 9, intermediate_value: 1 })]);
    expect(open().trials()).to.have.length(0);
  });

  it("finds importance 0 for all parameters where all values are equal", async () => {
    write(written(10, () => [0]));
    const study = await createStudy({ name: "s", storage: path });
    expect(parameterImportance(study)).to.deep.equal({ units: 0, act: 0 });
  });

  it("finds numbers, never NaN, for parameters with one value, two choices or an odd step, and for two objectives", async () => {
    const one = JSON.stringify({
      name: "FloatDistribution",
      attributes: { step: null, low: 3, high: 3, log: false },
    });
    const odd = JSON.stringify({
      name: "FloatDistribution",
      attributes: { step: 0.25, low: 0.25, high: 2.25, log: false },
    });
    const lines = written(12, (id) => [id % 5, -id], "s", [1, 2]).flatMap((each) => {
      const { op_code: op, trial_id: id, param_name: name } = JSON.parse(each) as { op_code: number; trial_id: number; param_name?: string }; // prettier-ignore
      const extra = [
        line(5, { trial_id: id, param_name: "single", param_value_internal: 3, distribution: one }),
        line(5, {
          trial_id: id,
          param_name: "odd",
          param_value_internal: 0.25 + 0.25 * (id % 9),
          distribution: odd,
        }),
      ];
      // Only studies with one objective have intermediate values.
      return op === 7 ? [] : name === "act" ? [each, ...extra] : [each];
    });
    write(lines);
    const study = await createStudy({ name: "s", storage: path, directions: ["minimize", "maximize"] });
    const importance = parameterImportance(study);
    expect(Object.keys(importance).sort()).to.deep.equal(["act", "odd", "single", "units"]);
    expect(importance["single"]).to.equal(0);
    for (const share of Object.values(importance)) expect(share).to.be.within(0, 1);
  });

  it("keeps two studies in one file apart, whatever their names", () => {
    const second = written(2, (id) => [100 + id], "b").map((each) =>
      each
        .replace(/"study_id":0/, '"study_id":1')
        .replace(/"trial_id":(\d+)/, (_, id: string) => `"trial_id":${Number(id) + 3}`),
    );
    write([...written(3, undefined, "a/b: 'q' ü"), ...second]);
    expect(open("a/b: 'q' ü").trials()).to.have.length(3);
    expect(
      open("b")
        .trials()
        .map(({ values }) => values[0]),
    ).to.deep.equal([100, 101]);
  });
});
