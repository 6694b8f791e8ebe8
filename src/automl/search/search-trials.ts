import type { Study } from "../../tuning/study/study.js";
import type { Trial } from "../../tuning/trial/trial.js";
import type { Candidate } from "../candidates/candidate.js";
import type { Family } from "../candidates/member.js";
import type { Prepared } from "../prepare.js";
import { evaluate, type Attempt, type Evaluated, type Watch } from "./evaluate.js";
import { nextFamily, type Spent } from "./next-family.js";

/** Trials whose models and predictions are kept: an ensemble takes a few of the best, and all of them would fill the memory. */
const mostKept = 25;

/** The trials of a search: which is next, and what came of those before. */
export class SearchTrials {
  /** The best of those that can be compared, the best first. */
  evaluated: readonly Evaluated[] = [];
  /** The first trial of every kind of model, unless it failed. */
  readonly untuned = new Map<Family, Evaluated>();
  private readonly spent = new Map<Family, Spent>();

  /** @param byTime whether kinds of models share the time rather than the number of trials */
  constructor(
    readonly study: Study,
    private readonly prepared: Prepared,
    private readonly candidates: readonly Candidate[],
    private readonly seed: number,
    private readonly byTime: boolean,
  ) {
    for (const { family, untuned } of candidates) study.enqueue({ ...this.modelParam(family), ...untuned });
  }

  /** Makes one trial. */
  async next(signal: AbortSignal): Promise<void> {
    const { study } = this;
    if (!study.trials.some(({ state }) => state === "waiting"))
      study.enqueue(this.modelParam(nextFamily(this.candidates, this.spent)));
    const trial = study.ask();
    const isFirst = trial.number < this.candidates.length;
    const candidate = this.candidateOf(trial);
    const params = candidate.suggest(trial);
    const begun = performance.now();
    const { folds } = this.prepared;
    const watch = watchOf(trial, signal, isFirst);
    const attempt = await evaluate(candidate, params, trial.number, folds, this.seed, watch);
    const usable = this.note(trial, candidate.family, attempt, (performance.now() - begun) / 1000);
    if (isFirst && usable) this.untuned.set(candidate.family, usable);
  }

  /** With one kind of model there is nothing to choose. */
  private modelParam(family: Family): { model?: Family } {
    return this.candidates.length > 1 ? { model: family } : {};
  }

  private candidateOf(trial: Trial): Candidate {
    const families = this.candidates.map(({ family }) => family);
    if (families.length === 1) return this.candidates[0]!;
    const chosen = trial.suggestCategorical("model", families);
    return this.candidates.find(({ family }) => family === chosen)!;
  }

  /**
   * Keeps what can be compared with other trials: all folds, or the only trial there is.
   * A trial without a usable model tells the sampler the same as a pruned one: avoid this region.
   */
  private note(
    trial: Trial,
    family: Family,
    { evaluated, folds, ending }: Attempt,
    seconds: number,
  ): Evaluated | undefined {
    trial.setAttribute("ending", ending);
    const isWhole = folds === this.prepared.folds.length || this.evaluated.length === 0;
    const usable = isWhole ? evaluated : undefined;
    this.study.tell(trial, usable?.loss ?? "pruned");
    if (usable)
      this.evaluated = [...this.evaluated, usable].sort((a, b) => a.loss - b.loss).slice(0, mostKept);
    const before = this.spent.get(family) ?? { trials: 0, cost: 0, best: Infinity };
    this.spent.set(family, {
      trials: before.trials + 1,
      cost: before.cost + (this.byTime ? seconds : 1),
      best: Math.min(before.best, usable?.loss ?? Infinity),
    });
    return usable;
  }
}

/** Untuned trials are never pruned: the report shows them. */
function watchOf(trial: Trial, signal: AbortSignal, isFirst: boolean): Watch {
  const answer = (): "prune" | undefined => (!isFirst && trial.shouldPrune() ? "prune" : undefined);
  return {
    signal,
    onFold: (fold, loss) => {
      trial.report(loss, fold);
      return answer();
    },
    onEpoch: ({ valLoss, epoch }) => {
      trial.report(valLoss, epoch);
      return answer();
    },
  };
}
