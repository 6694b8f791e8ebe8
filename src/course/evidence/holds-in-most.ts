import { checkOptionNames } from "../../runtime/nearest-name.js";
import { counted, numberText } from "../../charts/words.js";
import { fewest, oneTail, tooFew, verdictOf, type Evidence } from "./evidence.js";
import { shareInterval } from "./interval.js";

/** Options for {@link holdsInMost}. */
export interface HoldsOptions {
  /** What was repeated: `"seed"`, `"split"`, `"data draw"`, `"image"` … */
  readonly replicated: string;
  /** The share it must exceed, from 0 to 1; ½ by default. */
  readonly moreThan?: number;
  /** What held, in words, for example `"the loss fell below ln 10"`. */
  readonly quantity?: string;
}

/**
 * Whether something holds in more than a share of the repetitions: the exact binomial form.
 *
 * *Supported* if the whole Clopper–Pearson interval of the share lies above `moreThan`, *contradicted* if all of it lies below,
 * else *not settled*, as with fewer than 5 repetitions. Five out of five do not settle "more than half"; six out of six do.
 *
 * @param outcomes whether it held, repetition by repetition
 * @throws {RangeError} if `moreThan` is not a share
 * @example
 * const complete = result.runs.map(({ run }) => run.ending === "complete");
 * holdsInMost(complete, { replicated: "seed", quantity: "the run was completed" });
 * @see Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", 1934
 */
export function holdsInMost(outcomes: readonly boolean[], options: HoldsOptions): Evidence {
  checkOptionNames("call holdsInMost", options, ["replicated", "moreThan", "quantity"]);
  const { replicated: unit, moreThan = 0.5, quantity = "it held" } = options;
  if (!(moreThan >= 0 && moreThan < 1))
    throw new RangeError(
      `Cannot ask for more than ${moreThan} of the ${unit}s: it must be a share, 0 or more and below 1.`,
    );
  const count = outcomes.length;
  if (count < fewest) return tooFew(count, unit);
  const held = outcomes.filter(Boolean).length;
  const { mean, low, high } = shareInterval(held, count);
  const percent = (share: number): string => `${numberText(100 * share)} %`;
  const range = `95 % interval ${percent(low)} to ${percent(high)}`;
  return {
    verdict: verdictOf(low, high, moreThan),
    details: `In ${held} of ${counted(count, unit)} ${quantity} (${range}; claimed: more than ${percent(moreThan)}).`,
    figure: `in ${held} of ${counted(count, unit)} (${range})`,
    numbers: { count, held, low, high, moreThan },
    effect: { mean: 100 * mean, low: 100 * low, high: 100 * high, quantity, unit: "%" },
    replicated: { unit, count },
    falseAlarm: oneTail,
  };
}
