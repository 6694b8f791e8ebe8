// A process that sweeps: `sweep-program.js RUNS [REDIS]`; the cache is where TUNEBOOK_CACHE says. Tells when it begins, and
// what came of it.
import { sweep } from "../../../src/index.js";
import { printOf } from "../kept-runs.js";
import { smallBase, smallData, smallValues } from "../small-work.js";

/** What the process tells. */
export type SweepNews =
  | { readonly kind: "begin" }
  | {
      readonly kind: "end";
      readonly runs: readonly { readonly units: number; readonly print: string; readonly cached: boolean }[];
    };

async function main(runs: number, on: string | undefined): Promise<void> {
  tell({ kind: "begin" });
  const place = on === undefined ? { workers: 0 } : { on, cache: false };
  const result = await sweep(smallData(), smallBase, smallValues(runs), place);
  tell({ kind: "end", runs: result.runs.map(({ run, cached }) => ({ ...printOf(run), cached })) });
  process.disconnect();
}

function tell(news: SweepNews): void {
  process.send?.(news);
}

void main(Number(process.argv[2]), process.argv[3]);
