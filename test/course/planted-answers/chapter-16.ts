/** The exercises of chapter 16: the right answer and wrong ones with the hint they must get. */
export const planted16 = {
  "16.1": {
    right: [6 / 7, 8 / 7],
    wrong: [
      { answer: 0.9, hint: /list of 2 numbers/ },
      { answer: [3 / 7, 4 / 7], hint: /half the strength/ },
      { answer: [1, 8 / 7], hint: /the first number/ },
      { answer: [6 / 7, 1], hint: /still above it/ },
      { answer: [6 / 7, 10 / 7], hint: /vanish next/ },
    ],
  },
  "16.2": {
    right: [0.00025, 0.0005, 0.001],
    wrong: [
      { answer: 0.0005, hint: /list of 3 numbers/ },
      { answer: [0.0005, 0.0005, 0.001], hint: /twice as strong/ },
      { answer: [0.001, 0.0005, 0.001], hint: /the first number/ },
      { answer: [0.00025, 0.00005, 0.0001], hint: /by the rate yourself/ },
      { answer: [0.00025, 0.001, 0.002], hint: /the second number/ },
      { answer: [0.00025, 0.0005, 0.0005], hint: /halved/ },
    ],
  },
  "16.3": {
    right: (s: number, l2: number, rate: number) => (rate * 2 * l2) / Math.sqrt(s ** 2 + 4 * l2 ** 2),
    wrong: [
      { answer: 0.005, hint: /the function itself/ },
      { answer: (_s: number, l2: number, rate: number) => rate * 2 * l2, hint: /plain gradient descent/ },
      { answer: (s: number, l2: number, rate: number) => (rate * l2) / Math.hypot(s, 2 * l2), hint: /s = 0/ },
      { answer: (s: number, l2: number, rate: number) => (rate * 2 * l2) / (s + 2 * l2), hint: /squares do/ },
      { answer: (_s: number, _l2: number, rate: number) => rate, hint: /The average gradient/ },
    ],
  },
};
