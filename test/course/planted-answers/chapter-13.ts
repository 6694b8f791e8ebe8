/** The exercises of chapter 13: the right answer and wrong ones with the hint they must get. */
export const planted13 = {
  "13.1": {
    right: [8970, 119],
    wrong: [
      { answer: 8970, hint: /list of 2 numbers/ },
      { answer: [8832, 117], hint: /weights only/ },
      { answer: [4810, 64], hint: /the first number/ },
      { answer: [8970, 119.5], hint: /whole units/ },
      { answer: [8970, 120], hint: /whole units/ },
      { answer: [8970, 128], hint: /round down/ },
    ],
  },
  "13.2": {
    right: [50, 0.9],
    wrong: [
      { answer: 50, hint: /list of 2 numbers/ },
      { answer: [200, 0.9], hint: /from 10 to 100/ },
      { answer: [100, 1900], hint: /the peak/ },
      { answer: [95, 9], hint: /not below 2/ },
    ],
  },
  "13.3": {
    right: (lambda: number) => 1 / (2 * Math.sqrt(lambda)),
    wrong: [
      { answer: 0.5, hint: /the function itself/ },
      { answer: (lambda: number) => 1 / Math.sqrt(lambda), hint: /twice too large/ },
      { answer: (lambda: number) => 1 / lambda, hint: /Try λ = 1/ },
      { answer: (lambda: number) => 1 / (2 * lambda), hint: /For λ = 1 it is right/ },
    ],
  },
};
