import { at, defineExercises, isClose, isFunction, numbers } from "./exercise.js";

/** What a submitted function says about a unit: its weights, its bias, and the examples. */
const verdictOn = (answer: unknown, weights: number[], bias: number, examples: number[][]): unknown =>
  (answer as (weights: number[], bias: number, examples: number[][]) => unknown)(weights, bias, examples);

/** The variance that a submitted function gives for so many inputs and a slope below 0. */
const variance = (answer: unknown, inputs: number, slope: number): number =>
  Number((answer as (inputs: number, slope: number) => unknown)(inputs, slope));

defineExercises(
  {
    id: "11.1",
    takes:
      "the largest factor of six slopes alone, then with weights of 4 between them, for example [0.5, 2]",
    steps: [
      numbers(2, "the factor with weights of 1, then with weights of 4"),
      {
        met: (answer) => !isClose(at(answer, 0), 1.5),
        hint: "Slopes one behind the other are multiplied, not added.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 0.25 ** 6),
        hint: "Look at the first number again: the sigmoid's slope is at most 0.25, and there are six of them.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 4 * 0.25 ** 6),
        hint: "The first number is right. For the second, a weight of 4 stands behind every one of the six slopes, not behind one.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 1),
        hint: "The first number is right. For the second, multiply each slope of 0.25 by the weight of 4 first.",
      },
    ],
    answer:
      "Six slopes of at most a quarter leave at most 1/4096. With weights of 4 every step has the factor 1, and all of it can arrive. This is the best case, with every sum at 0; and large weights push sums away from 0, where the slope is smaller.",
  },
  {
    id: "11.2",
    takes: "a function of weights, a bias and examples that says whether the unit is dead",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("11.2", isDead).',
      },
      {
        met: (answer) => typeof verdictOn(answer, [1], 0, [[1]]) === "boolean",
        hint: "It must return true or false.",
      },
      {
        met: (answer) => verdictOn(answer, [1, -1], 0, [[2, 1], [1, 2]]) === false, // prettier-ignore
        hint: "One example with a sum above 0 is enough for a unit to be alive. Try the weights [1, -1], the bias 0 and the examples [2, 1] and [1, 2].",
      },
      {
        met: (answer) => verdictOn(answer, [-1, -1], 3, [[1, 1], [2, 2]]) === false, // prettier-ignore
        hint: "Do not forget the bias: weights of -1 and -1, a bias of 3 and the example [1, 1] give a sum of 1.",
      },
      {
        met: (answer) => verdictOn(answer, [2, -1], -4, [[1, 0], [2, 1]]) === true, // prettier-ignore
        hint: "The weights [2, -1], the bias -4 and the examples [1, 0] and [2, 1] give sums of -2 and -1: that unit is dead.",
      },
      {
        met: (answer) => verdictOn(answer, [1], -2, [[2]]) === true,
        hint: "What about a sum of exactly 0? There the output is 0, and in this course the slope of ReLU is 0, too.",
      },
    ],
    answer:
      "A unit is dead if the sum, bias included, is at most 0 for every example. It says nothing about weights that are all negative: with inputs of either sign such a unit may well be alive. And it holds for these examples only; a new one may reach the unit.",
  },
  {
    id: "11.3",
    takes: "a function of the number of inputs n and the slope a that returns the variance of the weights",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("11.3", variance).',
      },
      {
        met: (answer) => isClose(variance(answer, 50, 0), 2 / 50),
        hint: "With a slope of 0 it is a ReLU, and He's rule must come out: 2 / n.",
      },
      {
        met: (answer) => !isClose(variance(answer, 50, 0.5), 2 / (50 * 1.5)),
        hint: "The slope multiplies the sums; their squares are multiplied by its square.",
      },
      {
        met: (answer) => isClose(variance(answer, 50, 1), 1 / 50),
        hint: "With a slope of 1 nothing is bent and nothing is lost, so the variance must be 1 / n.",
      },
      {
        met: (answer) => isClose(variance(answer, 50, 0.5), 2 / (50 * 1.25)),
        hint: "What is kept of the mean square is ½ from above 0 and ½ times a² from below; n times the variance times that must be 1.",
      },
    ],
    answer:
      "The variance is 2 / (n (1 + a²)). A leak of 0.2 asks for 4 % less than He's rule, which is why leaky ReLU got He's weights here. At a slope of 1 it is LeCun's 1 / n.",
  },
);
