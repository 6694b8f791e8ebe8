import { type RunClaims, trainUnclaimed } from "./cache/run-claims.js";
import type { Dataset } from "../data/dataset.js";
import type { Hyperparameters } from "../hyperparameters/hyperparameters.js";
import { listenForInterruption } from "../runtime/interruption.js";
import { progressReport, type ProgressStep } from "../runtime/progress.js";
import type { RunRecord } from "../training/training-run.js";
import { checkValidateEvery } from "../training/options.js";
import { runKey } from "../training/records/run-key.js";
import type { RunCache } from "./cache/run-cache.js";
import type { Executor, FleetWork } from "./executor.js";
import { groupIntoFleets, type FleetKey } from "./fleets.js";
import { planRuns, seedList, type PlannedRun, type SweepValues, type Complete } from "./plan.js";
import type { SweepResult, SweepRun } from "./sweep-result.js";

/** Options of a sweep. */
export interface SweepOptions {
  /** How many seeds every combination is trained with (5 means 1 to 5), or the seeds themselves. Default 1. */
  readonly seeds?: number | readonly number[];
  /** Aborted to end the sweep early; what has been trained so far is kept. */
  readonly signal?: AbortSignal;
  /** Whether earlier runs are taken from the cache, and new ones kept there. Default true. */
  readonly cache?: boolean;
  /** How many worker processes help; 0 for none. By default, one per further core once there is enough work left. */
  readonly workers?: number;
  /**
   * Whether dense networks that differ in units, layers, activation or optimizer train together, too, where that is expected to be
   * faster (see `trainFleet` for what they must have in common). Results agree with those of separate training to 1e-5. On a cluster it
   * has no effect: the workers there group runs of equal structure. Default false.
   */
  readonly mix?: boolean;
  /**
   * Epochs from one validation to the next; the last epoch is always validated, with `Infinity` only that one, which saves a third of the
   * time and more where there are few training examples. On a cluster it has no effect. Default 1.
   */
  readonly validateEvery?: number;
  /** Address of a Redis or Valkey server: then the runs are trained by the workers connected to it (docs/cluster.md). */
  readonly on?: string | undefined;
}

/** The dependencies of a sweep: provided by `sweep`, and by tests that need no TensorFlow. */
export interface SweepParts {
  /** Fills in defaults, and throws if a hyperparameter is unknown or outside its domain. */
  readonly complete: Complete;
  /** Throws if complete hyperparameters do not fit the data. */
  readonly check: (hyperparameters: Hyperparameters) => void;
  readonly fleetKey: FleetKey;
  readonly largestFleet: (hyperparameters: Hyperparameters) => number;
  /** How runs are grouped with the option `mix`, instead of by the two above. */
  readonly mixedFleets: (runs: readonly PlannedRun[]) => PlannedRun[][];
  /** The executor that trains the fleets of a sweep with these options. */
  readonly executor: (options: SweepOptions) => Executor | Promise<Executor>;
  readonly cache: RunCache | undefined;
  /** Opens the claims of the sweeps that share the cache; without it, two may train the same run at the same time. */
  readonly claims?: (() => RunClaims) | undefined;
  /** Version of the library and its training code, for the cache. */
  readonly version: () => string;
}

/** What one of several sweeps varies, and what all its runs share. */
export interface SweepRequest {
  readonly base: Readonly<Partial<Hyperparameters>>;
  readonly values: SweepValues;
}

/** A whole sweep. */
export async function runSweep(
  data: Dataset,
  base: Partial<Hyperparameters>,
  values: SweepValues,
  options: SweepOptions,
  parts: SweepParts,
): Promise<SweepResult> {
  const [result] = await runSweeps(data, [{ base, values }], options, parts);
  return result!;
}

/**
 * Several sweeps at once, so that runs of one can train in the same fleet as runs of another: plan, look up the cache, train the rest in
 * fleets, put everything in order. The seconds of each result are those of all.
 */
export async function runSweeps(
  data: Dataset,
  requests: readonly SweepRequest[],
  options: SweepOptions,
  parts: SweepParts,
): Promise<SweepResult[]> {
  const start = performance.now();
  const seeds = seedList(options.seeds ?? 1);
  checkWorkers(options.workers);
  checkValidateEvery("sweep", options.validateEvery);
  const bases = requests.map(({ base }) => parts.complete(base));
  const complete = (chosen: Partial<Hyperparameters>): Hyperparameters => {
    const hyperparameters = parts.complete(chosen);
    parts.check(hyperparameters);
    return hyperparameters;
  };
  const plans = requests.map(({ base, values }) => planRuns(base, values, seeds, complete));
  const plan = plans.flat().map((planned, index) => ({ ...planned, index }));
  const interruption = listenForInterruption(options.signal);
  const { signal } = interruption;
  try {
    const executor = await parts.executor(options);
    const { validateEvery } = options;
    const more = { validateEvery, group: grouping(options, parts) };
    const all = await collectRuns(data, plan, signal, executor, { ...parts, ...more });
    const seconds = (performance.now() - start) / 1000;
    return requests.map(({ values }, at) => {
      const from = plans.slice(0, at).flat().length;
      const runs = all.slice(from, from + plans[at]!.length);
      return {
        names: Object.keys(values) as (keyof Hyperparameters)[],
        base: bases[at]!,
        seeds,
        runs: runs.filter((run) => run !== undefined),
        planned: runs.length,
        ending: signal.aborted && runs.some(unfinished) ? "interrupted" : "complete",
        seconds,
      };
    });
  } finally {
    interruption.release();
  }
}

type CollectingParts = SweepParts & {
  readonly group: ReturnType<typeof grouping>;
  readonly validateEvery: number | undefined;
};

/** How the runs are grouped into fleets. */
function grouping({ mix = false }: SweepOptions, { fleetKey, largestFleet, mixedFleets }: SweepParts) {
  return (runs: readonly PlannedRun[]): PlannedRun[][] =>
    mix ? mixedFleets(runs) : groupIntoFleets(runs, fleetKey, largestFleet);
}

/** The runs in planned order; a gap where an interrupt came before the end of a run's first epoch. */
async function collectRuns(
  data: Dataset,
  plan: readonly PlannedRun[],
  signal: AbortSignal,
  executor: Executor,
  parts: CollectingParts,
): Promise<(SweepRun | undefined)[]> {
  const keep = keeper(data, parts);
  const runs = await Promise.all(plan.map((planned) => keep.find(planned)));
  // Two sweeps may want the same run: it is trained once.
  const firstOf = new Map(plan.toReversed().map((planned) => [keep.key(planned), planned.index]));
  const twinOf = (planned: PlannedRun): number => firstOf.get(keep.key(planned))!;
  const missing = plan.filter(
    (planned) => runs[planned.index] === undefined && twinOf(planned) === planned.index,
  );
  const progress = progressReport({ kind: "sweep", title: title(plan), total: plan.length });
  const finished = (): number => runs.filter((run) => !unfinished(run)).length;
  let part = 0;
  const step = (): ProgressStep => ({ done: finished(), total: plan.length, part });
  const train = (some: readonly PlannedRun[]): Promise<void> => {
    const known = finished();
    const onProgress = (done: number): void => {
      part = (known + done * some.length) / plan.length;
      progress.report(step());
    };
    return trainInto(runs, some, keep, { data, signal, onProgress }, executor, parts);
  };
  const takeKept = async (planned: PlannedRun): Promise<boolean> => {
    runs[planned.index] ??= await keep.find(planned);
    return runs[planned.index] !== undefined;
  };
  try {
    progress.report(step());
    const claims = missing.length > 0 && !executor.trainsOnce ? parts.claims?.() : undefined;
    if (claims === undefined) await train(missing);
    else await trainUnclaimed(missing, claims, { train, takeKept, keyOf: keep.key, signal });
  } finally {
    progress.finish(step());
  }
  for (const planned of plan) {
    const twin = runs[twinOf(planned)];
    if (twin !== undefined) runs[planned.index] ??= { ...twin, values: planned.values };
  }
  return runs;
}

/** Trains these runs, and stores each in the result and in the cache. */
async function trainInto(
  runs: (SweepRun | undefined)[],
  missing: readonly PlannedRun[],
  keep: ReturnType<typeof keeper>,
  work: Omit<FleetWork, "fleets" | "onTrained">,
  executor: Executor,
  { group, validateEvery }: CollectingParts,
): Promise<void> {
  const kept: Promise<void>[] = [];
  const onTrained: FleetWork["onTrained"] = (fleet, records) => {
    fleet.forEach((planned, at) => {
      const run = records[at]!;
      if (run.history.length === 0 && run.ending === "interrupted") return;
      runs[planned.index] = sweepRun(planned, run, false);
      kept.push(keep.store(planned, run));
    });
  };
  try {
    await executor.train({ ...work, validateEvery, fleets: group(missing), onTrained });
  } finally {
    await Promise.all(kept);
  }
}

/** The cache as a sweep uses it. Only runs that were not interrupted are kept. */
function keeper(data: Dataset, { cache, version, validateEvery = 1 }: CollectingParts) {
  const key = ({ hyperparameters, seed }: PlannedRun): string =>
    runKey({ checksum: data.checksum, hyperparameters, seed, validateEvery, version: version() });
  return {
    key,
    find: async (planned: PlannedRun): Promise<SweepRun | undefined> => {
      const record = await cache?.get(key(planned));
      return record && sweepRun(planned, record, true);
    },
    store: async (planned: PlannedRun, run: RunRecord): Promise<void> => {
      if (run.ending !== "interrupted" && run.ending !== "pruned") await cache?.put(key(planned), run);
    },
  };
}

function sweepRun({ values, seed }: PlannedRun, run: RunRecord, cached: boolean): SweepRun {
  return { values, seed, run, cached };
}

function unfinished(run: SweepRun | undefined): boolean {
  return run === undefined || run.run.ending === "interrupted";
}

function title(plan: readonly PlannedRun[]): string {
  const names = Object.keys(plan[0]?.values ?? {});
  return names.length === 0 ? "Sweep over seeds" : `Sweep over ${names.join(" × ")}`;
}

function checkWorkers(workers: number | undefined): void {
  if (workers !== undefined && (!Number.isInteger(workers) || workers < 0))
    throw new RangeError(
      `Cannot sweep with workers: ${workers}. It must be a whole number, 0 or more; leave it out to let the sweep choose.`,
    );
}
