/**
 * Any value as shown in a message. JSON alone would turn NaN and Infinity into null, and those are exactly what a message
 * must show; an object may throw when converted to a string.
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
