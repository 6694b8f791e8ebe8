type IsDead = (weights: number[], bias: number, examples: number[][]) => unknown;

const sumOf = (weights: number[], bias: number, example: number[]): number =>
  example.reduce((sum, x, k) => sum + x * weights[k]!, bias);

const onEvery: IsDead = (weights, bias, examples) =>
  examples.every((example) => sumOf(weights, bias, example) <= 0);
const onOne: IsDead = (weights, bias, examples) =>
  examples.some((example) => sumOf(weights, bias, example) <= 0);
const withoutBias: IsDead = (weights, _, examples) =>
  examples.every((example) => sumOf(weights, 0, example) <= 0);
const belowZero: IsDead = (weights, bias, examples) =>
  examples.every((example) => sumOf(weights, bias, example) < 0);

/** The exercises of chapter 11: the right answer and wrong ones with the hint they must get. */
export const planted11 = {
  "11.1": {
    right: [1 / 4096, 1],
    wrong: [
      { answer: 1 / 4096, hint: /list of 2 numbers/ },
      { answer: [1.5, 6], hint: /multiplied, not added/ },
      { answer: [0.25 ** 5, 1], hint: /the first number again/ },
      { answer: [1 / 4096, 4 / 4096], hint: /not behind one/ },
      { answer: [1 / 4096, 4096], hint: /each slope/ },
    ],
  },
  "11.2": {
    right: onEvery,
    wrong: [
      { answer: true, hint: /the function itself/ },
      { answer: () => 0, hint: /true or false/ },
      { answer: onOne, hint: /is enough/ },
      { answer: withoutBias, hint: /forget the bias/ },
      { answer: () => false, hint: /that unit is dead/ },
      { answer: belowZero, hint: /exactly 0/ },
    ],
  },
  "11.3": {
    right: (n: number, a: number) => 2 / (n * (1 + a * a)),
    wrong: [
      { answer: 0.04, hint: /the function itself/ },
      { answer: (n: number) => 1 / n, hint: /He's rule/ },
      { answer: (n: number, a: number) => 2 / (n * (1 + a)), hint: /by its square/ },
      { answer: (n: number) => 2 / n, hint: /nothing is lost/ },
      { answer: (n: number, a: number) => 2 / n - a ** 3 / n, hint: /must be 1/ },
    ],
  },
};
