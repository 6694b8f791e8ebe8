/**
 * Any value as a message shows it. JSON alone would turn NaN and Infinity into null, and those are what a reader must see; an
 * object may refuse to become text.
 */
export function inWords(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return "an object";
  }
}
