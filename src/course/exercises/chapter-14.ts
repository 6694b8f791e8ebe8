import { areClose, at, defineExercises, isClose, isFunction, isList, numbers, resultOf } from "./exercise.js";

/** What a submitted function makes of window, layers and stride. */
const seen = (answer: unknown, window: number, layers: number, stride: number): number =>
  Number(resultOf(answer, window, layers, stride));

defineExercises(
  {
    id: "14.1",
    takes:
      "the weights and biases of the first layer on signals of 200 steps: dense, convolution, GRU, for example [1, 2, 3]",
    steps: [
      numbers(3, "the dense layer, then the convolution, then the GRU"),
      {
        met: (answer) => !isClose(at(answer, 0), 1066),
        hint: "The first number is the one for 20 steps. A dense unit has a weight for each of the 400 numbers of a longer signal.",
      },
      {
        met: (answer) => !isClose(at(answer, 0), 10_400),
        hint: "The first number has all the weights, but each of the 26 units has a bias, too.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 10_426),
        hint: "The first number: 26 units, each with a weight for every one of the 200 × 2 numbers and with a bias.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 28_600),
        hint: "You gave every place weights of its own. A convolution has one set of windows, which it uses everywhere.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 143),
        hint: "The second number: 13 filters, each with a weight for 5 steps of 2 numbers and with a bias. How long the signal is does not matter.",
      },
      {
        met: (answer) => isClose(at(answer, 2), 1716),
        hint: "The third number: 3 sums for each of the 22 units, each over 2 inputs and 22 numbers of the memory, with 2 biases. It does not depend on the length.",
      },
    ],
    answer:
      "Dense 10,426 instead of 1,066, convolution 143, GRU 1,716 as before. The last two use the same weights at every step, so a longer signal costs them time and no weights. Self-attention has a learned vector for each step: there it is the table of positions that grows.",
  },
  {
    id: "14.2",
    takes: "a function of a signal and a window, both lists of numbers, that returns the list of responses",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("14.2", slide).',
      },
      {
        met: (answer) => isList(resultOf(answer, [1, 2, 3], [1])),
        hint: "It must return a list, with a number for each place of the window.",
      },
      {
        met: (answer) => (resultOf(answer, [1, 2, 3, 4], [1, 1]) as number[]).length !== 4,
        hint: "The window must lie inside the signal: one of 2 numbers fits into a signal of 4 at 3 places, not at 4.",
      },
      {
        met: (answer) => (resultOf(answer, [1, 2, 3, 4], [1, 1]) as number[]).length === 3,
        hint: "Count the places: a window of k numbers fits into a signal of n at n − k + 1 places.",
      },
      {
        met: (answer) => !areClose(resultOf(answer, [0, 0, 1, 0], [1, 2]), [0, 1, 2]),
        hint: "Your window is turned round. (In mathematics that is a convolution; in networks the first weight meets the first number.)",
      },
      {
        met: (answer) =>
          areClose(resultOf(answer, [0, 0, 1, 0], [1, 2]), [0, 2, 1]) &&
          areClose(resultOf(answer, [3, 1, 4, 1, 5], [1, 0, -1]), [-1, 0, -1]),
        hint: "At each place: the first weight times the first number under the window, plus the second times the second, and so on.",
      },
    ],
    answer:
      "With the signal moved by one place, the same responses come out one place later: whatever the window is, it finds its pattern wherever it lies. This is translation equivariance, and it follows from using one window everywhere. The maximum over all places then does not depend on where the pattern was.",
  },
  {
    id: "14.3",
    takes:
      "a function of window, layers and stride that returns how many steps of the input one output can see",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("14.3", field).',
      },
      {
        met: (answer) => isClose(seen(answer, 5, 1, 1), 5),
        hint: "Try one layer: it sees as many steps as its window is wide.",
      },
      {
        met: (answer) => !isClose(seen(answer, 5, 3, 1), 15),
        hint: "Neighbouring windows overlap: three layers of width 5 do not see 15 steps. How many does a second layer add at each side?",
      },
      {
        met: (answer) => isClose(seen(answer, 5, 3, 1), 13),
        hint: "With stride 1 each layer adds k − 1 steps: three layers of width 5 see 13.",
      },
      {
        met: (answer) => !isClose(seen(answer, 5, 3, 2), 13),
        hint: "Stride 1 is right. With stride 2, a step of the second layer is as long as two steps of the input, and one of the third as long as four.",
      },
      {
        met: (answer) =>
          [2, 3].every((stride) => isClose(seen(answer, 5, 3, stride), 1 + 4 * (1 + stride + stride ** 2))),
        hint: "Layer l adds (k − 1) steps, each as long as the strides before it multiply to: sum up (k − 1) · s^(l − 1) over the layers, and add 1.",
      },
    ],
    answer:
      "It sees 1 + (k − 1)(1 + s + … + s^(L−1)) steps: 13 for three layers of width 5 with stride 1, 29 with stride 2. It grows with the number of layers, and with stride even as a power. A network whose receptive field is narrower than the pattern cannot see it as a whole, however many filters it has.",
  },
);
