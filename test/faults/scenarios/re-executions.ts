import { startKernel } from "../../kernel/kernel-client.js";
import type { Fault } from "../fault.js";
import { withFolder } from "../temporary.js";
import { add, noTrials } from "../tally.js";

/** Executions after which memory must have settled, as a part of all, and how much it may grow from there. */
const settled = 0.3;
const mostGrowth = 1.25;
/** Executions below which memory has not settled at all. */
const fewForMemory = 200;

const preparation = `import * as tf from "@tensorflow/tfjs-node";
import { presets, sweep, toDataset, train } from "tunebook";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const points = Array.from({ length: 120 }, (_, at) => [Math.sin(at), Math.cos(3 * at)]);
const data = toDataset({ x: points, y: points.map(([a]) => (a! > 0 ? "above" : "below")) });`;

/** What a reader runs over and over: a training, a sweep whose runs are known, and one value changed. */
const cellOf = (at: number): string => `const learningRate: number = ${0.1 + (at % 7) / 100}; // ← change me
const mine = await train(data, { ...presets.baseline, epochs: 2, learningRate }, { seed: 1 });
const all = await sweep(data, { ...presets.baseline, epochs: 2 }, { learningRate: [0.1, learningRate + 1] }, { seeds: 2 });
[mine.history.at(-1)!.loss, ...all.runs.map(({ run }) => run.history.at(-1)!.loss)].join(" ")`;

/** V8 collects lazily where there is plenty of memory; only what it cannot collect is to count as growth. */
const executionsPerCollection = 50;
const measure = `(collectGarbage(), [process.memoryUsage.rss(), tf.memory().numTensors].join(" "))`;

export const reExecutions: Fault = {
  name: "1,000 re-executions of a cell",
  trial: "the cell trains, and sweeps over runs some of which are known; memory and tensors are watched",
  few: 30,
  many: 1000,
  impossible: () => undefined,
  strike: (times) =>
    withFolder(async (cache) => {
      const kernel = await startKernel({ TUNEBOOK_CACHE: cache });
      const numbers = new Map<string, string>();
      let different = 0;
      let before: readonly number[] = [];
      try {
        const ready = await kernel.run(preparation);
        if (ready.status !== "ok") throw new Error(ready.error);
        for (let at = 0; at < times; at++) {
          const code = cellOf(at);
          const { result, error } = await kernel.run(code);
          const known = numbers.get(code) ?? result ?? "";
          numbers.set(code, known);
          if (result === undefined || result !== known) throw new Error(`Execution ${at + 1}: ${error}`);
          different += result === known ? 0 : 1;
          if (at % executionsPerCollection === 0) await kernel.run("collectGarbage()");
          if (at + 1 === Math.ceil(settled * times)) before = await measured(kernel.run(measure));
        }
        const after = await measured(kernel.run(measure));
        return add(noTrials, {
          trials: times,
          finished: times,
          different,
          problems: grown(before, after, times),
        });
      } finally {
        await kernel.kill();
      }
    }),
};

async function measured(
  outcome: Promise<{ readonly result: string | undefined }>,
): Promise<readonly number[]> {
  const { result = "" } = await outcome;
  return result.replaceAll("'", "").split(" ").map(Number);
}

function grown(
  [rss = 0, tensors = 0]: readonly number[],
  [rssNow = 0, tensorsNow = 0]: readonly number[],
  times: number,
): string[] {
  return [
    ...(times >= fewForMemory && rssNow > mostGrowth * rss
      ? [`Memory grew from ${rss} to ${rssNow} bytes.`]
      : []),
    ...(tensorsNow > tensors ? [`Tensors grew from ${tensors} to ${tensorsNow}.`] : []),
  ];
}
