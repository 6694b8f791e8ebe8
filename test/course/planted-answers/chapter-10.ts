type Activation = (z: number) => number;

/** The mean of a function over normal numbers, on a grid. */
const normalMean = (f: Activation): number => {
  const grid = Array.from({ length: 2001 }, (_, k) => (k - 1000) / 125);
  const weighted = (g: Activation): number => grid.reduce((sum, z) => sum + Math.exp((-z * z) / 2) * g(z), 0);
  return weighted(f) / weighted(() => 1);
};

const left = (activation: Activation): number => normalMean((z) => activation(z) ** 2);

/** The exercises of chapter 10: the right answer and wrong ones with the hint they must get. */
export const planted10 = {
  "10.1": {
    right: [0.0816, 0.1225],
    wrong: [
      { answer: 0.08, hint: /list of 2 numbers/ },
      { answer: [2 / 300, 0.1225], hint: /He's variance. The standard/ },
      { answer: [Math.sqrt(2 / 100), 0.1225], hint: /over the fan-in/ },
      { answer: [Math.sqrt(2 / 300), Math.sqrt(2 / 400)], hint: /Glorot's standard deviation/ },
      { answer: [Math.sqrt(2 / 300), 0.3], hint: /the sum of both fans/ },
    ],
  },
  "10.2": {
    right: [20, 8],
    wrong: [
      { answer: [20], hint: /list of 2 numbers/ },
      { answer: [19, 8], hint: /still a little above/ },
      { answer: [10, 8], hint: /How often can you halve/ },
      { answer: [20, 13], hint: /what ReLU takes away/ },
      { answer: [20, 7], hint: /factor of a sixth/ },
    ],
  },
  "10.3": {
    right: (activation: Activation) => 1 / Math.sqrt(left(activation)),
    wrong: [
      { answer: 1.41, hint: /the function itself/ },
      { answer: () => "√2", hint: /return a number/ },
      { answer: (activation: Activation) => 1 / left(activation), hint: /the square of the gain/ },
      { answer: (activation: Activation) => Math.sqrt(left(activation)), hint: /Turned over/ },
      {
        answer: (activation: Activation) => 1 / Math.sqrt(left(activation) - normalMean(activation) ** 2),
        hint: /Subtract no mean/,
      },
      { answer: () => Math.SQRT2, hint: /the identity should give 1/ },
    ],
  },
};
