const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** What exercise 03.3 is given of each batch size. */
interface BatchLength {
  readonly batchSize: number;
  readonly squaredLength: number;
}

const apart = (small: BatchLength, large: BatchLength): number => small.squaredLength - large.squaredLength;

const noiseOf = (small: BatchLength, large: BatchLength): number =>
  apart(small, large) / (1 / small.batchSize - 1 / large.batchSize);

const scaleOf = (small: BatchLength, large: BatchLength): number =>
  noiseOf(small, large) / (large.squaredLength - noiseOf(small, large) / large.batchSize);

/** The exercises of chapter 03: the right answer and wrong ones with the hint they must get. */
export const planted03 = {
  "03.1": {
    right: [288, 11, 9],
    wrong: [
      { answer: [288, 11], hint: /list of 3 numbers/ },
      { answer: [96, 32, 3], hint: /root grows threefold/ },
      { answer: [288, 10, 9], hint: /do not fill a whole batch/ },
      { answer: [288, 3072 / 288, 9], hint: /do not fill a whole batch/ },
      { answer: [288, 11, 3], hint: /not as the noise/ },
    ],
  },
  "03.2": {
    right: (gradients: readonly number[][], counts: readonly number[]) =>
      gradients[0]!.map(
        (_, weight) =>
          sum(gradients.map((gradient, piece) => counts[piece]! * gradient[weight]!)) / sum(counts),
      ),
    wrong: [
      { answer: [1, 2], hint: /the function itself/ },
      { answer: (gradients: readonly number[][]) => mean(gradients.flat()), hint: /a gradient: a list/ },
      {
        answer: (gradients: readonly number[][], counts: readonly number[]) =>
          gradients[0]!.map((_, weight) => sum(gradients.map((one, piece) => counts[piece]! * one[weight]!))),
        hint: /sum left undivided/,
      },
      {
        answer: (gradients: readonly number[][]) =>
          gradients[0]!.map((_, weight) => sum(gradients.map((gradient) => gradient[weight]!))),
        hint: /mean of their gradients/,
      },
      {
        answer: (gradients: readonly number[][]) =>
          gradients[0]!.map((_, weight) => mean(gradients.map((gradient) => gradient[weight]!))),
        hint: /three times the say/,
      },
    ],
  },
  "03.3": {
    right: scaleOf,
    wrong: [
      { answer: 500, hint: /the function itself/ },
      { answer: (small: { length: number }, large: { length: number }) => small.length / large.length, hint: /fields called/ }, // prettier-ignore
      { answer: noiseOf, hint: /is it a ratio/ },
      {
        answer: (small: BatchLength, large: BatchLength) => large.squaredLength / noiseOf(small, large),
        hint: /belongs on top/,
      },
      {
        answer: (small: BatchLength, large: BatchLength) => noiseOf(small, large) / large.squaredLength,
        hint: /still holds/,
      },
      { answer: (small: BatchLength, large: BatchLength) => Math.sqrt(scaleOf(small, large)), hint: /the root of the noise scale/ }, // prettier-ignore
      {
        answer: (small: BatchLength, large: BatchLength) =>
          Math.sqrt(noiseOf(small, large) / large.squaredLength),
        hint: /the root of the noise scale/,
      },
      ...[
        (small: BatchLength, large: BatchLength) => apart(small, large) / large.squaredLength,
        (small: BatchLength, large: BatchLength) =>
          apart(small, large) / (large.squaredLength - apart(small, large)),
        (small: BatchLength, large: BatchLength) =>
          apart(small, large) / (large.squaredLength - apart(small, large) / large.batchSize),
      ].map((answer) => ({ answer, hint: /Is it divided by that/ })),
    ],
  },
};
