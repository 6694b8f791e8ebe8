import { inWords } from "../../runtime/in-words.js";
import { constraintAttribute, constraintsOf } from "./constraints.js";
import {
  categoricalDomain,
  floatDomain,
  intDomain,
  type NumericOptions,
} from "../../hyperparameters/space/make-domain.js";
import {
  checkCompatible,
  type Choice,
  type Domain,
  type Params,
  SpaceError,
} from "../../hyperparameters/space/domain.js";
import type { StudyView, TrialRecord } from "./trial-record.js";
import type { Pruner } from "../pruners/pruner.js";
import type { StudyStorage } from "../storage/storage.js";

/** What a trial needs from its study. */
export interface TrialHost {
  readonly view: StudyView;
  readonly storage: StudyStorage;
  readonly pruner: Pruner;
  /** A value for a parameter that this trial has not had yet. */
  propose(name: string, domain: Domain): Choice;
}

/**
 * One trial while it runs: hands out parameter values, takes reports, advises when to stop.
 *
 * @example
 * const study = await createStudy();
 * await study.optimize(async (trial) => {
 *   const learningRate = trial.suggestFloat("learningRate", 1e-4, 1, { log: true });
 *   const layers = trial.suggestInt("layers", 1, 3);
 *   const optimizer = trial.suggestCategorical("optimizer", ["sgd", "adam"]);
 *   const run = await train(digits, { learningRate, layers, optimizer, epochs: 2 });
 *   return run.history.at(-1)!.valLoss;
 * }, { trials: 3 });
 */
export class Trial {
  readonly number: number;
  /** Aborted when `optimize` is interrupted: pass it to anything slow. */
  readonly signal: AbortSignal;
  readonly #host: TrialHost;

  constructor(number: number, host: TrialHost, signal: AbortSignal) {
    this.number = number;
    this.signal = signal;
    this.#host = host;
  }

  /** Keeps a note of the library itself with a trial, for its other parts. */
  static note(trial: Trial, key: string, value: unknown): void {
    trial.#host.storage.setAttribute(trial.number, "system", key, value);
  }

  /** The values handed out so far. */
  get params(): Params {
    return this.record.params;
  }

  /** All that is known about the trial at this moment. */
  get record(): TrialRecord {
    return this.#host.storage.trials()[this.number]!;
  }

  /**
   * A real number from [`low`, `high`]; the same one each time it is asked for within a trial.
   *
   * @param options `log` to search ratios (needs `low` > 0), `step` for values at equal distances
   * @throws {SpaceError} if the bounds contradict each other or earlier trials
   */
  suggestFloat(name: string, low: number, high: number, options: NumericOptions = {}): number {
    return this.suggest(name, floatDomain(name, low, high, options)) as number;
  }

  /**
   * A whole number from `low`, …, `high`, both included.
   *
   * @param options `log` to search ratios (needs `low` > 0), `step` for every step-th number
   * @throws {SpaceError} if the bounds contradict each other or earlier trials
   */
  suggestInt(name: string, low: number, high: number, options: NumericOptions = {}): number {
    return this.suggest(name, intDomain(name, low, high, options)) as number;
  }

  /**
   * One of `choices`.
   *
   * @throws {SpaceError} if there are none, or earlier trials had different ones
   */
  suggestCategorical<const T extends Choice>(name: string, choices: readonly T[]): T {
    return this.suggest(name, categoricalDomain(name, choices)) as T;
  }

  /** A value from a domain made beforehand. */
  suggest(name: string, domain: Domain): Choice {
    if (typeof name !== "string" || name === "")
      throw new SpaceError(
        `Cannot suggest a parameter named "${name}": the name must be a non-empty string.`,
      );
    const { params, domains } = this.record;
    if (Object.hasOwn(params, name)) {
      checkCompatible(name, domains[name]!, domain);
      return params[name]!;
    }
    const value = this.#host.propose(name, domain);
    this.#host.storage.setParam(this.number, name, value, domain);
    return value;
  }

  /**
   * Reports how the trial is doing, for pruners and charts. Reporting a step again replaces its value.
   *
   * @param value the objective's value so far; NaN counts as worse than everything
   * @param step how far the trial has got, a whole number ≥ 0, for example the epoch
   */
  report(value: number, step: number): void {
    if (this.#host.view.directions.length > 1)
      throw new Error(
        `Cannot report a value: the study has ${this.#host.view.directions.length} objectives, and intermediate values ` +
          `(and pruning) need exactly one. Keep it with setAttribute.`,
      );
    if (typeof value !== "number")
      throw new TypeError(`Cannot report ${String(value)} (${typeof value}): a value must be a number.`);
    if (!Number.isSafeInteger(step) || step < 0)
      throw new RangeError(
        `Cannot report at step ${step}: a step must be a whole number ≥ 0, such as the epoch.`,
      );
    this.#host.storage.report(this.number, step, value);
  }

  /**
   * Whether the study's pruner advises stopping this trial. If so, `throw new TrialPruned()`; a training is first ended by
   * answering `"prune"` from `onEpoch`. False until something was reported.
   *
   * @example
   * const study = await createStudy({ pruner: medianPruner() });
   * await study.optimize(async (trial) => {
   *   const learningRate = trial.suggestFloat("learningRate", 1e-4, 1, { log: true });
   *   const run = await train(digits, { learningRate, epochs: 3 }, {
   *     signal: trial.signal,
   *     onEpoch: ({ record }) => {
   *       trial.report(record.valLoss, record.epoch);
   *       return trial.shouldPrune() ? "prune" : undefined;
   *     },
   *   });
   *   if (run.ending === "pruned") throw new TrialPruned();
   *   return run.history.at(-1)!.valLoss;
   * }, { trials: 3 });
   */
  shouldPrune(): boolean {
    const { record } = this;
    return record.intermediateValues.length > 0 && this.#host.pruner.shouldPrune(this.#host.view, record);
  }

  /**
   * Notes how far a constraint is kept or violated. A trial is feasible if all its constraints are ≤ 0; samplers prefer
   * feasible trials, `study.best` and `study.paretoFront` are chosen among them.
   *
   * @param name of the constraint, such as "seconds"
   * @param value ≤ 0 if the constraint is kept, else by how much it is not: `seconds - 10` for at most ten seconds
   * @throws {TypeError | RangeError} if the value is not a number or is NaN, or the constraint already has another
   *   value
   * @example
   * const study = await createStudy();
   * await study.optimize(async (trial) => {
   *   const run = await train(digits, { units: trial.suggestInt("units", 8, 64), epochs: 2 });
   *   trial.setConstraint("seconds", run.seconds - 10); // met where it is at most 0
   *   return run.history.at(-1)!.valLoss;
   * }, { trials: 3 });
   */
  setConstraint(name: string, value: number): void {
    if (typeof name !== "string" || name === "" || typeof value !== "number")
      throw new TypeError(
        `Cannot set the constraint ${inWords(name)} to ${inWords(value)}: a constraint has a name and a number.`,
      );
    const known = constraintsOf(this.record)[name];
    if (Number.isNaN(value) || (known !== undefined && known !== value))
      throw new RangeError(
        `Cannot set the constraint "${name}" to ${value}: ` +
          (Number.isNaN(value)
            ? `a trial is feasible if it is ≤ 0, and NaN is neither. Return NaN as the trial's value if it has failed.`
            : `trial ${this.number} has already set it to ${known}, and a constraint is set once.`),
      );
    this.#host.storage.setAttribute(this.number, "system", constraintAttribute(name), value);
  }

  /** Keeps a note with the trial; `value` must survive `JSON.stringify`. */
  setAttribute(key: string, value: unknown): void {
    this.#host.storage.setAttribute(this.number, "user", key, value);
  }
}

/**
 * Thrown by an objective to end its trial early, because it is not promising. The trial's state becomes `pruned`, and
 * its value the last one reported. With `train`, see the example of {@link Trial.shouldPrune}.
 *
 * @example
 * const study = await createStudy({ pruner: medianPruner() });
 * await study.optimize((trial) => {
 *   const x = trial.suggestFloat("x", -1, 1);
 *   for (let epoch = 1; epoch <= 5; epoch++) {
 *     trial.report(x * x + 1 / epoch, epoch);
 *     if (trial.shouldPrune()) throw new TrialPruned();
 *   }
 *   return x * x;
 * }, { trials: 10 });
 */
export class TrialPruned extends Error {
  override readonly name = "TrialPruned";

  constructor(message = "The trial was pruned.") {
    super(message);
  }
}
