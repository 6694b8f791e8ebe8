type Numbers = readonly number[];

/** The responses of a window that slides along a signal. */
const slide = (signal: Numbers, window: Numbers): number[] =>
  signal
    .slice(window.length - 1)
    .map((_, place) => window.reduce((sum, weight, at) => sum + weight * signal[place + at]!, 0));

/** The exercises of chapter 14: the right answer and wrong ones with the hint they must get. */
export const planted14 = {
  "14.1": {
    right: [10426, 143, 1716],
    wrong: [
      { answer: 10426, hint: /list of 3 numbers/ },
      { answer: [1066, 143, 1716], hint: /for 20 steps/ },
      { answer: [10400, 143, 1716], hint: /has a bias, too/ },
      { answer: [5226, 143, 1716], hint: /200 × 2 numbers/ },
      { answer: [10426, 28600, 1716], hint: /uses everywhere/ },
      { answer: [10426, 130, 1716], hint: /13 filters/ },
      { answer: [10426, 143, 1584], hint: /2 biases/ },
    ],
  },
  "14.2": {
    right: slide,
    wrong: [
      { answer: [1, 2], hint: /the function itself/ },
      { answer: (signal: Numbers) => signal[0], hint: /return a list/ },
      { answer: (signal: Numbers) => [...signal], hint: /inside the signal/ },
      { answer: (signal: Numbers) => signal.slice(2), hint: /n − k \+ 1/ },
      {
        answer: (signal: Numbers, window: Numbers) => slide(signal, window.toReversed()),
        hint: /turned round/,
      },
      {
        answer: (signal: Numbers, window: Numbers) =>
          slide(
            signal,
            window.map(() => 1),
          ),
        hint: /At each place/,
      },
    ],
  },
  "14.3": {
    right: (window: number, layers: number, stride: number) =>
      1 + (window - 1) * Array.from({ length: layers }, (_, l) => stride ** l).reduce((sum, s) => sum + s, 0),
    wrong: [
      { answer: 13, hint: /the function itself/ },
      { answer: () => 1, hint: /Try one layer/ },
      { answer: (window: number, layers: number) => window * layers, hint: /overlap/ },
      { answer: (window: number, layers: number) => window + 3 * (layers - 1), hint: /k − 1 steps/ },
      { answer: (window: number, layers: number) => 1 + layers * (window - 1), hint: /Stride 1 is right/ },
      {
        answer: (window: number, layers: number, stride: number) =>
          1 + layers * (window - 1) * (stride === 1 ? 1 : stride + 0.5),
        hint: /sum up/,
      },
    ],
  },
};
