import { at, defineExercises, isFunction, isList, numbers } from "./exercise.js";

/** What exercise 27.2 asks for: of a list of points, those that no other dominates. */
const frontOf = (answer: unknown, points: readonly (readonly number[])[]): string =>
  JSON.stringify((answer as (points: number[][]) => unknown)(points.map((point) => [...point])));

const isFront = (answer: unknown, points: readonly (readonly number[])[], front: unknown): boolean =>
  frontOf(answer, points) === JSON.stringify(front);

/** The mean of the lowest of fifty standard normal numbers is −2.249. */
const firstOfFifty = 0.3 - 2.249 * 0.02;

defineExercises(
  {
    id: "27.1",
    takes: "two numbers of trials, Optuna's first",
    steps: [
      numbers(2, "the trials that Optuna's model chooses, and those that Hyperopt's does"),
      {
        met: (answer) => at(answer, 0) !== 30 && at(answer, 1) !== 30,
        hint: "The first trials of both are drawn at random: no model has chosen them.",
      },
      {
        met: (answer) => at(answer, 0) !== 10 || at(answer, 1) !== 20,
        hint: "Those are the start-up trials, or you have exchanged the two tools. What is left of the 30?",
      },
      {
        met: (answer) => at(answer, 0) !== at(answer, 1),
        hint: "Their defaults differ. Look into the table of defaults again.",
      },
      {
        met: (answer) => at(answer, 0) === 20 && at(answer, 1) === 10,
        hint: "Take the number of start-up trials of each tool from 30.",
      },
    ],
    answer:
      "Optuna's model chooses 20 of 30 trials, Hyperopt's 10: it draws 20 at random first. Side by side as installed, the two would differ in this before they differ in anything else.",
  },
  {
    id: "27.2",
    takes: "a function that takes a list of points and returns those of the front",
    steps: [
      { met: isFunction, hint: 'Hand in the function itself: attempt("27.2", myFront).' },
      {
        met: (answer) => isList((answer as (points: number[][]) => unknown)([[1, 2]])),
        hint: "Return a list of points, also if there is only one.",
      },
      {
        met: (answer) => isFront(answer, [[1, 3], [2, 2], [3, 1], [3, 3]], [[1, 3], [2, 2], [3, 1]]), // prettier-ignore
        hint: "Of [1, 3], [2, 2], [3, 1] and [3, 3] three are on the front: a compromise in the middle belongs to it, although it is the best in nothing.",
      },
      {
        met: (answer) => isFront(answer, [[1, 2], [1, 3]], [[1, 2]]), // prettier-ignore
        hint: "[1, 3] ties with [1, 2] in the first value and loses in the second. Must a point be better in everything to dominate?",
      },
      {
        met: (answer) => isFront(answer, [[1, 2], [1, 2]], [[1, 2], [1, 2]]), // prettier-ignore
        hint: "Neither of two equal points is better than the other in anything: both stay.",
      },
      {
        met: (answer) => isFront(answer, [[2, 2, 2], [2, 2, 1], [1, 1, 2]], [[2, 2, 1], [1, 1, 2]]), // prettier-ignore
        hint: "Right for two objectives. With three, or if a point that comes later dominates an earlier one: compare every value of every pair, and keep the order.",
      },
    ],
    answer:
      "A point goes if some other is at least as good in every value and better in one. That is a double loop over all pairs: for n points and m objectives n² · m comparisons, which is nothing for the trials of a study.",
  },
  {
    id: "27.3",
    takes: "one number, the average loss of the first of fifty",
    steps: [
      {
        met: (answer) => typeof answer === "number" && answer > 0 && answer < 1,
        hint: "Hand in one number: a loss.",
      },
      {
        met: (answer) => Math.abs((answer as number) - 0.3) > 0.005,
        hint: "That is what each of them reaches on average. But the table is sorted, and you are asked for the first.",
      },
      {
        met: (answer) => (answer as number) < 0.3,
        hint: "Lower losses are better. Have you taken the last of the table, or the greatest of the fifty numbers?",
      },
      {
        met: (answer) => Math.abs((answer as number) - 0.26) > 0.0015,
        hint: "Two standard deviations below the mean: about one in forty lies lower, and there are fifty. Do not guess, draw.",
      },
      {
        met: (answer) => Math.abs((answer as number) - firstOfFifty) < 0.0015,
        hint: "Close is not enough: draw fifty numbers some thousand times, take the lowest each time, and average these.",
      },
    ],
    answer:
      "About 0.255: the lowest of fifty lies 2.25 standard deviations below the mean. The first of the table looks 15 % better than the rest and is exactly as good. Run again, it can land anywhere in the table: a ranking needs intervals, and a winner fresh data.",
  },
);
