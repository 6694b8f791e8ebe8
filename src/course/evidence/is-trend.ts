import { checkOptionNames } from "../../runtime/nearest-name.js";
import { capitalised, counted, numberText } from "../../charts/words.js";
import { armOptionNames, pairedSides, type Arm, type ArmOptions } from "./arms.js";
import { fewest, tooFew, type Evidence } from "./evidence.js";
import { rank } from "./ranks.js";

/** Options for {@link isTrend}. */
export interface TrendOptions extends ArmOptions {
  /** Which way the measured value goes from the first arm to the last. */
  readonly direction: "rises" | "falls";
}

/**
 * Whether a measured value rises (or falls) steadily along an order of arms: Page's trend test, seeds as blocks.
 *
 * Each seed ranks the k arms 1, …, k; L = Σⱼ j·Rⱼ with Rⱼ the sum of ranks of arm j over n seeds, and
 * z = (L − n·k(k+1)²/4) / √(n·k²(k+1)²(k−1)/144). *Supported* if z > 1.645 in the claimed direction (one-sided 5 %),
 * *contradicted* if z < −1.645, else *not settled*, as with fewer than 5 repetitions. A diverged run ranks as the worst.
 *
 * @param arms three or more sides in the order of the claim, each with the same seeds
 * @throws {RangeError} if there are fewer than three arms, they were not repeated alike, or two of them are the same
 * @example
 * const noise = [[1.02, 0.99, 1.01], [0.51, 0.49, 0.52], [0.25, 0.26, 0.24]]; // at batches of 16, 64, 256, by seed
 * check({ claim: "Noise falls as batches grow", evidence: isTrend(noise, { direction: "falls" }) });
 * @see Page, "Ordered hypotheses for multiple treatments: a significance test for linear ranks", 1963
 */
export function isTrend(arms: readonly Arm[], options: TrendOptions): Evidence {
  checkOptionNames("call isTrend", options, ["direction", ...armOptionNames]);
  const count = arms.length;
  if (count < 3)
    throw new RangeError(`Cannot test a trend over ${count} arms: it takes at least three. Use isBetter.`);
  const { rows, measure } = pairedSides(arms, options);
  if (rows.length < fewest) return tooFew(rows.length, measure.replicated);
  const z = pageZ(rows) * (options.direction === "rises" ? 1 : -1);
  const over = counted(rows.length, measure.replicated);
  return {
    verdict: z > level ? "supported" : z < -level ? "contradicted" : "not settled",
    details:
      `${capitalised(measure.quantity)}: ranking the ${count} arms by each of ${over} gives a trend of z = ${numberText(z)} in ` +
      "the claimed direction (Page's test; above 1.645 it is hardly luck, below −1.645 it goes the other way).",
    figure: `${measure.quantity} ${options.direction} over ${count} values (z = ${numberText(z)}, ${over})`,
    numbers: { count: rows.length, arms: count, z },
    replicated: { unit: measure.replicated, count: rows.length },
    falseAlarm: 0.05,
  };
}

/** The value that a standard normal variable exceeds once in twenty times. */
const level = 1.645;

function pageZ(rows: readonly (readonly number[])[]): number {
  const [blocks, count] = [rows.length, rows[0]!.length];
  const ranks = rows.map(rank);
  const weighted = ranks.flat().reduce((sum, value, index) => sum + value * ((index % count) + 1), 0);
  const mean = (blocks * count * (count + 1) ** 2) / 4;
  const deviation = Math.sqrt((blocks * count ** 2 * (count + 1) ** 2 * (count - 1)) / 144);
  return (weighted - mean) / deviation;
}
