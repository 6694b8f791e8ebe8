import type { Chart } from "../../charts/chart.js";
import type { DataSource } from "../../data/data-source.js";
import { toDataset } from "../../data/to-dataset.js";
import { mapValues } from "../../runtime/collections.js";
import { isBetter, isNotWorse, type BetterOptions, type NotWorseOptions } from "../evidence/is-better.js";
import type { Evidence } from "../evidence/evidence.js";
import { displayMethod, type Displayable } from "../mime-bundle.js";
import { tunedChart } from "./chart.js";
import { tuningAndJudging } from "./halves.js";
import { judgeArms, timeArms } from "./judge-arms.js";
import { comparePlan, type ComparePlan, type CompareTunedOptions, type TunedArms } from "./options.js";
import { tunedTable } from "./table.js";
import { tuneArms, type Tuning } from "./tune-arms.js";
import type { TunedArm } from "./tuned-arm.js";

/** The result of `compareTuned`. A notebook shows its table. */
export interface TunedComparison extends Displayable {
  readonly arms: readonly TunedArm[];
  /** How it was made: seeds, grid, metric. */
  readonly plan: ComparePlan;
  /** The grid after it grew: the same for all arms. */
  readonly grid: Tuning["grid"];
  /** Loss and accuracy of every arm: each seed a dot, the mean with its 95 % interval. */
  readonly chart: Chart;
  /** The same in numbers, with the values chosen and, if requested, the seconds. */
  readonly table: Displayable;
  /** An arm by its name. @throws {RangeError} if there is none */
  arm(name: string): TunedArm;
  /** Evidence that one arm is better than another on the judging seeds and examples, for a claim. */
  isBetter(a: string, b: string, options?: Pick<BetterOptions, "metric" | "margin">): Evidence;
  /** Evidence that one arm is not worse than another by `by` or more. */
  isNotWorse(a: string, b: string, options: Pick<NotWorseOptions, "metric" | "by">): Evidence;
}

/**
 * A fair comparison in one call: every arm gets the same nuisance values to choose from and the same tuning budget, and is then judged on
 * seeds and examples that had no part in the choice.
 *
 * 1. The validation examples are split into a tuning part and a judging part. 2. Every arm is trained with every choice of `tune`
 * on the tuning seeds; the best median on the tuning part is chosen, or the best mean (`choose`); a diverged run counts as the worst.
 * 3. Where a choice lies at an edge of the grid, the grid grows beyond it, for all arms; if it still lies there in the end, table and
 * chart say so. 4. Each arm is trained with its choice on the judging seeds and measured on the judging part. The test split is not used.
 *
 * @param data a data set, or x and y, or a DataFrame and the column to predict
 * @param arms name → the hyperparameters that set an arm apart; two or more, none of which fixes what is tuned
 * @param options `tune`, and the other options in {@link CompareTunedOptions}
 * @throws {TypeError|RangeError} before anything trains, if arms, options or hyperparameters are invalid
 * @throws {Error} if it is interrupted
 * @example
 * const fair = await compareTuned(digits, { SGD: { optimizer: "sgd" }, Adam: { optimizer: "adam" } }, {
 *   base: { epochs: 10 },
 *   tune: { learningRate: [0.001, 0.01, 0.1] },
 * });
 * await show(fair.chart);
 * await show(fair.table);
 * claim({ id: "adam", sentence: "Adam ends lower than SGD.", evidence: fair.isBetter("Adam", "SGD") });
 * @see Choi et al., "On empirical comparisons of optimizers for deep learning", 2019
 */
export async function compareTuned(
  data: DataSource,
  arms: TunedArms,
  options: CompareTunedOptions,
): Promise<TunedComparison> {
  const plan = comparePlan(arms, options);
  const halves = tuningAndJudging(toDataset(data), plan.tuningShare);
  const { grid, choices } = await tuneArms(halves.tuning, arms, plan);
  const complete = mapValues(arms, (values, name) => ({ ...plan.base, ...values, ...choices[name]!.chosen }));
  const runs = await judgeArms(halves, complete, plan);
  const seconds = await timeArms(halves.tuning, complete, plan);
  const judged = Object.keys(arms).map((name): TunedArm => {
    const found = { runs: runs[name]!, seconds: seconds[name]! };
    return { name, ...choices[name]!, ...found };
  });
  const sizes = { tuning: halves.tuning.validation.count, judging: halves.judging.validation.count };
  return comparison(judged, plan, grid, sizes);
}

function comparison(
  arms: readonly TunedArm[],
  plan: ComparePlan,
  grid: Tuning["grid"],
  sizes: { readonly tuning: number; readonly judging: number },
): TunedComparison {
  const arm = (name: string): TunedArm => {
    const found = arms.find((each) => each.name === name);
    if (found !== undefined) return found;
    const names = arms.map((each) => `"${each.name}"`).join(", ");
    throw new RangeError(`Cannot find the arm "${name}": there are ${names}.`);
  };
  const sides = (a: string, b: string) => [arm(a).runs, arm(b).runs] as const;
  const table = tunedTable(arms, plan, grid, sizes);
  return {
    arms,
    plan,
    grid,
    chart: tunedChart(arms, plan),
    table,
    arm,
    isBetter: (a, b, options) => isBetter(...sides(a, b), { metric: plan.metric, ...options }),
    isNotWorse: (a, b, options) => isNotWorse(...sides(a, b), { metric: plan.metric, ...options }),
    [displayMethod]: () => table[displayMethod](),
  };
}
