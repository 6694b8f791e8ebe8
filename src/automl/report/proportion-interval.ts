/** Standard deviations on either side that hold 95 % of a normal distribution. */
const z = 1.959964;

/**
 * The 95 % interval of a proportion that was measured on `count` examples (Wilson's score interval, which is right near 0 and 1, too).
 *
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param proportion from 0 to 1, measured on `count` ≥ 1 examples
 * @returns the interval's lower and upper end
 * @throws {RangeError} if there is no such proportion
 * @example
 * const [low, high] = proportionInterval(run.evaluate(digits.test).accuracy!, digits.test.count);
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927
 */
export function proportionInterval(proportion: number, count: number): [number, number] {
  if (!(proportion >= 0 && proportion <= 1 && count >= 1))
    throw new RangeError(
      `Cannot form the interval of a proportion of ${proportion} of ${count} examples: ` +
        "it must lie between 0 and 1, and there must be at least one example.",
    );
  const centre = proportion + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((proportion * (1 - proportion)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}
