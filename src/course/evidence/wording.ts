import { capitalised, counted, numberText } from "../../charts/words.js";
import type { Effect } from "./evidence.js";
import type { Interval } from "./interval.js";

/** What is measured, and how its numbers are worded. */
export interface Measure {
  readonly quantity: string;
  readonly unit: string;
  /** A value times this is in the unit: 100 for an accuracy in points. */
  readonly factor: number;
  readonly better: "lower" | "higher";
  /** What was repeated, in the singular. */
  readonly replicated: string;
}

/** A magnitude with its unit: `4.2 points`, `1 point`, `0.3 s`, `0.41`. */
export function sizeText({ unit, factor }: Measure, value: number): string {
  return withUnit(Math.abs(value) * factor, unit);
}

/** A number and its unit, given in the plural: `4.2 points`, `1 point`, `0.3 s`. */
export function withUnit(value: number, unit: string): string {
  const number = numberText(value);
  if (unit === "") return number;
  return `${number} ${number === "1" ? unit.replace(/(?<=\w\w[^s])s$/, "") : unit}`;
}

/** How often chance alone gives as much: `p = 0.03`, `p < 0.001`. */
export const chanceText = (p: number): string => (p < 0.001 ? "p < 0.001" : `p = ${numberText(p, 2)}`);

/** The interval of a mean, and how many repetitions it rests on: `95 % interval 3.1 to 3.5, 8 seeds`. */
export function meanRange({ low, high }: Interval, count: number, replicated: string): string {
  return `95 % interval ${numberText(low)} to ${numberText(high)}, ${counted(count, replicated)}`;
}

/** A gain as a direction: better by 0.3 is `0.3 lower` where lower is better. */
export function gainText(measure: Measure, gain: number): string {
  if (gain === 0) return "no different";
  return `${sizeText(measure, gain)} ${directionText(measure, gain)}`;
}

/** The word for the better side of a measure, or for the worse. */
export function directionText({ better }: Measure, gain = 1): "lower" | "higher" {
  const worse = better === "lower" ? "higher" : "lower";
  return gain >= 0 ? better : worse;
}

/** `95 % interval 0.2 to 0.6 lower`, or `0.1 higher to 0.3 lower` where the ends disagree. */
export function intervalText(measure: Measure, { low, high }: Interval): string {
  const sameSide = low * high > 0;
  const [near, far] = low < 0 && high < 0 ? [high, low] : [low, high];
  const first = sameSide ? numberText(Math.abs(near) * measure.factor) : gainText(measure, near);
  return `95 % interval ${first} to ${gainText(measure, far)}`;
}

/** The mean, or 0 where the gains cancel out and only the rounding of their sum is left: no more than a billionth of the interval. */
function meanWithoutRounding({ mean, low, high }: Interval): number {
  return Math.abs(mean) <= 1e-9 * (high - low) ? 0 : mean;
}

/** `Validation loss: 0.41 lower on average over 8 seeds (95 % interval …`, without its end. */
export function gainSentence(measure: Measure, interval: Interval, over: string): string {
  return (
    `${capitalised(measure.quantity)}: ${gainText(measure, meanWithoutRounding(interval))} on average over ${over} ` +
    `(${intervalText(measure, interval)}`
  );
}

/** The same in a few words, for a recap. */
export function gainFigure(measure: Measure, interval: Interval, count: number): string {
  return `${measure.quantity} ${gainText(measure, meanWithoutRounding(interval))} (${intervalText(measure, interval)}, ${counted(count, measure.replicated)})`;
}

/** The effect in the unit used in the text. */
export function effectOf({ quantity, unit, factor }: Measure, { mean, low, high }: Interval): Effect {
  return { mean: mean * factor, low: low * factor, high: high * factor, quantity, unit };
}
