import type { Hyperparameters } from "../../src/hyperparameters/hyperparameters.js";
import { presets } from "../../src/hyperparameters/presets.js";
import type { SweepResult } from "../../src/sweep/sweep-result.js";
import type { EpochRecord, Ending, RunRecord } from "../../src/training/training-run.js";

const baseline = presets.baseline;

/** A run that learns as far as its rate and epochs allow, or explodes where the rate is 1 or more. */
export function exampleRun(changes: Partial<Hyperparameters> = {}, seed = 1): RunRecord {
  const hyperparameters = { ...baseline, ...changes };
  const diverges = hyperparameters.learningRate >= 1;
  const history = Array.from({ length: diverges ? 3 : hyperparameters.epochs }, (_, index) =>
    diverges ? explodingEpoch(index + 1) : learningEpoch(index + 1, hyperparameters, seed),
  );
  return record(hyperparameters, seed, history, diverges ? "diverged" : "complete");
}

function learningEpoch(epoch: number, hyperparameters: Hyperparameters, seed: number): EpochRecord {
  const speed = 1 - Math.exp(-30 * hyperparameters.learningRate);
  const wobble = 1 + 0.08 * Math.sin(12.9 * seed + 4.1 * epoch) + 0.05 * Math.sin(seed * 78.2);
  const loss = 2.3 * Math.exp(-speed * epoch * 0.6) * wobble + 0.04;
  const valLoss = loss * 1.1 + 0.004 * epoch * speed + 0.02;
  return {
    ...shared(epoch, hyperparameters.learningRate),
    loss,
    accuracy: Math.min(1, Math.exp(-loss * 0.9) + 0.02),
    valLoss,
    valAccuracy: Math.exp(-valLoss * 0.95),
  };
}

function explodingEpoch(epoch: number): EpochRecord {
  const loss = epoch === 3 ? Number.NaN : 10 ** (epoch * 15);
  return { ...shared(epoch, 1), loss, accuracy: 0.1, valLoss: loss, valAccuracy: 0.1 };
}

function shared(
  epoch: number,
  learningRate: number,
): Pick<EpochRecord, "epoch" | "step" | "seconds" | "penalty" | "learningRate"> {
  return { epoch, step: epoch * 40, seconds: epoch * 0.02, penalty: 0, learningRate };
}

export function record(
  hyperparameters: Hyperparameters,
  seed: number,
  history: readonly EpochRecord[],
  ending: Ending,
): RunRecord {
  return {
    hyperparameters,
    seed,
    dataset: { name: "digits", checksum: "c0ffee" },
    parameterCount: 8970,
    history,
    stepLosses: history.map((epoch) => epoch.loss),
    ending,
    endingReason: `It ended ${ending} at epoch ${history.length}.`,
    engine: { path: "graph", xla: true, reason: "A dense network." },
    keptEpoch: history.length,
    seconds: 0.4,
  };
}

/** A sweep over one or more hyperparameters, every combination with every seed. */
export function exampleSweep(
  values: Partial<Record<keyof Hyperparameters, readonly unknown[]>>,
  seeds = 5,
): SweepResult {
  const names = Object.keys(values) as (keyof Hyperparameters)[];
  let combinations: Partial<Hyperparameters>[] = [{}];
  for (const name of names) {
    combinations = combinations.flatMap((combination) =>
      values[name]!.map((value) => ({ ...combination, [name]: value })),
    );
  }
  const seedList = Array.from({ length: seeds }, (_, index) => index + 1);
  const runs = combinations.flatMap((combination) =>
    seedList.map((seed) => ({
      values: combination,
      seed,
      run: exampleRun(combination, seed),
      cached: false,
    })),
  );
  return {
    names,
    base: baseline,
    seeds: seedList,
    runs,
    planned: runs.length,
    ending: "complete",
    seconds: 3,
  };
}
