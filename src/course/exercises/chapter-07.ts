import { at, defineExercises, isFunction, numbers } from "./exercise.js";

type Roll = (beta: number, push: number, steps: number) => readonly number[];

const isClose = (value: unknown, wanted: number): boolean =>
  typeof value === "number" && Math.abs(value - wanted) <= 1e-3 * Math.abs(wanted);

const isAll = (values: unknown, wanted: readonly number[]): boolean =>
  Array.isArray(values) &&
  values.length === wanted.length &&
  values.every((value, place) => Math.abs(Number(value) - wanted[place]!) < 1e-9);

/** The condition number that a submitted function returns. */
const madeFor = (answer: unknown, beta: number): unknown => (answer as (beta: number) => unknown)(beta);

const rolled = (answer: unknown, beta: number, push: number, steps: number): unknown =>
  (answer as Roll)(beta, push, steps);

defineExercises(
  {
    id: "07.1",
    takes: "the rate for the sum and the rate for the average, for example [0.3, 0.2]",
    steps: [
      numbers(2, "the rate for the sum, then the rate for the average"),
      {
        met: (answer) => !isClose(at(answer, 0), 5) && !isClose(at(answer, 1), 0.00001),
        hint: "You went the wrong way. The sum counts a gradient in full, the average only a share of it: which of the two moves further at the same rate?",
      },
      {
        met: (answer) => isClose(at(answer, 0), 0.05),
        hint: "Look at the first rate again: in the average, a single gradient is multiplied by 1 − β and then by the rate.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 0.1),
        hint: "The second recipe has a momentum of 0.99, so its 1 − β is another one.",
      },
    ],
    answer:
      "The sum needs 0.05, a tenth of the average's 0.5, for 1 − β is a tenth. The average needs 0.1, a hundred times the sum's 0.001. A rate that is copied from one convention into the other is wrong by the factor 1 − β, which is why a recipe with momentum means nothing until you know its convention.",
  },
  {
    id: "07.2",
    takes: "a function that takes a momentum and returns a condition number",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("07.2", madeFor).',
      },
      {
        met: (answer) => isClose(madeFor(answer, 0), 1),
        hint: "Try a momentum of 0: it is the best where both curvatures are equal. Which condition number is that?",
      },
      {
        met: (answer) => !isClose(madeFor(answer, 0.9), Math.sqrt(madeForRight(0.9))),
        hint: "Almost: what you return for 0.9 is the root of the condition number.",
      },
      {
        met: (answer) => !isClose(madeFor(answer, 0.9), ((1 + 0.9) / (1 - 0.9)) ** 2),
        hint: "The momentum is the square of a fraction: take its root before you solve for the condition number.",
      },
      {
        met: (answer) =>
          [0.25, 0.5, 0.9, 0.99].every((beta) => isClose(madeFor(answer, beta), madeForRight(beta))),
        hint: "Put your result into the formula for the best momentum: does the momentum you began with come out?",
      },
    ],
    answer:
      "The condition number is ((1 + √β) / (1 − √β))². A momentum of 0.9 is made for a condition number of about 1,400, and 0.99 for about 160,000: bowls that are far longer than the valley of this chapter. This is a reason why 0.9 is a sensible first try for networks, whose curvatures differ a lot, and why it is too much for the valley.",
  },
  {
    id: "07.3",
    takes: "a function of beta, push and steps that returns the distances after 0, 1, 2 … steps",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("07.3", lookAhead).',
      },
      {
        met: (answer) => (rolled(answer, 0.5, 0.1, 4) as readonly number[]).length === 5,
        hint: "It must return a list with the distance before the first step, which is 1, and after each step.",
      },
      {
        met: (answer) => isAll(rolled(answer, 0, 0.5, 2), [1, 0.5, 0.25]),
        hint: "Without momentum it must be plain descent: at a push of 0.5 the distance halves at every step.",
      },
      {
        met: (answer) => !isAll(rolled(answer, 0.5, 0.5, 2), [1, 0.5, 0]),
        hint: "This is still the heavy ball: the gradient is taken where the ball is, not where the velocity leads.",
      },
      {
        met: (answer) => isAll(rolled(answer, 0.5, 0.5, 3), [1, 0.5, 0.125, -0.03125]),
        hint: "Take the gradient at the distance plus beta times the old velocity. The new velocity is beta times the old one, minus push times that.",
      },
    ],
    answer:
      "The gradient is push · (distance + β · velocity). With momentum 0.9 the edge lies at 2 · 1.9 / 2.8 = 1.36: at a push of 1.3 the distances die away, at 1.4 they grow, while the heavy ball is stable up to 3.8. At 1.3, where both are stable, looking ahead ends far nearer to the minimum.",
  },
);

function madeForRight(beta: number): number {
  return ((1 + Math.sqrt(beta)) / (1 - Math.sqrt(beta))) ** 2;
}
