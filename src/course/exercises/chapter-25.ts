import { at, defineExercises, isClose, isFunction, isList, numbers, resultOf } from "./exercise.js";

/** The three lists of rates that were handed in. */
const rates = (answer: unknown): readonly (readonly number[])[] => answer as readonly (readonly number[])[];

const starts = [0.0005, 0.005, 0.05];

/** How much a rate changes in one step at most, as a factor. */
const largestStep = (list: readonly number[]): number =>
  Math.max(...list.slice(1).map((rate, step) => Math.abs(rate / list[step]! - 1)));

defineExercises(
  {
    id: "25.1",
    takes: "three counts, for example [2, 200, 200]",
    steps: [
      numbers(3, "gradients per step: forward with 2 hyperparameters, forward with 200, reverse with 200"),
      {
        met: (answer) => at(answer, 0) !== 4 && at(answer, 1) !== 400,
        hint: "The step itself needs a gradient, too.",
      },
      {
        met: (answer) => at(answer, 0) === 5,
        hint: "Forward with two hyperparameters: there are two vectors z, and each needs a product with H in every step, besides the gradient of the step.",
      },
      {
        met: (answer) => at(answer, 1) === 401,
        hint: "Forward with 200 hyperparameters: as many vectors z as hyperparameters, each with two extra gradients.",
      },
      {
        met: (answer) => at(answer, 2) === 3,
        hint: "Backwards, one vector p goes through all the steps, however many hyperparameters there are.",
      },
    ],
    answer:
      "Forward 1 + 2k gradients a step: 5 with two hyperparameters, 401 with two hundred. Reverse 3, whatever their number: one going forwards, and two for the product of H with the one vector that goes backwards. For one hyperparameter the two cost the same, and forward needs no memory of the past. From two on, reverse is cheaper, as long as the memory holds all the weights on the way.",
  },
  {
    id: "25.2",
    takes: "a function of h, a and λ that returns a number",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("25.2", implicit).',
      },
      {
        met: (answer) => !isClose(resultOf(answer, 2, 3, 0.5), 2.4),
        hint: "That is where the weight comes to rest. How does this place move when λ grows a little?",
      },
      {
        met: (answer) => Number(resultOf(answer, 2, 3, 0.5)) < 0,
        hint: "More decay pulls the weight towards 0: for a above 0 the derivative is below 0.",
      },
      {
        met: (answer) => !isClose(resultOf(answer, 2, 3, 0.5), -1.2),
        hint: "The slope of the decay grows by w for each unit of λ, but two things hold the weight: the parabola and the decay itself. Divide by both, h + λ.",
      },
      {
        met: (answer) =>
          isClose(resultOf(answer, 2, 3, 0.5), -0.96) && isClose(resultOf(answer, 1, -4, 0), 4),
        hint: "Differentiate h (w − a) + λw = 0 by λ: the first term gives h · dw/dλ, the second, a product, gives two terms. Then put in where w rests.",
      },
    ],
    answer:
      "At rest (h + λ) · dw/dλ + w = 0 and w = ha/(h + λ), so dw/dλ = −w/(h + λ) = −ha/(h + λ)². This is −H⁻¹ ∂g/∂λ with H = h + λ and ∂g/∂λ = w. In the table of the solution, the unrolled derivative approaches it as the training gets longer. With few steps the two differ: where training stops early, the end does depend on the path, and the implicit formula answers another question.",
  },
  {
    id: "25.3",
    takes: "three lists of learning rates",
    steps: [
      {
        met: (answer) =>
          isList(answer) &&
          answer.length === 3 &&
          rates(answer).every((list) => isList(list) && list.every(Number.isFinite)),
        hint: "Hand in a list of three lists, the learningRates of the three runs. Did you await them?",
      },
      {
        met: (answer) => rates(answer).every((list) => list.length === 200),
        hint: "Each run takes 200 steps, so each list holds 200 rates.",
      },
      {
        met: (answer) => starts.every((start, i) => isClose(rates(answer)[i]![0], start)),
        hint: "The three runs begin at the rates 0.0005, 0.005 and 0.05, in this order.",
      },
      {
        met: (answer) => rates(answer).some((list) => largestStep(list) > 0.021),
        hint: "No rate of yours ever changes by more than two per cent in a step: that is the default for β. With that little, 200 steps are hardly enough; set rate to 0.1.",
      },
      {
        met: (answer) => rates(answer).every((list) => largestStep(list) <= 0.1001),
        hint: "A rate of yours changes by more than a tenth in a step: β, the option rate, is to be 0.1.",
      },
      {
        met: (answer) => {
          const differ = (list: readonly number[]): boolean =>
            new Set(list.slice(1).map((rate, step) => (rate / list[step]!).toFixed(6))).size > 20;
          return rates(answer).every(differ);
        },
        hint: "A list of yours changes by the same factor in nearly every step: the gradients always agree. Are they those of the batch of that step, order[step]?",
      },
    ],
    answer:
      "They come together: from starts a factor of 100 apart, the rates end within a small factor of each other, the low ones by climbing, the high one by falling. A low rate at the end is no fault by itself: good schedules end low, too. What counts is the way there. The runs that start below stop climbing, in the chart, well below the best constant rate, as one expects of a rule that looks one step ahead, and in the table both end with a higher loss than it. For the lowest start part of that is the slow climb: a rate grows by a tenth per step at most. The run that starts above does well: its rate falls through the good values, as in a decaying schedule. The constant rate was picked on the judging weeks, which favours it.",
  },
);
