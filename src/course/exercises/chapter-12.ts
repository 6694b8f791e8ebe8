import { areClose, at, defineExercises, isClose, isFunction, numbers } from "./exercise.js";

/** What a submitted function makes of a gradient and a limit. */
const clipped = (answer: unknown, gradient: readonly number[], limit: number): unknown =>
  (answer as (gradient: readonly number[], limit: number) => unknown)([...gradient], limit);

/** The factor that a submitted function returns for so many layers. */
const factor = (answer: unknown, layers: number): number =>
  Number((answer as (layers: number) => unknown)(layers));

defineExercises(
  {
    id: "12.1",
    takes: "the units of the single hidden layer and all its numbers to learn, for example [20, 61]",
    steps: [
      numbers(2, "the units of the single hidden layer, then all numbers to learn"),
      {
        met: (answer) => !isClose(at(answer, 0), 512),
        hint: "A unit adds one bend, and a bend adds one piece, not two.",
      },
      {
        met: (answer) => !isClose(at(answer, 0), 1024) && !isClose(at(answer, 0), 1025),
        hint: "Very near: without any unit there is already one piece. Put your number into n + 1.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 1023),
        hint: "Look at the first number again: n units draw n + 1 pieces, and ten layers of two units 1,024.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 3070),
        hint: "The units are right. Each has a weight, a bias, and a weight to the output; the output has a bias too.",
      },
    ],
    answer:
      "It needs 1,023 units, with 3,070 numbers to learn: fifty times as many as the ten layers of two. And with every further layer of two the single one has to double. This is about what can be represented; what training finds is another question.",
  },
  {
    id: "12.2",
    takes: "a function of a gradient and a limit that returns the clipped gradient",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("12.2", clipped).',
      },
      {
        met: (answer) => Array.isArray(clipped(answer, [3, 4], 1)),
        hint: "It must return a list, with a number for each number of the gradient.",
      },
      {
        met: (answer) => areClose(clipped(answer, [0.3, 0.4], 1), [0.3, 0.4]),
        hint: "A gradient that is shorter than the limit must stay as it is. Try [0.3, 0.4] with the limit 1: its norm is 0.5.",
      },
      {
        met: (answer) => !areClose(clipped(answer, [3, -4], 2), [2, -2]),
        hint: "You cut every number on its own, which turns the gradient: [3, -4] and [2, -2] do not point in the same direction. All numbers must shrink by one factor.",
      },
      {
        met: (answer) => !areClose(clipped(answer, [3, -4], 2), [0.6, -0.8]),
        hint: "The clipped gradient has a length of 1, whatever the limit is. Try a limit of 2.",
      },
      {
        met: (answer) => areClose(clipped(answer, [3, -4], 2), [1.2, -1.6]),
        hint: "Check the norm of what you return for [3, -4] and a limit of 2: it should be the limit, and the direction that of the gradient.",
      },
    ],
    answer:
      "Where the norm exceeds the limit, every number is multiplied by limit / norm; otherwise nothing happens. The direction stays, only the length is limited. This is also why clipping cannot mend a vanished gradient, and why, where every gradient is above the limit, it takes steps of one length: the learning rate times the limit.",
  },
  {
    id: "12.3",
    takes: "a function of the number of layers that returns the factor of the branch",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("12.3", branch).',
      },
      {
        met: (answer) => isClose(factor(answer, 1), 1),
        hint: "Try one layer: the branch must be as large as the input, for then the mean square doubles. What does your function say for n = 1?",
      },
      {
        met: (answer) => !isClose(factor(answer, 10), 1 / Math.sqrt(10)),
        hint: "1/√n is a good approximation for what is allowed, but with it the mean square grows to more than twice: (1 + 1/n)ⁿ.",
      },
      {
        met: (answer) => !isClose(factor(answer, 10), 2 ** (1 / 10) - 1),
        hint: "Almost: you have the square of the factor.",
      },
      {
        met: (answer) => [2, 10, 50].every((n) => isClose((1 + factor(answer, n) ** 2) ** n, 2)),
        hint: "Put your factor into (1 + a²)ⁿ for n = 10: it should give 2.",
      },
    ],
    answer:
      "The factor is a = √(2^(1/n) − 1), which is 0.27 for ten layers and 0.083 for a hundred: it falls about as 1/√n. So a residual network without normalization keeps its signals in bounds if its branches are scaled down with depth, by hand, by smaller initial weights, or by starting them at zero, which is what Fixup and its relatives do.",
  },
);
