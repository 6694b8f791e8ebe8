// This library as a reader uses it: `train` for one run, `sweep` for several, nothing taken from the cache of runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withChecksum } from "../../src/data/checksum.js";
import type { Dataset, Split } from "../../src/data/dataset.js";
import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { sweep, train, tune } from "../../src/index.js";
import { keptRecord } from "../../src/runtime/kept-record.js";
// Loading TensorFlow is not counted for the other libraries either.
import "../../src/tensorflow/tensorflow.js";
import type { RunRecord } from "../../src/training/training-run.js";
import { noPruner, type Sampler } from "../../src/tuning/index.js";
import type { Answer, Task } from "../task.js";
import { importDataset, type FlatSplit } from "./import-dataset.js";
import { serve } from "./serve.js";

const manifest = readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8");
const { version } = JSON.parse(manifest) as { version: string };
const loaded = new Map<string, Dataset>();
/** Comparisons that have been warmed up. */
const warmed = new Set<string>();
/** A graph is compiled once that would have paid in the trainings there were: within fifteen of the shortest here. */
const mostWarmUps = 15;

void serve(`tunebook ${version}`, async (question): Promise<Answer> => {
  const task = question as Task;
  const data = loaded.get(task.data) ?? load(task.data);
  loaded.set(task.data, data);
  if (task.warm && !warmed.has(task.name)) await warmUp(task, data);
  const start = performance.now();
  const accuracies = task.trials
    ? await search(task.trials, task.seeds[0]!, data)
    : (await trainAll(task, data)).map((run) => keptRecord(run)?.valAccuracy ?? NaN);
  const seconds = (performance.now() - start) / 1000;
  const steps = (task.trials ?? [task.hyperparameters]).map(
    ({ batchSize, epochs }) => epochs * Math.ceil(data.train.count / batchSize),
  );
  return { seconds, steps: steps.reduce((sum, each) => sum + each, 0) / steps.length, accuracies };
});

const searched = ["layers", "units", "batchSize", "activation", "learningRate"] as const;

/** Trains the trials as a search does, with a sampler that proposes these. */
async function search(
  trials: readonly Hyperparameters[],
  seed: number,
  data: Dataset,
): Promise<readonly number[]> {
  const space = Object.fromEntries(
    searched.map((name) => [name, [...new Set(trials.map((trial) => trial[name]))]]),
  );
  const sampler: Sampler = {
    name: "given",
    sampleOne: (_, number, name) => trials[number]![name as (typeof searched)[number]],
  };
  const options = { trials: trials.length, seed, sampler, pruner: noPruner() } as const;
  const { study } = await tune(data, trials[0]!, space, { ...options, measure: "valAccuracy" });
  return study.trials.map(({ values }) => values[0] ?? NaN);
}

/** Trains until the rule that chooses the engine has compiled, if it is going to. */
async function warmUp(task: Task, data: Dataset): Promise<void> {
  warmed.add(task.name);
  for (let round = 1; round <= mostWarmUps; round += 1) {
    const seeds = task.seeds.map((seed) => seed + 1000 * round);
    const [run] = await trainAll({ ...task, seeds }, data);
    if (run?.engine.xla) return;
  }
}

async function trainAll(task: Task, data: Dataset): Promise<readonly RunRecord[]> {
  const { hyperparameters, learningRates, seeds } = task;
  if (learningRates.length * seeds.length === 1) {
    const run = await train(
      data,
      { ...hyperparameters, learningRate: learningRates[0]! },
      { seed: seeds[0]! },
    );
    run.dispose();
    return [run];
  }
  const result = await sweep(data, hyperparameters, { learningRate: learningRates }, { seeds, cache: false });
  return result.runs.map(({ run }) => run);
}

function load(folder: string): Dataset {
  const { inputShape, outputs, train: training, validation } = importDataset(folder);
  const split = ({ inputs, targets }: FlatSplit): Split => ({ count: targets.length, inputs, targets });
  return withChecksum({
    name: "bench",
    task: "classification",
    inputShape,
    outputs,
    train: split(training),
    validation: split(validation),
    // The output is not used.
    test: split(validation),
  });
}
