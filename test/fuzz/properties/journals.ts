import { JournalError, operation } from "../../../src/tuning/storage/journal/journal-line.js";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { journalStorage } from "../../../src/tuning/storage/journal-storage.js";
import { withFolder } from "../../faults/temporary.js";
import { tryCases, type Fuzz } from "../fuzz.js";

const trial = { op_code: operation.createTrial, worker_id: "w", study_id: 0, datetime_start: "2024-01-01T00:00:00.000000+00:00" }; // prettier-ignore
const float = JSON.stringify({
  name: "FloatDistribution",
  attributes: { step: null, low: 0, high: 1, log: false },
});

/** A line of each kind, as Optuna and we write them. */
const good: readonly Record<string, unknown>[] = [
  { op_code: operation.createStudy, worker_id: "w", study_name: "no-name", directions: [1] },
  trial,
  {
    op_code: operation.setParam,
    worker_id: "w",
    trial_id: 0,
    param_name: "x",
    param_value_internal: 0.5,
    distribution: float,
  },
  { op_code: operation.report, worker_id: "w", trial_id: 0, step: 1, intermediate_value: 0.25 },
  { op_code: operation.setUserAttribute, worker_id: "w", trial_id: 0, user_attr: { note: "n" } },
  { op_code: operation.setState, worker_id: "w", trial_id: 0, state: 1, values: [0.5], datetime_complete: "2024-01-01T00:00:01.000000+00:00" }, // prettier-ignore
  { ...trial, state: 4, params: { x: 0.5 }, distributions: { x: float }, user_attrs: {}, system_attrs: {}, intermediate_values: { 1: 0.5 }, values: null, value: null }, // prettier-ignore
];

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    99,
    1e300,
    0.5,
    "",
    "__proto__",
    [],
    {},
    [null],
    { __proto__x: 1 },
    true,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A good line with one field changed, left out, or added. */
const changedLine = fc
  .tuple(
    fc.constantFrom(...good),
    fc.integer({ min: 0, max: 9 }),
    odd,
    fc.constantFrom("change", "leave out", "add"),
  )
  .map(([line, at, value, how]) => {
    const keys = Object.keys(line);
    const key = how === "add" ? ["__proto__", "state", "constructor"][at % 3]! : keys[at % keys.length]!;
    const others = Object.entries(line).filter(([name]) => name !== key);
    return JSON.stringify(Object.fromEntries(how === "leave out" ? others : [...others, [key, value]]));
  });

const anyLine = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...good).map((line) => JSON.stringify(line)) },
  { weight: 4, arbitrary: changedLine },
  { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: "binary" }) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...good), fc.nat(100))
      .map(([line, end]) => JSON.stringify(line).slice(0, end)),
  },
);

export const journalLines: Fuzz = {
  name: "lines of a journal",
  rule: "the study opens and takes another trial, or a JournalError names the file; a file that is refused stays as it is",
  few: 300,
  many: 5000,
  run: (cases, seed) =>
    withFolder((folder) => {
      const lines = fc.tuple(fc.array(anyLine, { maxLength: 5 }), fc.constantFrom("\n", ""));
      const path = join(folder, "study.journal");
      return tryCases(lines, ([some, end]) => openAndGoOn(path, some.join("\n") + end), { cases, seed });
    }),
};

function openAndGoOn(path: string, text: string): string {
  writeFileSync(path, text);
  const before = readFileSync(path);
  try {
    const study = journalStorage(path, { patience: 0.2 }).open("no-name", ["minimize"]);
    const number = study.create({ state: "running" });
    study.finish(number, "complete", [1]);
    const again = journalStorage(path).open("no-name", ["minimize"]).trials();
    if (again[number]?.state !== "complete") throw new Error("The new trial was not there afterwards.");
    JSON.stringify(again);
    if (({} as Record<string, unknown>)["polluted"] !== undefined)
      throw new Error("The line changed Object.prototype.");
    return "opened";
  } catch (reason) {
    const isOther = reason instanceof RangeError && /keeps its directions/.test(reason.message);
    if (!isOther && !(reason instanceof JournalError && reason.message.includes(path))) throw reason;
    if (!readFileSync(path).equals(before))
      throw new Error("A file that was refused was changed.", { cause: reason });
    return "refused";
  }
}
