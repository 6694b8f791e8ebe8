/** A list of 200 rates that starts at a value and changes by some per cent each step, up and down in turn, never twice alike. */
const wandering = (start: number, most: number): number[] => {
  const rates = [start];
  while (rates.length < 200) {
    const step = rates.length;
    rates.push(rates.at(-1)! * (1 + most * Math.cos(step * step)));
  }
  return rates;
};

const threeOf = (most: number): number[][] => [0.0005, 0.005, 0.05].map((start) => wandering(start, most));

/** The exercises of chapter 25: the right answer and wrong ones with the hint they must get. */
export const planted25 = {
  "25.1": {
    right: [5, 401, 3],
    wrong: [
      { answer: 5, hint: /list of 3 numbers/ },
      { answer: [4, 400, 2], hint: /The step itself/ },
      { answer: [3, 201, 3], hint: /two vectors z/ },
      { answer: [5, 201, 3], hint: /as many vectors z/ },
      { answer: [5, 401, 401], hint: /one vector p/ },
    ],
  },
  "25.2": {
    right: (h: number, a: number, lambda: number) => (-h * a) / (h + lambda) ** 2,
    wrong: [
      { answer: -0.96, hint: /the function itself/ },
      { answer: (h: number, a: number, lambda: number) => (h * a) / (h + lambda), hint: /comes to rest/ },
      { answer: (h: number, a: number, lambda: number) => (h * a) / (h + lambda) ** 2, hint: /below 0/ },
      {
        answer: (h: number, a: number, lambda: number) => -((h * a) / (h + lambda)) / h,
        hint: /Divide by both/,
      },
      {
        answer: (h: number, a: number, lambda: number) => -a / (h + lambda),
        hint: /two terms|Divide by both/,
      },
    ],
  },
  "25.3": {
    right: threeOf(0.1),
    wrong: [
      { answer: threeOf(0.1)[0], hint: /list of three lists/ },
      { answer: threeOf(0.1).map((list) => list.slice(0, 100)), hint: /200 rates/ },
      { answer: [...threeOf(0.1)].reverse(), hint: /in this order/ },
      { answer: threeOf(0.02), hint: /two per cent/ },
      { answer: threeOf(0.5), hint: /more than a tenth/ },
      {
        answer: [0.0005, 0.005, 0.05].map((start) =>
          wandering(start, 0).map((rate, step) => rate * 1.08 ** step),
        ),
        hint: /same factor/,
      },
    ],
  },
};
