import type { StudyView, TrialRecord } from "../trial/trial-record.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { bestTrials } from "../samplers/rank-trials.js";
import type { Domain } from "../../hyperparameters/space/domain.js";
import { toUnit, valueCount } from "../../hyperparameters/space/unit-scale.js";
import { cellProbabilities } from "./cell-density.js";

export interface ImportanceOptions {
  /** The fraction of trials that count as good, (0, 1). Default 0.1. */
  readonly good?: number;
}

/**
 * How much each parameter matters for being among the good trials (PED-ANOVA).
 *
 * A parameter matters if its values among the good trials are distributed differently from those among all trials:
 * importance ∝ Σ p(x) (p_good(x) / p(x) − 1)², the Pearson divergence of the two, over cells x of its range. A
 * parameter of a branch counts in proportion to how many good trials took that branch.
 *
 * Infinite values count as the best or the worst.
 *
 * @returns parameter name → share, the largest first, summing to 1; all 0 if all trials have the same value, or every
 *   parameter has only one
 * @throws {TypeError} if there is an unknown option
 * @throws {RangeError} if `good` is not between 0 and 1, or the study has fewer than two complete trials
 * @example
 * const { learningRate } = parameterImportance(study); // 0.8: most of what makes a trial good
 * @see Watanabe, Bansal and Hutter, "PED-ANOVA: efficiently quantifying hyperparameter importance in arbitrary
 *   subspaces", 2023
 */
export function parameterImportance(
  study: StudyView,
  options: ImportanceOptions = {},
): Record<string, number> {
  const { good = 0.1 } = options;
  checkOptionNames("call parameterImportance", options, ["good"]);
  if (!(good > 0 && good < 1))
    throw new RangeError(`Cannot measure importance: good is ${good}, it must be between 0 and 1.`);
  const complete = study.trials.filter(({ state }) => state === "complete");
  if (complete.length < 2)
    throw new RangeError(
      `Cannot measure importance: ${complete.length} trials are complete; at least 2 are needed for a comparison.`,
    );
  const domains = new Map(complete.flatMap((trial) => Object.entries(trial.domains)));
  const isFlat = complete.every(({ values }) => values.every((value, i) => value === complete[0]!.values[i]));
  if (isFlat) return Object.fromEntries([...domains.keys()].map((name) => [name, 0]));
  const best = new Set(bestTrials(study, complete, Math.ceil(good * complete.length)));
  const raw = [...domains].map(([name, domain]) => [name, divergence(name, domain, complete, best)] as const);
  const total = raw.reduce((sum, [, value]) => sum + value, 0) || 1;
  return Object.fromEntries(
    [...raw].sort((a, b) => b[1] - a[1]).map(([name, value]) => [name, value / total]),
  );
}

function divergence(
  name: string,
  domain: Domain,
  trials: readonly TrialRecord[],
  best: ReadonlySet<number>,
): number {
  if (valueCount(domain) === 1) return 0;
  const inside = trials
    .filter(({ params }) => Object.hasOwn(params, name))
    .map(({ number, params }) => ({ number, unit: toUnit(domain, params[name]!) }))
    .filter(({ unit }) => !Number.isNaN(unit));
  const good = inside.filter(({ number }) => best.has(number));
  if (good.length === 0) return 0;
  const [all, top] = [inside, good].map((members) =>
    cellProbabilities(
      domain,
      members.map(({ unit }) => unit),
    ),
  );
  const pearson = all!.reduce((sum, p, cell) => sum + p * (top![cell]! / p - 1) ** 2, 0);
  return ((good.length / best.size) ** 2 / (inside.length / trials.length)) * pearson;
}
