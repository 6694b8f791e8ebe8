import { execFileSync } from "node:child_process";
import { autoTune } from "../../src/automl/index.js";
import { assembleTable } from "../../src/data/assemble.js";
import type { BenchTable } from "./list.js";

/** What one model reached on the test rows of one split: `RMSE`, or `accuracy` and `loss`. */
export type Reached = Readonly<Record<string, number>>;

/** One table, divided once. */
export interface Measured {
  readonly table: string;
  readonly split: number;
  /** How long the search was, in words. */
  readonly budget: string;
  readonly reached: Readonly<Record<"tunebook" | "linear" | "boosted" | "flaml", Reached>>;
}

/** How long a search may be. */
export interface Budget {
  readonly minutes?: number;
  readonly trials?: number;
}

/** Fits all models to the same rows and measures them on the same others. */
export async function measure(
  table: BenchTable,
  split: number,
  budget: Budget,
  peers: readonly [python: string, program: string],
): Promise<Omit<Measured, "budget">> {
  const { file, target, task, name } = table;
  const begun = performance.now();
  const { report } = await autoTune(file, { target, task, seed: split, ...budget });
  const seconds = (performance.now() - begun) / 1000;
  const { accuracy, loss, RMSE } = report.scores[0]!.test;
  const own = task === "regression" ? { RMSE: RMSE! } : { accuracy: accuracy!, loss: loss! };
  const { indices } = assembleTable({
    frame: file,
    target,
    task,
    name,
    seed: split,
    standardise: "both",
    prepare: true,
  });
  const train = [...indices.train, ...indices.validation];
  const job = JSON.stringify({ file, target, task, train, test: [...indices.test], seconds });
  const [python, program] = peers;
  const said = execFileSync(python, [program, "fit"], {
    input: job,
    encoding: "utf8",
    // Waiting threads that spin make boosting a hundred times slower on a busy machine.
    env: { ...process.env, OMP_WAIT_POLICY: "PASSIVE", OMP_NUM_THREADS: "1" },
  });
  const reached = JSON.parse(said) as Record<"linear" | "boosted" | "flaml", Reached>;
  return { table: name, split, reached: { ...reached, tunebook: { ...own, seconds } } };
}
