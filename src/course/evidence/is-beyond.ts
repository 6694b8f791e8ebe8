import { capitalised } from "../../charts/words.js";
import { checkOptionNames } from "../../runtime/nearest-name.js";
import { fewest, oneTail, tooFew, verdictOf, type Evidence } from "./evidence.js";
import { meanInterval } from "./interval.js";
import type { NearOptions } from "./is-near.js";
import { meanRange, withUnit } from "./wording.js";

/** What is measured, in which unit, and what was repeated. */
export type LimitOptions = Omit<NearOptions, "tolerance">;

/**
 * Whether measurements lie above a limit on average.
 *
 * *Supported* if the whole 95 % t interval of their mean lies above the limit, *contradicted* if all of it lies below, else *not
 * settled*, as with fewer than 5 measurements.
 *
 * @param values one measurement per repetition, in the unit of the limit
 * @param limit any finite number, written down before the runs
 * @param options `quantity`, `unit` and `replicated`: what is measured, and what was repeated
 * @throws {RangeError} if the limit or a measurement is not a finite number
 * @example
 * isAbove([71, 74, 69, 73, 72], 60, { quantity: "accuracy", unit: "%", replicated: "seed" }).figure;
 * // "accuracy 71.8 % (95 % interval 69.4 to 74.2, 5 seeds), above 60 %"
 * @see Student, "The probable error of a mean", 1908
 */
export function isAbove(values: readonly number[], limit: number, options: LimitOptions): Evidence {
  return isBeyond("above", values, limit, options);
}

/**
 * Whether measurements lie below a limit on average: {@link isAbove}, the other way round.
 *
 * @throws {RangeError} as {@link isAbove}
 * @example
 * isBelow([3.1, 3.4, 3.2, 3.3, 3.5], 25, { quantity: "ratio of the times", replicated: "round" }).verdict; // "supported"
 */
export function isBelow(values: readonly number[], limit: number, options: LimitOptions): Evidence {
  return isBeyond("below", values, limit, options);
}

function isBeyond(
  side: "above" | "below",
  values: readonly number[],
  limit: number,
  options: LimitOptions,
): Evidence {
  const { quantity = "measured", unit = "", replicated = "repetition" } = options;
  checkOptionNames(`call is${capitalised(side)}`, options, ["quantity", "unit", "replicated"]);
  const wrong = [limit, ...values].find((value) => !Number.isFinite(value));
  if (wrong !== undefined)
    throw new RangeError(
      `Cannot say whether ${quantity} lies ${side} ${limit}: ${wrong} is not a finite number. Count diverged runs in another way, for example with haveEnding.`,
    );
  if (values.length < fewest) return tooFew(values.length, replicated);
  const interval = meanInterval(values);
  const { low, high, mean } = interval;
  const measured = `${withUnit(mean, unit)} (${meanRange(interval, values.length, replicated)})`;
  const verdict = side === "above" ? verdictOf(low, high, limit) : verdictOf(-high, -low, -limit);
  const bound = withUnit(limit, unit);
  return {
    verdict,
    details: `${capitalised(quantity)}: ${measured}; claimed: ${side} ${bound}.`,
    figure: `${quantity} ${measured}, ${verdict === "supported" ? side : "against"} ${bound}`,
    numbers: { ...interval, limit, count: values.length },
    effect: { ...interval, quantity, unit },
    replicated: { unit: replicated, count: values.length },
    falseAlarm: oneTail,
  };
}
