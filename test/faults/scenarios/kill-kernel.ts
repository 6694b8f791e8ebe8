import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isRunning } from "../../is-running.js";
import { startKernel, type KernelUnderTest } from "../../kernel/kernel-client.js";
import type { Fault } from "../fault.js";
import { killingSweeps } from "../kill-chain.js";
import type { SweepProcess, SweptRuns } from "../sweep-process.js";

export const killKernel: Fault = {
  name: "`kill -9` of the kernel",
  trial: "the kernel is killed while a cell sweeps, and the cell run again in a new one",
  few: 1,
  many: 10,
  impossible: () => undefined,
  strike: killingSweeps(sweepInKernel),
};

// The cell imports what the other faults use, so that its runs can be compared with theirs.
const cells = (runs: number): [string, string] => {
  const from = (file: string): string => JSON.stringify(join(__dirname, "..", file));
  return [
    `import { sweep } from "tunebook";
const { smallBase, smallData, smallValues } = require(${from("small-work.js")});
const { printOf } = require(${from("kept-runs.js")});
process.pid`,
    `const result = await sweep(smallData(), smallBase, smallValues(${runs}), { workers: 0 });
console.log(JSON.stringify(result.runs.map(({ run, cached }) => ({ ...printOf(run), cached }))))`,
  ];
};

function sweepInKernel(runs: number, cache: string): SweepProcess {
  const [imports, sweeping] = cells(runs);
  const going = startKernel({ TUNEBOOK_CACHE: cache }).then(async (kernel) => {
    const { result, error } = await kernel.run(imports);
    if (result === undefined) throw new Error(`The kernel could not import: ${error}`);
    return { kernel, cellProcess: Number(result) };
  });
  let text = "";
  return {
    begun: going.then(() => undefined),
    finished: going.then(({ kernel }) => runsOf(kernel, sweeping, (problem) => (text = problem))),
    said: () => text,
    kill: async () => {
      const { kernel, cellProcess } = await going;
      await kernel.kill();
      // Its cells must not train on for nobody, nor beside those of the next kernel.
      for (let look = 0; isRunning(cellProcess); look++)
        if (look > 600) throw new Error("The process of the cells goes on without its kernel.");
        else await wait(50);
    },
  };
}

/** The cell's runs; undefined if the kernel was killed before it had them. A kernel that is through is let go. */
async function runsOf(
  kernel: KernelUnderTest,
  cell: string,
  complain: (problem: string) => void,
): Promise<SweptRuns | undefined> {
  try {
    const { status, error, stdout } = await kernel.run(cell);
    if (status !== "ok") complain(error);
    return status === "ok" ? (JSON.parse(stdout) as SweptRuns) : undefined;
  } catch (reason) {
    complain(String(reason));
    return undefined;
  } finally {
    await kernel.kill();
  }
}
