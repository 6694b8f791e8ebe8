import { numberText } from "../../charts/words.js";
import type { Evidence } from "./evidence.js";

/** What can be chosen about {@link isRightMoreOften}. */
export interface RightMoreOftenOptions {
  /** The smallest lead that matters, as a share of the examples; negative for "not worse by so much". 0 unless told otherwise. */
  readonly margin?: number;
}

/** Standard deviations on either side that hold 95 % of a normal distribution. */
const z = 1.959964;

/**
 * Whether classifier A is right on more examples than B, both asked about the same ones.
 *
 * Only examples on which one is right and the other wrong tell them apart. With a of n won by A and b by B, p = (a + 1) / (n + 2)
 * and q = (b + 1) / (n + 2), the 95 % interval of A's lead is p − q ± 1.96 √((p + q − (p − q)²) / (n + 2)): *supported* if all of
 * it lies above the margin, *contradicted* if all of it lies below, else *inconclusive*.
 *
 * @param a whether A's answer was right, example by example
 * @param b the same of B, for the same examples in the same order
 * @throws {RangeError} if the lists are empty or differ in length
 * @example
 * check({ claim: "A is right more often than B", evidence: isRightMoreOften(rightOfA, rightOfB) });
 * @see Bonett and Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data", 2012
 */
export function isRightMoreOften(
  a: readonly boolean[],
  b: readonly boolean[],
  options: RightMoreOftenOptions = {},
): Evidence {
  checkSameExamples(a.length, b.length);
  const margin = options.margin ?? 0;
  const onlyA = a.filter((right, example) => right && !b[example]).length;
  const onlyB = b.filter((right, example) => right && !a[example]).length;
  const { low, high } = leadInterval(onlyA, onlyB, a.length);
  const lead = (onlyA - onlyB) / a.length;
  const verdict = low > margin ? "supported" : high < margin ? "contradicted" : "inconclusive";
  const least = margin === 0 ? "" : `; more than ${numberText(margin)} was claimed`;
  const details =
    `Of ${a.length} examples, ${onlyA} only the first gets right and ${onlyB} only the second: a lead of ${numberText(lead)} ` +
    `(95 % interval ${numberText(low)} to ${numberText(high)}${least}).`;
  return { verdict, details, numbers: { examples: a.length, onlyA, onlyB, lead, low, high, margin } };
}

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
