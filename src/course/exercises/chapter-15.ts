import { areClose, at, defineExercises, isClose, isFunction, numbers } from "./exercise.js";

/** What a submitted function makes of three outputs at p = 0.5, given these random numbers. */
const dropped = (answer: unknown, p: number, draws: readonly number[]): unknown => {
  const left = [...draws];
  const random = (): number => left.shift() ?? 0.5;
  return (answer as (outputs: number[], p: number, random: () => number) => unknown)([3, -2, 4], p, random);
};

/** The mean answer that a submitted function finds for two opinions on two classes. */
const joined = (answer: unknown, answers: readonly (readonly number[])[]): unknown =>
  (answer as (answers: number[][]) => unknown)(answers.map((each) => [...each]));

const opinions = [
  [0.9, 0.1],
  [0.5, 0.5],
];

defineExercises(
  {
    id: "15.1",
    takes: "mean and variance of the factor, then the same without enlarging, for example [1, 0.5, 1, 0.5]",
    steps: [
      numbers(4, "mean and variance of the factor, then mean and variance without enlarging"),
      {
        met: (answer) => isClose(at(answer, 0), 1),
        hint: "The first number: the factor is 1/0.8 in 80 % of the cases and 0 in the others. What is its mean?",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 1.25),
        hint: "1.25 is the mean square. The variance is the mean square minus the square of the mean.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 0.25),
        hint: "The second number: p/(1 − p), or the mean square minus the square of the mean.",
      },
      {
        met: (answer) => isClose(at(answer, 2), 0.8),
        hint: "The third number: without enlarging, the factor is 1 in 80 % of the cases and 0 in the others.",
      },
      {
        met: (answer) => isClose(at(answer, 3), 0.16),
        hint: "The last number: the mean square of a factor that is 0 or 1 is its mean, 0.8. Take the square of the mean away.",
      },
    ],
    answer:
      "With enlarging, mean 1 and variance 0.2/0.8 = 0.25; without, mean 0.8 and variance 0.8 × 0.2 = 0.16. The second factor is 0.8 times the first, so its variance is 0.64 times as large. In use all units are on and send more than in training; that is why networks trained in this way have their weights multiplied by 1 − p for use.",
  },
  {
    id: "15.2",
    takes: "a function of the outputs, p and random() that returns what the next layer gets",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("15.2", droppedOut).',
      },
      {
        met: (answer) => Array.isArray(dropped(answer, 0.5, [0.9, 0.9, 0.9])),
        hint: "It must return a list, with a number for each unit.",
      },
      {
        met: (answer) => !areClose(dropped(answer, 0.5, [0.9, 0.1, 0.8]), [3, 0, 4]),
        hint: "The right units are off, but those that stay on must be enlarged to make up for them.",
      },
      {
        met: (answer) => !areClose(dropped(answer, 0.25, [0.9, 0.1, 0.8]), [12, 0, 16]),
        hint: "You divide by p. The share that stays on is 1 − p.",
      },
      {
        met: (answer) => !areClose(dropped(answer, 0.25, [0.9, 0.1, 0.8]), [0, -8 / 3, 0]),
        hint: "It is the other way round: a unit is off where its random number is below p.",
      },
      {
        met: (answer) => areClose(dropped(answer, 0.5, [0.9, 0.1, 0.8]), [6, 0, 8]),
        hint: "Try outputs [3, -2, 4] at p = 0.5 with the random numbers 0.9, 0.1, 0.8: it should be [6, 0, 8]. Draw one number for each unit.",
      },
      {
        met: (answer) => areClose(dropped(answer, 0.25, [0.3, 0.2, 0.9]), [4, 0, 16 / 3]),
        hint: "It works for p = 0.5 only. Try p = 0.25: the units that are on are divided by 0.75.",
      },
    ],
    answer:
      "Each unit is 0 with probability p and its output over 1 − p otherwise. In use nothing is called at all: the mean of the factor is 1 already.",
  },
  {
    id: "15.3",
    takes: "a function of a list of answers that returns their geometric mean, brought to the sum 1",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("15.3", geometric).',
      },
      {
        met: (answer) => Array.isArray(joined(answer, opinions)),
        hint: "It must return a list, with a probability for each class.",
      },
      {
        met: (answer) => !areClose(joined(answer, opinions), [0.7, 0.3]),
        hint: "This is the usual mean of the probabilities. Take the mean of their logarithms.",
      },
      {
        met: (answer) => !areClose(joined(answer, opinions), [Math.sqrt(0.45), Math.sqrt(0.05)]),
        hint: "These are the geometric means, and their sum is below 1. Divide each by that sum.",
      },
      {
        met: (answer) => !areClose(joined(answer, opinions), [0.9, 0.1]),
        hint: "You multiply the probabilities and divide by the sum, but the root is missing: two like answers would become surer than either.",
      },
      {
        met: (answer) => areClose(joined(answer, opinions), [0.75, 0.25]),
        hint: "Try [[0.9, 0.1], [0.5, 0.5]]: the roots of 0.45 and 0.05 are as 3 to 1, so it should be [0.75, 0.25].",
      },
      {
        met: (answer) =>
          areClose(
            joined(answer, [
              [0.2, 0.8],
              [0.2, 0.8],
              [0.2, 0.8],
            ]),
            [0.2, 0.8],
          ),
        hint: "It works for two answers only: for three it must be the third root. Three times the same answer should give that answer.",
      },
    ],
    answer:
      "It is the exponential of the mean of the logarithms for each class, divided by the sum. For one hidden layer and softmax, a mask at p = 0.5 and its opposite have as this mean exactly the answer of all units at once: the solution prints a difference of rounding errors. The usual mean, which Monte Carlo dropout takes, is another one and is less sure of itself.",
  },
);
