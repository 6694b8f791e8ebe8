/** Standard deviations on either side that hold 95 % of a normal distribution. */
const z = 1.959964;

/**
 * The 95 % interval of a proportion that was measured on `count` examples (Wilson's score interval, which is right near 0 and 1, too).
 *
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927
 */
export function proportionInterval(proportion: number, count: number): [number, number] {
  const centre = proportion + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((proportion * (1 - proportion)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}
