import { at, defineExercises, isClose, isFunction, numbers, resultOf } from "./exercise.js";

/** What a submitted function says for a gradient of ±s, a strength and a rate. */
const taken = (answer: unknown, s: number, l2: number, rate: number): number =>
  Number(resultOf(answer, s, l2, rate));

defineExercises(
  {
    id: "16.1",
    takes: "the smallest strength with 7 zeros and the smallest with more, for example [0.5, 0.6]",
    steps: [
      numbers(2, "the smallest strength with 7 zeros, then the smallest with more"),
      {
        met: (answer) => !isClose(at(answer, 0), 3 / 7),
        hint: "A weight of size w is zero from the strength 2w on, not from w on: the cut is half the strength.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 6 / 7, 1e-3),
        hint: "Look at the first number: 0, ±1/7, ±2/7 and ±3/7 are seven weights. Which is the largest size among them, and when is it cut to zero?",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 1, 1e-3),
        hint: "At a strength of 1 the cut is ½, and 4/7 is still above it.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 8 / 7, 1e-3),
        hint: "The first number is right. Which weights vanish next, and at which strength?",
      },
    ],
    answer:
      "From 6/7 on, where ±3/7 vanish, up to but not including 8/7, where ±4/7 do. In between, a stronger penalty makes no more zeros and goes on cutting the others. Zeros come in steps, shrinkage steadily.",
  },
  {
    id: "16.2",
    takes: "the l2, the weightDecay and the weightDecay at half the rate, for example [0.1, 0.1, 0.1]",
    steps: [
      numbers(3, "l2, weightDecay, and weightDecay at half the rate"),
      {
        met: (answer) => !isClose(at(answer, 0), 0.0005, 1e-9),
        hint: "Here l2 is multiplied by w², whose slope is 2w. With your l2 the pull would be twice as strong.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 0.00025, 1e-9),
        hint: "Look at the first number: 2·l2·w must be 0.0005·w.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 0.00005, 1e-9),
        hint: "Do not multiply by the rate yourself: a weightDecay of λ already takes α·λ.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 0.0005, 1e-9),
        hint: "Look at the second number: the step of the recipe is w − α(g + 0.0005·w). Which share of w does it take?",
      },
      {
        met: (answer) => isClose(at(answer, 2), 0.001, 1e-9),
        hint: "The first two are right. The share is α·λ: if α is halved, what must λ become?",
      },
    ],
    answer:
      "Set l2 to 0.00025, since the slope of λ₂w² is 2λ₂w; and weightDecay to 0.0005, since it takes α·λ in each step as the recipe does; at half the rate it must be 0.001 for the same share. PyTorch's Adam treats weight_decay as this penalty in the gradient, its AdamW as decay: the same number, two different updates.",
  },
  {
    id: "16.3",
    takes: "a function of the size of the gradient, the strength and the rate",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("16.3", takenOff).',
      },
      {
        met: (answer) => !isClose(taken(answer, 10, 0.25, 0.01), 0.005, 1e-9),
        hint: "That is plain gradient descent. Adam divides by the root of the average squared gradient.",
      },
      {
        met: (answer) => isClose(taken(answer, 0, 0.25, 0.01), 0.01, 1e-9),
        hint: "Try s = 0: then average and root of the average square are the same, and a step is as long as the rate.",
      },
      {
        met: (answer) => !isClose(taken(answer, 1, 0.25, 0.01), (0.01 * 0.5) / 1.5, 1e-9),
        hint: "Almost: the sizes do not add up, their squares do. Write out (2λ₂ + s)² and (2λ₂ − s)² and average them.",
      },
      {
        met: (answer) =>
          [0.1, 1, 10].every((s) =>
            isClose(taken(answer, s, 0.25, 0.01), (0.01 * 0.5) / Math.hypot(s, 0.5), 1e-9),
          ),
        hint: "The average gradient is 2λ₂. The average of (2λ₂ + s)² and (2λ₂ − s)² is s² + (2λ₂)². Put your function beside α · average / root.",
      },
    ],
    answer:
      "It takes α·2λ₂/√(s² + (2λ₂)²). Where s is much larger than 2λ₂, that is about α·2λ₂/s: a hundred times the gradient, a hundredth of the penalty. Where s is much smaller it is α, whatever the strength. Decoupled decay would take α·2λ₂ in both cases.",
  },
);
