const spaced = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));

type Triple = readonly number[];

/** How many factors right of the middle the bottom of a parabola through three points lies. */
const shift = ([a, b, c]: Triple): number => (a! - c!) / (2 * (a! - 2 * b! + c!));

/** The exercises of chapter 20: the right answer and wrong ones with the hint they must get. */
export const planted20 = {
  "20.1": {
    right: spaced,
    wrong: [
      { answer: [1, 2, 4], hint: /the function itself/ },
      {
        answer: (low: number, high: number, count: number) => spaced(low, high, count + 1),
        hint: /five values/,
      },
      {
        answer: (low: number, high: number, count: number) =>
          Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1)),
        hint: /evenly spaced by differences/,
      },
      {
        answer: (low: number, high: number, count: number) =>
          Array.from({ length: count }, (_, i) => low * (high / low) ** (i / count)),
        hint: /look at the exponent/,
      },
      {
        answer: (low: number, high: number, count: number) =>
          Array.from({ length: count }, (_, i) => low + (high - low) * (i / (count - 1)) ** 2),
        hint: /Which factor leads/,
      },
    ],
  },
  "20.2": {
    right: [0.04, 0.0024],
    wrong: [
      { answer: 0.04, hint: /list of 2 numbers/ },
      { answer: [0.02, 0.0006], hint: /factor of 2/ },
      { answer: [0.12 / 9, 0.0024], hint: /root of nine/ },
      { answer: [0.12, 0.0024], hint: /the curvature plays no part/ },
      { answer: [0.04, 0.0048], hint: /c\/2 times its square/ },
    ],
  },
  "20.3": {
    right: (rates: Triple, losses: Triple) => rates[1]! * (rates[1]! / rates[0]!) ** shift(losses),
    wrong: [
      { answer: 0.002, hint: /the function itself/ },
      { answer: (rates: Triple) => rates[0], hint: /equal losses/ },
      {
        answer: (rates: Triple, losses: Triple) => rates[1]! * (rates[1]! / rates[0]!) ** -shift(losses),
        hint: /look at the sign/,
      },
      { answer: (rates: Triple) => rates[1], hint: /lowest of the three/ },
      {
        answer: (rates: Triple, losses: Triple) => rates[1]! + (rates[1]! - rates[0]!) * shift(losses),
        hint: /not one rate/,
      },
    ],
  },
};
