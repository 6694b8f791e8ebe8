import type { Dataset } from "../../data/dataset.js";
import { mapValues } from "../../runtime/collections.js";
import { sweepTogether } from "../../sweep/sweep.js";
import { recordOf } from "../../training/records/run-record.js";
import { train } from "../../training/train.js";
import { trainFleet } from "../../training/train-fleet.js";
import type { RunRecord, TrainingRun } from "../../training/training-run.js";
import type { Halves } from "./halves.js";
import type { ComparePlan } from "./options.js";
import type { Chosen } from "./tuning-grid.js";

/**
 * The runs of tuned arms on the judging seeds, measured on the judging examples.
 *
 * Where an arm stops early or restores its best epoch, the tuning examples decide when: the run is made a second time without the
 * rule, takes exactly the same steps, and is measured at that epoch. Where its rate is reduced on plateaus, the tuning examples decide
 * that too: without them it would take other steps, so the weights that it kept are measured, and only they.
 */
export async function judgeArms(
  halves: Halves,
  arms: Readonly<Record<string, Chosen>>,
  plan: ComparePlan,
): Promise<Readonly<Record<string, readonly RunRecord[]>>> {
  const entries = Object.entries(arms);
  const plateaus = entries.filter(([, { schedule }]) => schedule === "reduceOnPlateau");
  const others = entries.filter(([, { schedule }]) => schedule !== "reduceOnPlateau");
  const stopping = others.filter(
    ([, { earlyStopping = "off", restoreBestWeights }]) =>
      earlyStopping !== "off" || restoreBestWeights === true,
  );
  const rules = { earlyStopping: "off", restoreBestWeights: false } as const;
  const withoutRules = others.map(([name, values]): [string, Chosen] => [name, { ...values, ...rules }]);
  const measured = await runsOf(halves.judging, withoutRules, plan);
  const decided = await runsOf(halves.tuning, stopping, plan);
  const kept: Record<string, readonly RunRecord[]> = {};
  for (const [name, values] of plateaus) kept[name] = await judgeKeptWeights(halves, values, plan);
  return { ...kept, ...measured, ...mapValues(decided, (runs, name) => untilEndOf(runs, measured[name]!)) };
}

/** Runs as long as those that stopped early, as measured by those that went on. */
const untilEndOf = (stopped: readonly RunRecord[], measured: readonly RunRecord[]): RunRecord[] =>
  stopped.map((run, at) => ({
    ...run,
    dataset: measured[at]!.dataset,
    history: measured[at]!.history.slice(0, run.history.length),
  }));

async function judgeKeptWeights(
  { tuning, judging }: Halves,
  values: Chosen,
  { seeds, signal }: ComparePlan,
): Promise<RunRecord[]> {
  const members = seeds.map((seed) => ({ hyperparameters: values, seed }));
  const runs = await trainFleet(tuning, members, { ...(signal ? { signal } : {}) });
  if (runs.some(({ ending }) => ending === "interrupted")) throw new Error(interrupted);
  return runs.map((run) => {
    const record = measuredOn(judging, run);
    run.dispose();
    return record;
  });
}

/** The record of a run with the epoch that it kept as its only one, measured on other examples. */
function measuredOn({ name, checksum, validation }: Dataset, run: TrainingRun): RunRecord {
  const record = recordOf(run);
  const kept = record.history.find(({ epoch }) => epoch === run.keptEpoch);
  if (run.ending === "diverged" || kept === undefined) return record;
  const { loss, accuracy, mae } = run.evaluate(validation);
  const measured = {
    valLoss: loss,
    ...(accuracy === undefined ? {} : { valAccuracy: accuracy }),
    ...(mae === undefined ? {} : { valMae: mae }),
  };
  return { ...record, dataset: { name, checksum }, history: [{ ...kept, ...measured }] };
}

const interrupted = "The comparison was interrupted while it judged: run it again; finished runs are kept.";

/** The runs of several arms, trained together. */
async function runsOf(
  data: Dataset,
  arms: readonly (readonly [string, Chosen])[],
  { seeds, validateEvery, signal }: ComparePlan,
): Promise<Readonly<Record<string, readonly RunRecord[]>>> {
  if (arms.length === 0) return {};
  const requests = arms.map(([, base]) => ({ base, values: {} }));
  const results = await sweepTogether(data, requests, {
    seeds,
    validateEvery,
    workers: 0,
    ...(signal ? { signal } : {}),
  });
  if (results.some(({ ending }) => ending === "interrupted")) throw new Error(interrupted);
  return Object.fromEntries(arms.map(([name], at) => [name, results[at]!.runs.map(({ run }) => run)]));
}

/**
 * Seconds of training for each arm: one run at a time, the arms in turn, so that other load affects all of them alike. The first round
 * builds the graphs and is not counted.
 */
export async function timeArms(
  data: Dataset,
  arms: Readonly<Record<string, Chosen>>,
  { timings, seeds, signal }: ComparePlan,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const seconds = Object.fromEntries(Object.keys(arms).map((arm): [string, number[]] => [arm, []]));
  for (let round = 0; timings > 0 && round <= timings; round++)
    for (const [arm, values] of Object.entries(arms)) {
      const seed = seeds[round % seeds.length]!;
      const run = await train(data, values, { seed, ...(signal ? { signal } : {}) });
      run.dispose();
      if (round > 0) seconds[arm]!.push(run.history.at(-1)?.seconds ?? Number.NaN);
    }
  return seconds;
}
