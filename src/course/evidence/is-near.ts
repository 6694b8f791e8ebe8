import { checkOptionNames } from "../../runtime/nearest-name.js";
import { indexOfLargest } from "../../runtime/extent.js";
import { capitalised, counted, numberText } from "../../charts/words.js";
import { armOptionNames, pairedSides, type Arm, type ArmOptions } from "./arms.js";
import { fewest, oneTail, tooFew, type Evidence, type Verdict } from "./evidence.js";
import { meanInterval, type Interval } from "./interval.js";
import { meanRange } from "./wording.js";

/** Options for {@link isNear} and its siblings. */
export interface NearOptions {
  /** How far off still counts as near, as a share of the prediction; 0.1 (10 %) by default. */
  readonly tolerance?: number;
  /** What is measured, for example `"ratio of the noise"`. */
  readonly quantity?: string;
  /** Its unit; a pure number by default. */
  readonly unit?: string;
  /** What was repeated: `"seed"`, `"split"`, `"data draw"` … */
  readonly replicated?: string;
}

/**
 * Whether measurements lie near a predicted value.
 *
 * *Supported* if the 95 % t interval of their mean lies within predicted · (1 ± tolerance), *contradicted* if it lies
 * wholly outside, else *not settled*, as with fewer than 5 measurements. A single number is exact: it is near or not.
 *
 * @param measured a number computed exactly, or one measurement per seed
 * @param predicted what the theory says; not 0
 * @throws {RangeError} if the prediction is 0 or not finite
 * @example
 * const ratios = [0.52, 0.47, 0.51, 0.5]; // second moment after a layer over that before it, by seed
 * check({ claim: "Glorot + ReLU halves the second moment", evidence: isNear(ratios, 0.5, { tolerance: 0.1 }) });
 * @see Schuirmann, "A comparison of the two one-sided tests procedure and the power approach", 1987
 */
export function isNear(
  measured: number | readonly number[],
  predicted: number,
  options: NearOptions = {},
): Evidence {
  checkOptionNames("call isNear", options, ["tolerance", "quantity", "unit", "replicated"]);
  if (predicted === 0 || !Number.isFinite(predicted)) {
    throw new RangeError(`Cannot compare with a prediction of ${predicted}: it must be finite and not 0.`);
  }
  const tolerance = options.tolerance ?? 0.1;
  const reach = Math.abs(predicted) * tolerance;
  if (![measured].flat().every(Number.isFinite)) return notFinite(predicted);
  if (typeof measured === "number")
    return near({ mean: measured, low: measured, high: measured }, predicted, reach, options);
  if (measured.length < fewest) return tooFew(measured.length, options.replicated ?? "repetition");
  return near(meanInterval(measured), predicted, reach, options, measured.length);
}

function near(
  interval: Interval,
  predicted: number,
  reach: number,
  options: NearOptions,
  count?: number,
): Evidence {
  const { low, high, mean } = interval;
  const { quantity = "measured", unit = "", replicated = "repetition" } = options;
  const text = (value: number): string => [numberText(value, 4), ...(unit ? [unit] : [])].join(" ");
  const range = count === undefined ? "" : ` (${meanRange(interval, count, replicated)})`;
  const isOutside = count !== undefined && (predicted < low || predicted > high);
  const missed = isOutside ? " The prediction lies outside the interval: near, but not equal to it." : "";
  const verdict = nearness(interval, predicted, reach);
  return {
    verdict,
    details:
      `${capitalised(quantity)}: ${text(mean)}${range}; predicted ${text(predicted)}, ` +
      `near means within ${numberText((100 * reach) / Math.abs(predicted))} %.${verdict === "supported" ? missed : ""}`,
    figure: `${quantity} ${text(mean)}${range}, predicted ${text(predicted)}`,
    numbers: {
      ...interval,
      predicted,
      tolerance: reach / Math.abs(predicted),
      ...(count === undefined ? {} : { count }),
    },
    effect: { ...interval, quantity, unit },
    ...(count === undefined ? {} : { replicated: { unit: replicated, count } }),
    falseAlarm: count === undefined ? 0 : oneTail,
  };
}

function nearness({ low, high }: Interval, predicted: number, reach: number): Verdict {
  if (low >= predicted - reach && high <= predicted + reach) return "supported";
  return high < predicted - reach || low > predicted + reach ? "contradicted" : "not settled";
}

function notFinite(predicted: number): Evidence {
  const details = `A measurement is not a finite number; predicted was ${numberText(predicted, 4)}.`;
  return {
    verdict: "contradicted",
    details,
    figure: "not a finite number",
    numbers: { predicted },
    falseAlarm: 0,
  };
}

/**
 * Whether the ratio A / B, seed by seed, lies near a predicted value: {@link isNear} of the ratios.
 *
 * @example
 * const [noise64, noise16] = [[0.51, 0.49, 0.52], [1.02, 0.99, 1.01]]; // noise of the gradient, by seed
 * check({ claim: "Four times the batch, half the noise", evidence: isRatio(noise64, noise16, 0.5, { tolerance: 0.15 }) });
 */
export function isRatio(a: Arm, b: Arm, predicted: number, options: NearOptions & ArmOptions = {}): Evidence {
  checkOptionNames("call isRatio", options, ["tolerance", ...armOptionNames]);
  const { rows, measure } = pairedSides([a, b], options);
  const ratios = rows.map(([ofA, ofB]) => ofA! / ofB!);
  return isNear(ratios, predicted, {
    ...(options.tolerance === undefined ? {} : { tolerance: options.tolerance }),
    quantity: `ratio of ${measure.quantity}`,
    unit: "",
    replicated: measure.replicated,
  });
}

/**
 * Whether computed numbers equal a formula's, one by one: an exact statement, without randomness.
 *
 * *Supported* if every |measured − predicted| ≤ tolerance · max(|predicted|, 1), else *contradicted*.
 *
 * @throws {RangeError} if the lists are empty or differ in length
 * @example
 * const [withMomentum0, plain] = [[0.12, -0.7, 1.4], [0.12, -0.7, 1.4]]; // weights after training
 * check({ claim: "Momentum 0 is plain SGD", evidence: followsFormula(withMomentum0, plain, { tolerance: 1e-6 }) });
 */
export function followsFormula(
  measured: readonly number[],
  predicted: readonly number[],
  options: NearOptions = {},
): Evidence {
  checkOptionNames("call followsFormula", options, ["tolerance", "quantity", "unit", "replicated"]);
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
  const place = indexOfLargest(errors);
  const worst = errors[place]!;
  const details =
    `Largest deviation over ${measured.length} numbers: ${numberText(worst)} ` +
    `(measured ${numberText(measured[place]!, 6)}, formula ${numberText(predicted[place]!, 6)}); allowed ${numberText(tolerance)}.`;
  return {
    verdict: worst <= tolerance ? "supported" : "contradicted",
    details,
    figure: `largest deviation ${numberText(worst)} over ${counted(measured.length, "number")}`,
    numbers: { worst, tolerance },
    falseAlarm: 0,
  };
}
