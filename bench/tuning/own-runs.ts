import { createStudy } from "../../src/tuning/study/create-study.js";
import { samplers } from "./samplers.js";
import type { TestFunction } from "./test-functions.js";

/** What one sampler did on one function, seed by seed. */
export interface BenchRow {
  readonly function: string;
  readonly sampler: string;
  /** Best value found minus the minimum. */
  readonly regrets: readonly number[];
  /** Milliseconds per suggestion over the last tenth of the trials. */
  readonly times: readonly number[];
}

/** A point of a function and its value there, for another language to see that it computes the same. */
export async function probeOf(test: TestFunction): Promise<{ point: number[]; value: number }> {
  const study = await createStudy({ sampler: samplers["random"]!(7) });
  await study.optimize(test.objective, { trials: 1 });
  const { params, values } = study.trials[0]!;
  return { point: Object.values(params) as number[], value: values[0]! };
}

/** Runs one of our samplers with each of the seeds. */
export async function ownRun(
  sampler: string,
  test: TestFunction,
  seeds: readonly number[],
  trials: number,
): Promise<BenchRow> {
  const regrets: number[] = [];
  const times: number[] = [];
  for (const seed of seeds) {
    const calls: number[] = [];
    const study = await createStudy({ sampler: samplers[sampler]!(seed) });
    await study.optimize(
      (trial) => {
        const value = test.objective(trial);
        calls.push(performance.now());
        return value;
      },
      { trials },
    );
    regrets.push(study.best.values[0]! - test.minimum);
    const last = calls.slice(-Math.max(2, Math.floor(calls.length / 10)));
    times.push((last.at(-1)! - last[0]!) / (last.length - 1));
  }
  return { function: test.name, sampler: `tunebook ${sampler}`, regrets, times };
}
