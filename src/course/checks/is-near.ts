import { numberText } from "../../charts/words.js";
import { pairedValues, type Arm, type ArmOptions } from "./arms.js";
import { fewestSeeds, tooFew, type Evidence } from "./evidence.js";
import { meanInterval } from "./interval.js";

/** What can be chosen about {@link isNear} and {@link isRatio}. */
export interface NearOptions {
  /** How far off still counts as near, as a share of the prediction; 0.1 (10 %) unless told otherwise. */
  readonly tolerance?: number;
}

/**
 * Whether measurements lie near a predicted value.
 *
 * *Supported* if the 95 % t interval of their mean lies within predicted · (1 ± tolerance), *contradicted* if it lies
 * wholly outside, else *inconclusive*, as with fewer than 5 measurements. A single number is exact: it is near or not.
 *
 * @param measured a number computed exactly, or one measurement per seed
 * @param predicted what the theory says; not 0
 * @throws {RangeError} if the prediction is 0 or not finite
 * @example
 * check({ claim: "Glorot + ReLU halves the second moment", evidence: isNear(ratios, 0.5, { tolerance: 0.1 }) });
 * @see Schuirmann, "A comparison of the two one-sided tests procedure and the power approach", 1987
 */
export function isNear(
  measured: number | readonly number[],
  predicted: number,
  options: NearOptions = {},
): Evidence {
  if (predicted === 0 || !Number.isFinite(predicted)) {
    throw new RangeError(`Cannot compare with a prediction of ${predicted}: it must be finite and not 0.`);
  }
  const tolerance = options.tolerance ?? 0.1;
  const reach = Math.abs(predicted) * tolerance;
  const finite = typeof measured === "number" ? Number.isFinite(measured) : measured.every(Number.isFinite);
  if (!finite) return notFinite(predicted);
  if (typeof measured !== "number" && measured.length < fewestSeeds) return tooFew(measured.length);
  const { mean, low, high } =
    typeof measured === "number" ? { mean: measured, low: measured, high: measured } : meanInterval(measured);
  const inside = low >= predicted - reach && high <= predicted + reach;
  const outside = high < predicted - reach || low > predicted + reach;
  const spread = low === high ? "" : ` (95 % interval ${numberText(low)} to ${numberText(high)})`;
  const details =
    `Measured ${numberText(mean, 4)}${spread}; predicted ${numberText(predicted, 4)}, ` +
    `near means within ${numberText(100 * tolerance)} %.`;
  const verdict = inside ? "supported" : outside ? "contradicted" : "inconclusive";
  return { verdict, details, numbers: { mean, low, high, predicted, tolerance } };
}

function notFinite(predicted: number): Evidence {
  const details = `A measurement is not a finite number; predicted was ${numberText(predicted, 4)}.`;
  return { verdict: "contradicted", details, numbers: { predicted } };
}

/**
 * Whether the ratio A / B, seed by seed, lies near a predicted value: {@link isNear} of the ratios.
 *
 * @example
 * check({ claim: "Four times the batch, half the noise", evidence: isRatio(noise64, noise16, 0.5, { tolerance: 0.15 }) });
 */
export function isRatio(a: Arm, b: Arm, predicted: number, options: NearOptions & ArmOptions = {}): Evidence {
  const pairs = pairedValues([a, b], options);
  const ratios = pairs.map(([ofA, ofB]) => ofA! / ofB!);
  return isNear(ratios, predicted, options);
}

/**
 * Whether computed numbers equal a formula's, one by one: an exact statement, with no luck in it.
 *
 * *Supported* if every |measured − predicted| ≤ tolerance · max(|predicted|, 1), else *contradicted*.
 *
 * @throws {RangeError} if the lists are empty or differ in length
 * @example
 * check({ claim: "Momentum 0 is plain SGD", evidence: followsFormula(weightsA, weightsB, { tolerance: 1e-6 }) });
 */
export function followsFormula(
  measured: readonly number[],
  predicted: readonly number[],
  options: NearOptions = {},
): Evidence {
  if (measured.length !== predicted.length || measured.length === 0) {
    throw new RangeError(
      `Cannot compare ${measured.length} measured with ${predicted.length} predicted numbers: ` +
        "there must be as many of both, and at least one.",
    );
  }
  const tolerance = options.tolerance ?? 1e-6;
  const errors = measured.map((value, index) => {
    const error = Math.abs(value - predicted[index]!) / Math.max(Math.abs(predicted[index]!), 1);
    return Number.isNaN(error) ? Infinity : error;
  });
  const worst = Math.max(...errors);
  const place = errors.indexOf(worst);
  const details =
    `Largest deviation over ${measured.length} numbers: ${numberText(worst)} ` +
    `(measured ${numberText(measured[place]!, 6)}, formula ${numberText(predicted[place]!, 6)}); allowed ${numberText(tolerance)}.`;
  return {
    verdict: worst <= tolerance ? "supported" : "contradicted",
    details,
    numbers: { worst, tolerance },
  };
}
