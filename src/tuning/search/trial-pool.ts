import { setImmediate } from "node:timers/promises";
import type { Dataset } from "../../data/dataset.js";
import type { Hyperparameters } from "../../hyperparameters/hyperparameters.js";
import { keptRecord } from "../../runtime/kept-record.js";
import { groupIntoMixedFleets } from "../../sweep/mixed-fleets.js";
import { trainFleet } from "../../training/train-fleet.js";
import type { TrainingRun } from "../../training/training-run.js";
import { TrialPruned, type Trial } from "../trial/trial.js";

/** What is measured of a run: by its name in the record of an epoch. */
export type TunedMeasure = "valLoss" | "valAccuracy" | "valMae";

/** How the trials of a pool are trained. */
export interface PoolOptions {
  /** How many trials wait at most. */
  readonly at: number;
  readonly seed: number;
  readonly measure: TunedMeasure;
}

/** A trial that waits for its training. */
interface Waiting {
  readonly trial: Trial;
  readonly hyperparameters: Hyperparameters;
  readonly resolve: (value: number) => void;
  readonly reject: (reason: unknown) => void;
}

/** Turns of the event loop without a new trial after which no more are expected: whoever asks for trials gives it one now and then. */
const patience = 3;

/**
 * Collects the trials of a study that are asked for at the same time, and trains them as mixed fleets: first the one with the trial that
 * has waited longest. While a fleet trains, the others wait; when it is done, the trials asked for in its place are planned with those
 * that still wait. Which trials train together depends on their order only, unless a callback of the study waits for something.
 */
export class TrialPool {
  #waiting: Waiting[] = [];
  #work: Promise<void> | undefined;

  constructor(
    private readonly data: Dataset,
    private readonly options: PoolOptions,
  ) {}

  /** The value of a trial with these hyperparameters, once it was trained. Rejects with `TrialPruned` if its pruner ends it. */
  train(trial: Trial, hyperparameters: Hyperparameters): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ trial, hyperparameters, resolve, reject });
      this.#work ??= this.#trainAll().finally(() => (this.#work = undefined));
    });
  }

  /** Waits until nothing trains any more. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #trainAll(): Promise<void> {
    while (await this.#gathered()) {
      const [fleet] = groupIntoMixedFleets(this.#waiting, this.data) as [Waiting[]];
      this.#waiting = this.#waiting.filter((one) => !fleet.includes(one));
      await this.#trainFleet(fleet);
    }
  }

  /** Waits for as many trials as there can be, or until no more come. False if there are none. */
  async #gathered(): Promise<boolean> {
    for (let turn = 0, known = 0; turn < patience && known < this.options.at; turn++) {
      await setImmediate();
      if (this.#waiting.length > known) turn = -1;
      known = this.#waiting.length;
    }
    return this.#waiting.length > 0;
  }

  async #trainFleet(fleet: readonly Waiting[]): Promise<void> {
    const { seed, measure } = this.options;
    const { signal } = fleet[0]!.trial;
    try {
      const requests = fleet.map(({ hyperparameters }) => ({ hyperparameters, seed }));
      const runs = await trainFleet(this.data, requests, {
        signal,
        silent: true,
        onEpoch: ({ run, record }) => {
          // The study has told its trials by now how they end.
          if (signal.aborted) return undefined;
          const { trial } = fleet[run]!;
          trial.report(record[measure] ?? NaN, record.epoch);
          return trial.shouldPrune() ? "prune" : undefined;
        },
      });
      runs.forEach((run, at) => {
        settle(fleet[at]!, run, measure);
      });
    } catch (error) {
      for (const { reject } of fleet) reject(error);
    }
  }
}

function settle({ trial, resolve, reject }: Waiting, run: TrainingRun, measure: TunedMeasure): void {
  run.dispose();
  if (trial.signal.aborted) reject(trial.signal.reason);
  else if (run.ending === "pruned") reject(new TrialPruned(run.endingReason));
  else resolve(keptRecord(run)?.[measure] ?? NaN);
}
