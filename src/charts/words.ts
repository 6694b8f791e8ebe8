export { counted } from "../runtime/progress-text.js";

/**
 * A number as people write it: three significant digits, no `e+`, words for what is not a number.
 *
 * @param value any number
 * @param digits how many significant digits are kept, 3 by default; whole digits are never dropped
 * @returns the text; `e` is used below 0.0001 and from ten million up
 * @example
 * numberText(0.012345); // "0.0123"
 * numberText(1e30); // "1e30"
 */
export function numberText(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "minus infinite";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) {
    return value
      .toExponential(digits - 1)
      .replace(/\.?0*e/, "e")
      .replace("e+", "e");
  }
  return size >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits)));
}

/** A median over runs in words: a run that diverged counts as the worst, so that half of them make the median infinite. */
export function measuredText(value: number): string {
  return Number.isFinite(value) ? numberText(value) : "diverged";
}

/** `"learningRate"` → `"learning rate"`: a hyperparameter's name as it appears in a sentence. */
export function nameText(name: string): string {
  if (/^l[12]$/.test(name)) return name.toUpperCase();
  return name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

/** Any hyperparameter's value, short. */
export function valueText(value: unknown): string {
  if (typeof value === "number") return numberText(value, 6);
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "string" ? nameText(value) : JSON.stringify(value);
}

/** A word with its first letter capitalised, for axis titles. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
