import { normal95 as z } from "../../runtime/numbers.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { counted, numberText } from "../../charts/words.js";
import { oneTail, verdictOf, type Evidence } from "./evidence.js";
import { coinTail } from "./ranks.js";
import { withUnit } from "./wording.js";

/** Options for {@link isRightMoreOften}. */
export interface RightMoreOftenOptions {
  /** The smallest lead that matters, as a share of the examples; negative for "not worse by so much". 0 by default. */
  readonly margin?: number;
  /** What the answers are about; `"image"` by default. */
  readonly replicated?: string;
}

/**
 * Whether classifier A is right on more examples than B, both asked about the same ones.
 *
 * Only examples on which one is right and the other wrong tell them apart. With a of n won by A and b by B, p = (a + 1) / (n + 2)
 * and q = (b + 1) / (n + 2), the 95 % interval of A's lead is p − q ± 1.96 √((p + q − (p − q)²) / (n + 2)): *supported* if all of
 * it lies above the margin, *contradicted* if all of it lies below, else *not settled*. Without a margin McNemar's exact test must
 * agree: 2 · P(X ≥ max(a, b)) ≤ 0.05 with X binomial (a + b, ½).
 *
 * @param a whether A's answer was right, example by example
 * @param b the same of B, for the same examples in the same order
 * @throws {RangeError} if the lists are empty or differ in length
 * @example
 * const rightOfA = Array.from({ length: 100 }, (_, image) => image % 10 !== 0); // wrong on every tenth image
 * const rightOfB = Array.from({ length: 100 }, (_, image) => image % 3 !== 0);
 * check({ claim: "A is right more often than B", evidence: isRightMoreOften(rightOfA, rightOfB) });
 * @see McNemar, "Note on the sampling error of the difference between correlated proportions or percentages", 1947
 * @see Bonett and Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data", 2012
 */
export function isRightMoreOften(
  a: readonly boolean[],
  b: readonly boolean[],
  options: RightMoreOftenOptions = {},
): Evidence {
  checkOptionNames("call isRightMoreOften", options, ["margin", "replicated"]);
  checkSameExamples(a.length, b.length);
  const margin = options.margin ?? 0;
  const onlyA = a.filter((right, example) => right && !b[example]).length;
  const onlyB = b.filter((right, example) => right && !a[example]).length;
  const { low, high } = leadInterval(onlyA, onlyB, a.length);
  const lead = (onlyA - onlyB) / a.length;
  const byChance = Math.min(1, 2 * coinTail(Math.max(onlyA, onlyB), onlyA + onlyB));
  // Without a margin, McNemar's exact test decides where few examples disagree.
  const isOpen = margin === 0 && byChance > 2 * oneTail;
  const { replicated: unit = "image" } = options;
  const points = (share: number): string => withUnit(100 * share, "points");
  const least = margin === 0 ? `; McNemar's exact p = ${numberText(byChance)}` : askedText(margin, points);
  const range = `95 % interval ${points(low)} to ${points(high)}`;
  return {
    verdict: isOpen ? "not settled" : verdictOf(low, high, margin),
    details: `Of ${counted(a.length, unit)}, ${onlyA} only the first gets right and ${onlyB} only the second: a lead of ${points(lead)} (${range}${least}).`,
    figure: `a lead of ${points(lead)} (${range}, ${counted(a.length, unit)})`,
    numbers: { count: a.length, onlyA, onlyB, lead, low, high, margin, byChance },
    effect: { mean: 100 * lead, low: 100 * low, high: 100 * high, quantity: "share right", unit: "points" },
    replicated: { unit, count: a.length },
    falseAlarm: oneTail,
  };
}

const askedText = (margin: number, points: (share: number) => string): string =>
  margin > 0 ? `; claimed: more than ${points(margin)}` : `; allowed: ${points(-margin)} worse`;

function leadInterval(onlyA: number, onlyB: number, examples: number): { low: number; high: number } {
  const p = (onlyA + 1) / (examples + 2);
  const q = (onlyB + 1) / (examples + 2);
  const reach = z * Math.sqrt((p + q - (p - q) ** 2) / (examples + 2));
  return { low: Math.max(-1, p - q - reach), high: Math.min(1, p - q + reach) };
}

function checkSameExamples(a: number, b: number): void {
  if (a === b && a > 0) return;
  throw new RangeError(
    `Cannot compare ${a} answers with ${b}: both classifiers must be asked about the same examples, at least one.`,
  );
}
