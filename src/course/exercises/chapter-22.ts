import { defineExercises, isFunction, resultOf } from "./exercise.js";

const isClose = (value: unknown, wanted: number): boolean =>
  typeof value === "number" && Math.abs(value - wanted) <= 1e-3 * Math.abs(wanted);

defineExercises(
  {
    id: "22.1",
    takes: "a function of the share and the chance that returns a number of trials",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("22.1", trialsFor).',
      },
      {
        met: (answer) => !isClose(resultOf(answer, 0.1, 0.5), 5),
        hint: "The chance does not grow by the share with every trial: two trials can hit the same best share. Start from the chance that all of them miss.",
      },
      {
        met: (answer) => Number.isInteger(resultOf(answer, 0.1, 0.5)),
        hint: "Trials come in whole numbers.",
      },
      {
        met: (answer) => Number(resultOf(answer, 0.05, 0.95)) > 58 && Number(resultOf(answer, 0.1, 0.5)) > 6,
        hint: "With so few trials the chance is not reached yet: 58 trials find the best 5 % with a chance of 94.9 %.",
      },
      {
        met: (answer) => resultOf(answer, 0.05, 0.95) === 59 && resultOf(answer, 0.01, 0.95) === 299,
        hint: "Solve 1 − (1 − q)ⁿ ≥ P for the smallest whole n: take the logarithm of (1 − q)ⁿ ≤ 1 − P.",
      },
    ],
    answer:
      "The number is ln(1 − P) / ln(1 − q), rounded up: 29 trials for the best 10 %, 59 for the best 5 % (sixty is a round number), 299 for the best 1 %, each with a chance of 95 %. For a small share that is about 3/q: a tenth of the share costs ten times the trials, however many hyperparameters there are.",
  },
  {
    id: "22.2",
    takes: "a function of u, low and high that returns a momentum",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("22.2", momentumAt).',
      },
      {
        met: (answer) => !isClose(resultOf(answer, 0, 0.1, 0.99), 0.99),
        hint: "It runs the wrong way: u = 0 must give the lowest momentum.",
      },
      {
        met: (answer) =>
          isClose(resultOf(answer, 0, 0.1, 0.99), 0.1) && isClose(resultOf(answer, 1, 0.1, 0.99), 0.99),
        hint: "u = 0 must give the lowest momentum, u = 1 the highest.",
      },
      {
        met: (answer) => !isClose(resultOf(answer, 0.5, 0.1, 0.99), 0.545),
        hint: "This is uniform in the momentum: only one draw in ten lies above 0.9 then. What has the logarithmic scale is the distance to 1.",
      },
      {
        met: (answer) => !isClose(resultOf(answer, 0.5, 0.1, 0.99), Math.sqrt(0.1 * 0.99)),
        hint: "This is log-uniform in the momentum itself, so that it crowds at small ones. Take the logarithm of 1 − β instead.",
      },
      {
        met: (answer) =>
          isClose(resultOf(answer, 0.5, 0.9, 0.999), 0.99) && isClose(resultOf(answer, 0.5, 0, 0.99), 0.9),
        hint: "Half-way between 0.9 and 0.999 must be 0.99: the distances to 1 are 0.1, 0.01 and 0.001, each a tenth of the one before.",
      },
    ],
    answer:
      "The function is β = 1 − (1 − low) · ((1 − high) / (1 − low))^u. A momentum counts for about 1/(1 − β) steps (chapter 07), so what should be spread evenly by factors is 1 − β: between 0.9 and 0.999 half the draws then lie above 0.99. Drawn evenly in β itself, nine in a hundred do.",
  },
  {
    id: "22.3",
    takes: "a function of a list of losses and n that returns a loss",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("22.3", expectedBest).',
      },
      {
        met: (answer) => isClose(resultOf(answer, [1, 2], 1), 1.5),
        hint: "With one trial, each loss is as likely as any other: the expected best of [1, 2] is 1.5.",
      },
      {
        met: (answer) => !isClose(resultOf(answer, [1, 2], 2), 1.75),
        hint: "This is the expected worst. The smallest loss must count most: it is the best as soon as one of the n draws hits it.",
      },
      {
        met: (answer) => !isClose(resultOf(answer, [1, 2], 2), 1),
        hint: "A search of two trials can draw the same loss twice: of the four pairs from [1, 2] one is (2, 2), and there the best is 2.",
      },
      {
        met: (answer) => isClose(resultOf(answer, [1, 2], 2), 1.25),
        hint: "Of the four pairs from [1, 2] three have 1 as their best and one has 2: the expected best is 1.25.",
      },
      {
        met: (answer) => isClose(resultOf(answer, [3, 1, 2], 2), 14 / 9),
        hint: "The losses come in the order of the trials: sort a copy, the lowest first.",
      },
    ],
    answer:
      "With the N losses sorted, the best of n draws is at or above the one at place i (from 0) with probability ((N − i)/N)ⁿ, so that one is the best with ((N − i)/N)ⁿ − ((N − i − 1)/N)ⁿ. One search of 64 trials thus says what searches of 1, 2, 4 … trials would have found on average; report this curve instead of one number [5]. It says little about budgets near the 64 themselves: there it hangs on the few best trials.",
  },
);
