import { at, defineExercises, isFunction, numbers } from "./exercise.js";

const isClose = (value: unknown, wanted: number): boolean =>
  typeof value === "number" && Math.abs(value - wanted) <= 1e-3 * Math.abs(wanted);

const isAll = (values: unknown, wanted: readonly number[]): boolean =>
  Array.isArray(values) &&
  values.length === wanted.length &&
  values.every((value, place) => isClose(value, wanted[place]!));

const spaced = (answer: unknown, low: number, high: number, count: number): unknown =>
  (answer as (low: number, high: number, count: number) => unknown)(low, high, count);

const bottom = (answer: unknown, rates: readonly number[], losses: readonly number[]): number =>
  Number((answer as (rates: readonly number[], losses: readonly number[]) => unknown)(rates, losses));

defineExercises(
  {
    id: "20.1",
    takes: "a function of the lowest value, the highest value and the count that returns a list",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("20.1", spaced).',
      },
      {
        met: (answer) => (spaced(answer, 1, 16, 5) as readonly unknown[]).length === 5,
        hint: "From 1 to 16 with a count of 5 it must return five values, both ends among them.",
      },
      {
        met: (answer) => !isAll(spaced(answer, 1, 16, 5), [1, 4.75, 8.5, 12.25, 16]),
        hint: "These are evenly spaced by differences: on a logarithmic scale the ratio of neighbours is the same.",
      },
      {
        met: (answer) => {
          const values = spaced(answer, 1, 16, 5);
          return isClose(at(values, 0), 1) && isClose(at(values, 4), 16);
        },
        hint: "The first value must be the lowest and the last one the highest: look at the exponent of both.",
      },
      {
        met: (answer) =>
          isAll(spaced(answer, 1, 16, 5), [1, 2, 4, 8, 16]) &&
          isAll(spaced(answer, 0.001, 1, 4), [0.001, 0.01, 0.1, 1]),
        hint: "From 1 to 16 the five values are 1, 2, 4, 8, 16. Which factor leads from each to the next, and how does it follow from the ends?",
      },
    ],
    answer:
      "Value i is low · (high / low)^(i / (count − 1)). Seven values between 0.0001 and 1 are then a factor of 4.6 apart. Spaced by differences, six of the seven lie above 0.1 and only the lowest end below: the three decades below 0.1 get one value between them.",
  },
  {
    id: "20.2",
    takes: "the distance of the floor and the loss still to be gained, for example [0.1, 0.02]",
    steps: [
      numbers(2, "the distance of the floor in decades, then what the loss can still fall by"),
      {
        met: (answer) => !isClose(at(answer, 0), 0.02),
        hint: "At this distance the difference is only half as large as the noise: look for the factor of 2 in the formula.",
      },
      {
        met: (answer) => !isClose(at(answer, 0), (2 * 0.06) / 9),
        hint: "Nine seeds lower the noise of a mean by the root of nine.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 0.04),
        hint: "The distance is 2τ/√n: the curvature plays no part in it.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 0.0024),
        hint: "What can be gained is the height of the parabola at that distance: c/2 times its square.",
      },
    ],
    answer:
      "The floor lies at 2 · 0.06 / 3 = 0.04 decades, a factor of 1.1, and from there the loss can fall by 3/2 · 0.04² = 0.0024. The curvature does not move the floor: a steeper valley makes difference and noise larger alike. It does decide what is at stake there.",
  },
  {
    id: "20.3",
    takes: "a function of three rates and their three losses that returns a rate",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("20.3", bottomOf).',
      },
      {
        met: (answer) => isClose(bottom(answer, [0.01, 0.1, 1], [2, 1, 2]), 0.1),
        hint: "With equal losses on both sides the bottom is at the middle rate.",
      },
      {
        met: (answer) => !(bottom(answer, [1, 2, 4], [2, 1, 1.5]) < 2),
        hint: "Where the right neighbour is the lower one, the bottom lies to the right of the middle: look at the sign.",
      },
      {
        met: (answer) => bottom(answer, [0.01, 0.1, 1], [2, 1, 1.5]) > 0.1,
        hint: "Do not return the lowest of the three rates: the bottom lies between them.",
      },
      {
        met: (answer) =>
          isClose(bottom(answer, [0.01, 0.1, 1], [2, 1, 1.5]), 0.1 * 10 ** (1 / 6)) &&
          isClose(bottom(answer, [1, 2, 4], [1, 0.5, 0.9]), 2 * 2 ** (0.1 / 1.8)),
        hint: "The bottom at x is the middle rate times the factor to the power of x: one unit of x is one factor, not one rate.",
      },
    ],
    answer:
      "The bottom is rates[1] · q^x with q = rates[1] / rates[0] and x = (a − c) / (2(a − 2b + c)). Compare it with the rates at which the six searchers ended after two more rounds: it takes no run at all. This works above the noise floor, where three losses differ by more than their noise; below it, the parabola is drawn through luck.",
  },
);
