import { defineExercises, isFunction } from "./exercise.js";

/** What exercise 09.2 asks for: the loss for some logits and the number of the true class. */
type ClassLoss = (z: readonly number[], truth: number) => number;

const lossOf = (answer: unknown, z: readonly number[], truth: number): number =>
  (answer as ClassLoss)([...z], truth);

const pullOf = (answer: unknown, error: number): number => (answer as (error: number) => number)(error);

const isClose = (a: number, b: number): boolean => Math.abs(a - b) < 1e-3;

defineExercises(
  {
    id: "09.1",
    takes: "one number of rolls, for example 25",
    steps: [
      {
        met: (answer) => typeof answer === "number" && answer >= 12 && answer <= 90,
        hint: "Hand in one number of rolls, from 12 to 90.",
      },
      {
        met: (answer) => !isClose(answer as number, 25),
        hint: "That is the median: right if a roll missing cost as much as a roll left over.",
      },
      {
        met: (answer) => Math.abs((answer as number) - 299 / 9) > 0.5,
        hint: "That is the mean. The one day of 90 has moved it, and the two prices have not.",
      },
      {
        met: (answer) => (answer as number) > 25,
        hint: "A missing roll costs more than one left over. Should there be too few on most days, or too many?",
      },
      {
        met: (answer) => isClose(answer as number, 38),
        hint: "Count: with one roll more, on how many days is that 1 € lost, and on how many 3 € saved?",
      },
    ],
    answer:
      "It should bake 38, the 0.75-quantile: 3 / (3 + 1). Below it a further roll saves 3 € on at least three days and costs 1 € on at most six; beyond it, it saves on at most two days. The 90 counts no more than a 39 would.",
  },
  {
    id: "09.2",
    takes: "a function of a list of logits and the number of the true class that returns the loss",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself: attempt("09.2", myLoss).',
      },
      {
        met: (answer) => isClose(lossOf(answer, [0, 0], 0), Math.LN2),
        hint: "For two equal logits the probability is ½, and the loss is minus its natural logarithm: ln 2.",
      },
      {
        met: (answer) =>
          isClose(lossOf(answer, [1, 2, 3], 0), 2.4076) && isClose(lossOf(answer, [1, 2, 3], 2), 0.4076),
        hint: "Try logits 1, 2 and 3: the loss is 2.4076 if class 0 is true, 0.4076 if class 2 is. Which logit do you subtract?",
      },
      {
        met: (answer) =>
          isClose(lossOf(answer, [1000, 0], 0), 0) && isClose(lossOf(answer, [1000, 0], 1), 1000),
        hint: "Right for small logits. With 1000 and 0 an exponential, or the logarithm of a probability, overflows: what can be taken out first?",
      },
      {
        met: (answer) => isClose(lossOf(answer, [-1000, -1000], 0), Math.LN2),
        hint: "With logits of −1000 all the exponentials vanish, and the logarithm of 0 is not finite. Take out the largest logit, whatever its sign.",
      },
    ],
    answer:
      "The loss is max + ln Σ exp(z − max) − z of the truth. The largest exponential is exactly 1, so the sum lies between 1 and C and its logarithm is always finite.",
  },
  {
    id: "09.3",
    takes: "a function of the error that returns the slope of the loss",
    steps: [
      {
        met: (answer) => typeof answer === "function" && Number.isFinite(pullOf(answer, 1)),
        hint: "Hand in a function that takes the error and returns a number: the slope of the loss there.",
      },
      {
        met: (answer) => isClose(pullOf(answer, 0), 0),
        hint: "At an error of 0 the loss is lowest, so its slope must be 0. Is yours the density?",
      },
      {
        met: (answer) => pullOf(answer, 1) > 0 && pullOf(answer, -1) < 0,
        hint: "A loss rises with the size of the error: its slope has the sign of the error. Have you handed in the loss itself, or forgotten a minus?",
      },
      {
        met: (answer) => [-3, -1, 1, 2, 10].every((e) => isClose(pullOf(answer, e), (2 * e) / (1 + e ** 2))),
        hint: "The sign is right, the size is not. The loss is ln(1 + e²): differentiate the outside and the inside.",
      },
    ],
    answer:
      "The loss is ln(1 + e²), and its pull 2e / (1 + e²): largest at a distance of 1, and fading beyond. An outlier at 100 pulls fifty times less than a point at 1. A belief in heavy tails means ignoring what is far off, even more than absolute error does. The price: far out the pull falls as the error grows, so the pulls of several examples can balance at more than one place.",
  },
);
