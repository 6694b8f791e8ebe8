import { counted } from "../../charts/words.js";

/** What the runs say about a claim. */
export type Verdict = "supported" | "contradicted" | "not settled";

/** How large an effect is, in its own unit; positive if it agrees with the claim. */
export interface Effect {
  readonly mean: number;
  /** The ends of its 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** What was measured, for example `"validation loss"`. */
  readonly quantity: string;
  /** The unit of the numbers; empty for a pure number. */
  readonly unit: string;
}

/** What was repeated, and how often: nothing else is the number of observations. */
export interface Replicated {
  /** For example `"seed"`, `"split"`, `"table"`, `"data draw"`, `"image"`. */
  readonly unit: string;
  readonly count: number;
}

/** The result of testing a claim against runs, before it is shown. */
export interface Evidence {
  readonly verdict: Verdict;
  /** One or two sentences with the numbers the verdict rests on. */
  readonly details: string;
  /** The numbers in a few words, for a recap: `0.41 lower (95 % interval 0.23 to 0.58, 8 seeds)`. */
  readonly figure: string;
  /** The same numbers for a machine. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly effect?: Effect;
  /** Missing for an exact statement, where nothing is random and nothing was repeated. */
  readonly replicated?: Replicated;
  /** How often chance alone would support the claim if there were no effect; 0 for exact statements. */
  readonly falseAlarm: number;
}

/** Fewer repetitions than this decide nothing: five agreeing by chance alone happens once in 32 times. */
export const fewest = 5;

/** How often a 95 % interval lies wholly on the claim's side of a true value of zero. */
export const oneTail = 0.025;

/** The level of a test that asks whether anything differs at all: how often chance alone would support it. */
export const overallLevel = 0.05;

/** The verdict on too few repetitions, saying how many there are and how many it takes. */
export function tooFew(count: number, unit: string): Evidence {
  return {
    verdict: "not settled",
    details: `There ${count === 1 ? "is" : "are"} ${counted(count, unit)}; it takes at least ${fewest} to tell an effect from luck.`,
    figure: `only ${counted(count, unit)}`,
    numbers: { count },
    replicated: { unit, count },
    falseAlarm: oneTail,
  };
}

/** Supported if the whole interval lies above the threshold, contradicted if all of it lies below. */
export function verdictOf(low: number, high: number, threshold: number): Verdict {
  if (low > threshold) return "supported";
  return high < threshold ? "contradicted" : "not settled";
}
