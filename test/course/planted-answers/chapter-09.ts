/** The categorical cross-entropy as its formula stands: it overflows. */
const asItStands = (z: readonly number[], truth: number): number =>
  -Math.log(Math.exp(z[truth]!) / z.reduce((total, each) => total + Math.exp(each), 0));

/** The same with a number taken out of the logits first. */
const without =
  (out: (z: readonly number[]) => number) =>
  (z: readonly number[], truth: number): number =>
    out(z) + Math.log(z.reduce((total, each) => total + Math.exp(each - out(z)), 0)) - z[truth]!;

/** Right and wrong answers to the exercises of chapter 09. */
export const planted09 = {
  "09.1": {
    right: 38,
    wrong: [
      { answer: 0.75, hint: /from 12 to 90/ },
      { answer: 25, hint: /the median/ },
      { answer: 299 / 9, hint: /the mean/ },
      { answer: 20, hint: /too few on most days/ },
      { answer: 44, hint: /one roll more/ },
    ],
  },
  "09.2": {
    right: without((z) => Math.max(...z)),
    wrong: [
      { answer: 0.69, hint: /the function itself/ },
      { answer: (z: readonly number[], truth: number) => -z[truth]!, hint: /ln 2/ },
      { answer: (z: readonly number[]) => asItStands(z, 0), hint: /Which logit/ },
      { answer: asItStands, hint: /overflows/ },
      { answer: without((z) => Math.max(0, ...z)), hint: /whatever its sign/ },
    ],
  },
  "09.3": {
    right: (e: number) => (2 * e) / (1 + e ** 2),
    wrong: [
      { answer: 2, hint: /takes the error/ },
      { answer: (e: number) => 1 / (1 + e ** 2), hint: /the density/ },
      { answer: (e: number) => Math.log(1 + e ** 2), hint: /the loss itself/ },
      { answer: (e: number) => (-2 * e) / (1 + e ** 2), hint: /forgotten a minus/ },
      { answer: (e: number) => e / (1 + e ** 2), hint: /the inside/ },
    ],
  },
};
