import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { startKernel, type CellOutcome } from "../../kernel/kernel-client.js";
import { withFolder } from "../../faults/temporary.js";
import { anyRecord, type AnyRecord } from "../random-record.js";
import { tryCases, type Fuzz } from "../fuzz.js";

const notebooks = join(__dirname, "..", "..", "..", "..", "notebooks");

/** Chapters whose cell needs nothing of the cells before it but the digits; they stand for the others. */
const chapters = ["00", "01", "13"] as const;

interface Cell {
  readonly source: string | readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
}

/** The line a reader changes: what stands before the value, and after it. */
const marked = /^(.*?= )(.+)(; \/\/ ← change me)$/m;

/** The "change me" cell of a chapter. */
function cellOf(chapter: string): string {
  const name = readdirSync(notebooks).find((file) => file.startsWith(`${chapter}-`))!;
  const { cells } = JSON.parse(readFileSync(join(notebooks, name), "utf8")) as { cells: readonly Cell[] };
  const source = cells.find(({ metadata }) => metadata.tags?.includes("change-me"))!.source;
  return typeof source === "string" ? source : source.join("");
}

// Two hundred digits instead of all, so that a training takes a moment.
const preparation = `import { learningCurves, loadDataset, presets, remember, show, train } from "tunebook";
const digits = await loadDataset("digits", { examples: 200 });`;

/** Source text of a value, also of such as JSON has no word for. */
function sourceOf(value: unknown): string {
  if (value === undefined) return "undefined";
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return JSON.stringify(value);
}

const recordSource = (record: AnyRecord): string =>
  `{ ${Object.entries(record)
    .map(([name, value]) => `[${JSON.stringify(name)}]: ${sourceOf(value)}`)
    .join(", ")} }`;

const number = fc.oneof(
  fc.double({ min: -4, max: 3, noNaN: true }).map((power) => String(10 ** power)),
  fc.integer({ min: 1, max: 64 }).map(String),
  fc.double().map(sourceOf),
  fc.constantFrom(
    "0",
    "-1",
    "NaN",
    "Infinity",
    "1e400",
    "1e9",
    "0.1 + 0.2",
    "Number.MAX_SAFE_INTEGER",
    "2 ** 40",
  ),
);

/** What a reader might type where a value stands, slips of the finger included. */
const typed = fc.oneof(
  { weight: 6, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom('"0.1"', "null", "undefined", "[0.1]", "{}", "1n", "0,1", "3..", "(", "", "true", "() => 1", "learningRate") }, // prettier-ignore
  {
    weight: 1,
    arbitrary: fc.string({
      maxLength: 6,
      unit: fc.constantFrom(...Array.from("0123456789.,e-+*/()[]{}'\"` ")),
    }),
  },
);

const change = fc.constantFrom(...chapters).chain((chapter) =>
  fc.record({
    chapter: fc.constant(chapter),
    value: chapter === "00" ? anyRecord.map(recordSource) : typed,
  }),
);

export const changedCells: Fuzz = {
  name: '"change me" cells with other values',
  rule: "the cell trains to a good ending, or says as a compiler or with the rule of the value why not; the kernel lives",
  few: 8,
  many: 250,
  run: (cases, seed) =>
    withFolder(async (cache) => {
      const kernel = await startKernel({ TUNEBOOK_CACHE: cache });
      try {
        const ready = await kernel.run(preparation);
        if (ready.status !== "ok") throw new Error(ready.error);
        return await tryCases(
          change,
          async ({ chapter, value }) => {
            const source = cellOf(chapter).replace(
              marked,
              (_, before: string, __, after: string) => before + value + after,
            );
            const outcome = await kernel.run(`${source}\n[mine.ending, mine.history.at(-1)?.loss].join(" ")`);
            const alive = await kernel.run("6 * 7");
            if (alive.result !== "42") throw new Error("The kernel did not live on.");
            return endingOf(outcome);
          },
          { cases, seed, shrinks: 30 },
        );
      } finally {
        await kernel.kill();
      }
    }),
};

function endingOf({ status, error, result = "" }: CellOutcome): string {
  if (status === "ok") {
    const [ending = "", loss] = result.replaceAll("'", "").split(" ");
    if (ending === "diverged" || ending === "early-stopped") return ending;
    if (ending === "complete" && Number.isFinite(Number(loss))) return ending;
    throw new Error(`The cell ended with ${result}.`);
  }
  if (/^(TypeScriptError|SyntaxError): /.test(error)) return "refused by the compiler";
  if (/^(RangeError|TypeError): Cannot .+: .+/s.test(error)) return "refused with the rule";
  throw new Error(`The cell failed without saying why: ${status} ${error}`);
}
