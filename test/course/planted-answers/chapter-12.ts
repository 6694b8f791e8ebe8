type Gradient = readonly number[];

/** The gradient times a factor. */
const times = (gradient: Gradient, factor: number): number[] => gradient.map((each) => each * factor);

/** The exercises of chapter 12: the right answer and wrong ones with the hint they must get. */
export const planted12 = {
  "12.1": {
    right: [1023, 3070],
    wrong: [
      { answer: 1023, hint: /list of 2 numbers/ },
      { answer: [512, 1537], hint: /one piece, not two/ },
      { answer: [1024, 3073], hint: /already one piece/ },
      { answer: [20, 61], hint: /the first number/ },
      { answer: [1023, 3069], hint: /has a bias too/ },
    ],
  },
  "12.2": {
    right: (gradient: Gradient, limit: number) =>
      times(gradient, Math.min(1, limit / Math.hypot(...gradient))),
    wrong: [
      { answer: [0.6, 0.8], hint: /the function itself/ },
      { answer: (gradient: Gradient) => Math.hypot(...gradient), hint: /return a list/ },
      {
        answer: (gradient: Gradient, limit: number) => times(gradient, limit / Math.hypot(...gradient)),
        hint: /must stay as it is/,
      },
      {
        answer: (gradient: Gradient, limit: number) =>
          gradient.map((each) => Math.max(-limit, Math.min(limit, each))),
        hint: /on its own/,
      },
      {
        answer: (gradient: Gradient) => times(gradient, Math.min(1, 1 / Math.hypot(...gradient))),
        hint: /a length of 1/,
      },
      {
        answer: (gradient: Gradient, limit: number) =>
          times(gradient, Math.min(1, limit / gradient.reduce((sum, each) => sum + each ** 2, 0))),
        hint: /Check the norm/,
      },
    ],
  },
  "12.3": {
    right: (n: number) => Math.sqrt(2 ** (1 / n) - 1),
    wrong: [
      { answer: 0.27, hint: /the function itself/ },
      { answer: () => 0.5, hint: /Try one layer/ },
      { answer: (n: number) => 1 / Math.sqrt(n), hint: /a good approximation/ },
      { answer: (n: number) => 2 ** (1 / n) - 1, hint: /the square of the factor/ },
      { answer: (n: number) => 1 / n, hint: /should give 2/ },
    ],
  },
};
