import { queuedParams, type Direction, type StudyView, type TrialRecord } from "../trial/trial-record.js";
import { inWords } from "../../runtime/in-words.js";
import { rangeInWords, isChoice } from "../../hyperparameters/space/make-domain.js";
import type { DataFrame } from "danfojs-node";
import { dataFrame } from "../../sweep/rows.js";
import { trialRows } from "./trial-rows.js";
import { bestTrial, paretoFront } from "./best-trials.js";
import type { Pruner } from "../pruners/pruner.js";
import type { Sampler } from "../samplers/sampler.js";
import type { Choice, Domain, Params, Space } from "../../hyperparameters/space/domain.js";
import { fromUnit, includes, valueCount } from "../../hyperparameters/space/unit-scale.js";
import type { StudyStorage } from "../storage/storage.js";
import { errorAttribute } from "../storage/trial-table.js";
import { Trial } from "../trial/trial.js";
import { CommonSpace } from "./common-space.js";
import { optimize, type Objective, type OptimizeOptions, type StudyEnding } from "./optimize.js";
import { failDeadTrials, type DeadTrialOptions } from "./dead-trials.js";
import { judge, type Outcome } from "./outcome.js";
import { startsOf, type PastTrial } from "./past-trials.js";
import { StudyWatch } from "./watch.js";

/** A search for good parameter values: its trials so far and methods to run more. Made by `createStudy`. */
export class Study implements StudyView {
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly sampler: Sampler;
  readonly pruner: Pruner;
  readonly #storage: StudyStorage;
  readonly #common = new CommonSpace();
  readonly #view: StudyView;
  /** The running trials of this process that send heartbeats. */
  readonly #beating = new Map<number, NodeJS.Timeout>();
  readonly #watches = new Set<StudyWatch>();
  /** How many calls of `optimize` are under way. */
  #optimizing = 0;
  #stopping = false;

  constructor(storage: StudyStorage, sampler: Sampler, pruner: Pruner) {
    this.name = storage.name;
    this.directions = storage.directions;
    this.sampler = sampler;
    this.pruner = pruner;
    this.#storage = storage;
    this.#view = {
      name: storage.name,
      directions: storage.directions,
      get trials() {
        return storage.trials();
      },
    };
  }

  /** Every trial so far, number = index, as it is at this moment. */
  get trials(): readonly TrialRecord[] {
    return [...this.#storage.trials()];
  }

  /**
   * The complete trial with the best value.
   *
   * @throws {Error} if no trial is complete or there are several objectives
   */
  get best(): TrialRecord {
    return bestTrial(this.#storage.trials(), this.directions);
  }

  /** The complete trials that no other dominates; with one objective, the best ones. */
  get paretoFront(): readonly TrialRecord[] {
    return paretoFront(this.#storage.trials(), this.directions);
  }

  /** Whether the sampler has nothing left to try, and nothing is queued. */
  get isExhausted(): boolean {
    if (this.#storage.trials().some(({ state }) => state === "waiting")) return false;
    return this.sampler.isExhausted?.(this.#view) ?? false;
  }

  /** Whether `stop` was called since `optimize` began. */
  get isStopping(): boolean {
    return this.#stopping;
  }

  /**
   * Begins a trial, for loops of your own; end it with `tell`.
   *
   * @param beforehand parameters to suggest at once, so that they are known before the objective runs
   * @example
   * const trial = study.ask();
   * const x = trial.suggestFloat("x", -1, 1);
   * study.tell(trial, x * x);
   */
  ask(beforehand: Space = {}, signal: AbortSignal = new AbortController().signal): Trial {
    const number = this.#claimWaiting() ?? this.#storage.create({ state: "running" });
    this.#beginBeating(number);
    const fixed = (this.#storage.trials()[number]!.systemAttributes[queuedParams] ?? {}) as Params;
    const space = this.#common.of(this.#storage.trials());
    const { params: together = {}, notes = {} } =
      this.sampler.sampleTogether?.(this.#view, number, space) ?? {};
    for (const [key, value] of Object.entries(notes))
      this.#storage.setAttribute(number, "system", key, value);
    const propose = (name: string, domain: Domain): Choice =>
      this.#propose(number, fixed, together, name, domain);
    const host = { view: this.#view, storage: this.#storage, pruner: this.pruner, propose };
    const trial = new Trial(number, host, signal);
    for (const [name, domain] of Object.entries(beforehand)) trial.suggest(name, domain);
    return trial;
  }

  /**
   * Ends a trial with its value (one per objective), or as `"pruned"` or `"failed"`. A value that is NaN fails it.
   *
   * @param error why it failed, kept in the record
   * @throws {TypeError | RangeError} if the outcome is not a number, there are too many or too few values, or the trial
   *   is finished
   */
  tell(trial: Trial | number, outcome: Outcome, error?: unknown): TrialRecord {
    const number = typeof trial === "number" ? trial : trial.number;
    const record = this.#storage.trials()[number];
    if (record === undefined)
      throw new RangeError(
        `Cannot tell trial ${number}: the study has ${this.#storage.trials().length} trials.`,
      );
    const verdict = judge(record, this.directions.length, outcome, error);
    if (verdict.error !== undefined)
      this.#storage.setAttribute(number, "user", errorAttribute, verdict.error);
    this.#storage.finish(number, verdict.state, verdict.values);
    this.#stopBeating(number);
    return this.#storage.trials()[number]!;
  }

  /** Queues a trial with these values; the next `ask` takes it. Parameters left out are sampled. */
  enqueue(params: Params): number {
    checkQueue(params);
    return this.#storage.create({ state: "waiting", systemAttributes: { [queuedParams]: { ...params } } });
  }

  /**
   * Adds trials that ran elsewhere, such as those of an earlier study: samplers learn from them, and they count for
   * `best` and in charts. They get new numbers. Running trials are left out, waiting ones are queued; what samplers noted
   * for themselves stays behind, constraints come along.
   *
   * @param trials records of another study, or objects with at least `params`, `domains` and `values`
   * @returns the trials as they are in this study
   * @throws {TypeError | RangeError | SpaceError} if one of them contradicts itself or this study; none is added then
   * @example
   * const next = await createStudy({ name: "second" });
   * next.addTrials(study.trials);
   * next.best.number === study.best.number; // true
   * @see https://optuna.readthedocs.io/en/stable/reference/generated/optuna.study.Study.html#optuna.study.Study.add_trials
   */
  addTrials(trials: readonly PastTrial[]): readonly TrialRecord[] {
    const starts = startsOf(trials, this.#view);
    const numbers = starts.map((start) => this.#storage.create(start));
    return numbers.map((number) => this.#storage.trials()[number]!);
  }

  /**
   * Fails the running trials whose process has died. `optimize` does so before each trial.
   *
   * A process is known to have died if it ran on this machine, or used `journalStorage` with `heartbeat`.
   *
   * @throws {TypeError | RangeError} if an option is out of range
   * @returns the trials that were marked as failed by this call
   * @example
   * const study = await createStudy({ name: "lr", storage: "studies/lr.journal" });
   * study.failDeadTrials({ silentFor: 3600, retries: 1 }); // also those that Optuna left an hour ago; tried again once
   */
  failDeadTrials(options: DeadTrialOptions = {}): readonly TrialRecord[] {
    return failDeadTrials(this.#storage, options);
  }

  /**
   * Runs trials until there are enough, time is up, or it is stopped or interrupted (SIGINT or `signal`); finished
   * trials are kept in every case. An objective that throws fails its trial and ends the study with that error, unless
   * `catch` names it; one that returns NaN fails its trial and the study goes on. (Both as in Optuna.)
   *
   * @param objective gets a trial, returns its value, or one value per objective
   * @throws whatever the objective throws, if `catch` does not name it
   * @throws {SpaceError} if the search space contradicts itself
   * @throws {TypeError} if there is an unknown option
   * @throws {RangeError} if an option is out of range, or nothing would ever end the loop
   */
  async optimize(objective: Objective, options: OptimizeOptions = {}): Promise<StudyEnding> {
    this.#stopping = false;
    this.#optimizing++;
    try {
      return await optimize(this, objective, options);
    } finally {
      this.#optimizing--;
      if (this.#optimizing === 0) for (const watch of this.#watches) watch.stop();
    }
  }

  /**
   * Shows the study in the notebook while it goes on: its history, the importance of its parameters, their values in
   * parallel coordinates, and the trials that are running. The display is updated in place when something has changed,
   * at most twice a second and for at most a tenth of the time.
   *
   * It ends with `optimize`: the one that is running, else the next. Trials of other processes that share the journal are
   * shown, too. Outside of a notebook nothing is shown; a terminal has the line of progress of `optimize`.
   *
   * @returns to end the display earlier
   * @example
   * const study = await createStudy();
   * study.watch();
   * await study.optimize((trial) => trial.suggestFloat("x", -1, 1) ** 2, { trials: 20 });
   */
  watch(): StudyWatch {
    const watch: StudyWatch = new StudyWatch(this, (ended) => this.#watches.delete(ended));
    if (!watch.isOver) this.#watches.add(watch);
    return watch;
  }

  /**
   * The trials as a danfo.js DataFrame, one row per trial, with the columns of {@link trialRows}.
   *
   * @throws {RangeError} if there are no trials, because a DataFrame without rows has no columns either
   * @example
   * study.trialsDataFrame().sortValues("value").head(5).print();
   */
  trialsDataFrame(): DataFrame {
    const rows = trialRows(this.#view);
    if (rows.length > 0) return dataFrame(rows);
    throw new RangeError(`Cannot make a table: study ${this.name} has no trials. Run optimize first.`);
  }

  /** Lets `optimize` end once the running trials have. For objectives and callbacks. */
  stop(): void {
    this.#stopping = true;
  }

  #beginBeating(number: number): void {
    const { life } = this.#storage;
    if (life?.interval === undefined) return;
    life.beat(number);
    const timer = setInterval(() => {
      try {
        life.beat(number);
      } catch {
        this.#stopBeating(number); // the trial's own writes report what is wrong
      }
    }, 1000 * life.interval);
    this.#beating.set(number, timer.unref());
  }

  #stopBeating(number: number): void {
    clearInterval(this.#beating.get(number));
    this.#beating.delete(number);
  }

  #claimWaiting(): number | undefined {
    return this.#storage
      .trials()
      .find(({ state, number }) => state === "waiting" && this.#storage.claim(number))?.number;
  }

  #propose(number: number, fixed: Params, together: Params, name: string, domain: Domain): Choice {
    if (Object.hasOwn(fixed, name)) return checkQueued(name, domain, fixed[name]!);
    if (valueCount(domain) === 1) return fromUnit(domain, 0);
    const value = together[name];
    if (value !== undefined && includes(domain, value)) return value;
    return this.sampler.sampleOne(this.#view, number, name, domain);
  }
}

/** @throws {TypeError} if what is queued cannot be the values of parameters */
function checkQueue(params: unknown): void {
  const isObject = typeof params === "object" && params !== null && !Array.isArray(params);
  if (isObject && Object.values(params).every(isChoice)) return;
  throw new TypeError(
    `Cannot queue ${inWords(params)}: it must be an object of names and values, such as ` +
      `{ learningRate: 0.01, optimizer: "adam" }, and values are strings, finite numbers, booleans or null.`,
  );
}

function checkQueued(name: string, domain: Domain, value: Choice): Choice {
  if (includes(domain, value)) return value;
  throw new RangeError(
    `Cannot use the queued value ${inWords(value)} of "${name}": it must be ${rangeInWords(domain)}. Queue a value in this range.`,
  );
}
