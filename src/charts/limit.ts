/**
 * Where an axis must end so that a few exploded values do not flatten the rest: the largest value, or, where that
 * is more than 100 times the 90th percentile, three times that percentile. A logarithmic axis flattens nothing and
 * reaches to the largest value.
 *
 * @param values numbers of any size; what is not finite is left out
 * @returns the limit, and how many values lie beyond it or are not finite
 */
export function robustLimit(
  values: readonly number[],
  scale: "linear" | "log" = "linear",
): { readonly limit: number; readonly beyond: number } {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const largest = sorted.at(-1);
  if (largest === undefined) return { limit: 1, beyond: values.length };
  const usual = sorted[Math.floor(0.9 * (sorted.length - 1))]!;
  const exploded = scale === "linear" && usual > 0 && largest > 100 * usual;
  const limit = exploded ? 3 * usual : largest;
  return { limit, beyond: values.filter((value) => !(value <= limit)).length };
}
