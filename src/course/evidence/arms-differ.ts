import { mean } from "../../runtime/numbers.js";
import { numberText, capitalised, counted } from "../../charts/words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { fTail } from "../../runtime/special-functions.js";
import { armOptionNames, pairedSides, type Arm, type ArmOptions } from "./arms.js";
import { fewest, overallLevel, tooFew, type Evidence } from "./evidence.js";
import { rank } from "./ranks.js";
import { chanceText, sizeText, type Measure } from "./wording.js";

/**
 * Whether it matters at all which of several arms is taken, and how much against luck: two-way analysis of variance, arm × seed.
 *
 * With k arms and n seeds, x = mean + arm + seed + rest: F = MS(arm) / MS(rest) with k − 1 and (k − 1)(n − 1) degrees of freedom.
 * *Supported* if p ≤ 0.05, else *not settled*, as with fewer than 5 repetitions. The standard deviations of the three parts are
 * √((MS(arm) − MS(rest)) / n), √((MS(seed) − MS(rest)) / k) and √MS(rest), 0 where a difference is negative. Where runs diverged, the ranks within
 * each seed are analysed instead (Iman and Davenport), and there are no standard deviations.
 *
 * @param arms two or more sides, each with the same seeds
 * @throws {RangeError} if there are fewer than two arms, they were not repeated alike, or two of them are the same
 * @example
 * const accuracy = [[0.91, 0.93, 0.92, 0.9, 0.92], [0.95, 0.96, 0.94, 0.95, 0.96], [0.91, 0.92, 0.93, 0.91, 0.9]];
 * armsDiffer(accuracy, { quantity: "accuracy", replicated: "seed" }).numbers.p; // below 0.001
 * @see Fisher, "Statistical methods for research workers", 1925
 * @see Iman and Davenport, "Approximations of the critical region of the Friedman statistic", 1980
 */
export function armsDiffer(arms: readonly Arm[], options: ArmOptions = {}): Evidence {
  checkOptionNames("call armsDiffer", options, armOptionNames);
  if (arms.length < 2)
    throw new RangeError(`Cannot ask whether ${counted(arms.length, "arm")} differ: it takes at least two.`);
  const { rows, measure } = pairedSides(arms, options);
  if (rows.length < fewest) return tooFew(rows.length, measure.replicated);
  const finite = rows.flat().every(Number.isFinite);
  const parts = analysed(finite ? rows : rows.map(rank));
  return finite
    ? told(parts, measure, partsText(parts, measure))
    : told(parts, measure, "ranked, as some runs diverged");
}

/** An analysis of variance: F with its chance, and the standard deviation of each part. */
interface Parts {
  readonly arms: number;
  readonly count: number;
  readonly f: number;
  readonly p: number;
  readonly betweenArms: number;
  readonly betweenRepetitions: number;
  readonly rest: number;
}

function analysed(rows: readonly (readonly number[])[]): Parts {
  const [count, arms] = [rows.length, rows[0]!.length];
  const byArm = rows[0]!.map((_, arm) => mean(rows.map((row) => row[arm]!)));
  const byRow = rows.map(mean);
  const middle = mean(byRow);
  const residuals = rows.flatMap((row, r) =>
    row.map((value, arm) => value - byArm[arm]! - byRow[r]! + middle),
  );
  const squares = (values: readonly number[], center = 0): number =>
    values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const freedom = (arms - 1) * (count - 1);
  const ofArms = (count * squares(byArm, middle)) / (arms - 1);
  const ofRows = (arms * squares(byRow, middle)) / (count - 1);
  const ofRest = squares(residuals) / freedom;
  const f = ofArms === 0 ? 0 : ofArms / ofRest;
  const deviation = (excess: number, repeats: number): number => Math.sqrt(Math.max(0, excess) / repeats);
  return {
    ...{ arms, count, f, p: fTail(f, arms - 1, freedom) },
    betweenArms: deviation(ofArms - ofRest, count),
    betweenRepetitions: deviation(ofRows - ofRest, arms),
    rest: Math.sqrt(ofRest),
  };
}

function partsText({ betweenArms, betweenRepetitions, rest }: Parts, measure: Measure): string {
  const size = (value: number): string => sizeText(measure, value);
  return (
    `standard deviation between arms ${size(betweenArms)}, between ${measure.replicated}s ${size(betweenRepetitions)}, ` +
    `of the rest ${size(rest)}`
  );
}

function told(parts: Parts, measure: Measure, deviations: string): Evidence {
  const { arms, count, f, p, betweenArms, betweenRepetitions, rest } = parts;
  const test = `F(${arms - 1}, ${(arms - 1) * (count - 1)}) = ${numberText(f)}, ${chanceText(p)}`;
  const over = `${counted(arms, "arm")} × ${counted(count, measure.replicated)}`;
  return {
    verdict: p <= overallLevel ? "supported" : "not settled",
    details: `${capitalised(measure.quantity)} of ${over}: ${test}; ${deviations}.`,
    figure: `${measure.quantity} of ${over}: ${test}; ${deviations}`,
    numbers: { count, arms, f, p, betweenArms, betweenRepetitions, rest },
    replicated: { unit: measure.replicated, count },
    falseAlarm: overallLevel,
  };
}
