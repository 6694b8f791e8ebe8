import { gpt3 } from "../../hyperparameters/gpt3.js";
import { mean } from "../../runtime/numbers.js";
import { areClose, at, defineExercises, isClose, isFunction, isList, numbers, resultOf } from "./exercise.js";

/** The rate for the largest model by a power law through the rates of `rows`, divided by the printed one. */
function forecast(rows: typeof gpt3): number {
  const [sizes, rates] = [
    rows.map((row) => Math.log(row.parameters)),
    rows.map((row) => Math.log(row.learningRate)),
  ];
  const [size, rate] = [mean(sizes), mean(rates)];
  const power =
    mean(sizes.map((one, row) => (one - size) * (rates[row]! - rate))) /
    mean(sizes.map((one) => (one - size) ** 2));
  const largest = gpt3.at(-1)!;
  return Math.exp(rate + power * (Math.log(largest.parameters) - size)) / largest.learningRate;
}

/** Parameters in billions for 10²¹ operations with 20 tokens each: C = 6 · N · 20 N. */
const billions = Math.sqrt(1e21 / 120) / 1e9;

defineExercises(
  {
    id: "28.1",
    takes: "parameters and tokens, both in billions, for example [1, 20]",
    steps: [
      numbers(2, "the parameters and the tokens, both in billions"),
      {
        met: (answer) => Math.abs(at(answer, 0) as number) < 1e6,
        hint: "Both in billions: divide by a thousand million.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 20 * (at(answer, 0) as number), 0.02),
        hint: "Parameters first. The rule gives every parameter 20 tokens.",
      },
      {
        met: (answer) => !isClose(at(answer, 0), Math.sqrt(1e21 / 20) / 1e9, 0.02),
        hint: "Every parameter and token costs six operations, not one.",
      },
      {
        met: (answer) => isClose(at(answer, 0), billions, 0.02),
        hint: "6 · N · 20 · N must be 10²¹. Your two numbers spend another budget.",
      },
    ],
    answer:
      "About 2.9 billion parameters and 58 billion tokens: N = √(C / 120). Ten times the budget makes both only 3.2 times as large.",
  },
  {
    id: "28.2",
    takes: "a function of a list of probabilities and of P that returns the probabilities of the nucleus",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("28.2", nucleusOf).',
      },
      {
        met: (answer) => {
          const given = resultOf(answer, [0.5, 0.3, 0.2], 0.7);
          return isList(given) && given.length === 3;
        },
        hint: "Return a list as long as the one you get: what is outside the nucleus stays in it as 0.",
      },
      {
        met: (answer) => !areClose(resultOf(answer, [0.5, 0.25, 0.25], 0.5), [2 / 3, 1 / 3, 0]),
        hint: "With [0.5, 0.25, 0.25] and P = 0.5 the first token already reaches P: the second stays out.",
      },
      {
        met: (answer) => !areClose(resultOf(answer, [0.5, 0.3, 0.2], 0.7), [1, 0, 0]),
        hint: "With [0.5, 0.3, 0.2] and P = 0.7 the first token alone does not reach P: the one with which the sum reaches it belongs to the nucleus.",
      },
      {
        met: (answer) => !areClose(resultOf(answer, [0.5, 0.3, 0.2], 0.7), [0.5, 0.3, 0]),
        hint: "What is left must sum to 1 again: divide by the sum of the nucleus.",
      },
      {
        met: (answer) => areClose(resultOf(answer, [0.5, 0.3, 0.2], 0.7), [0.625, 0.375, 0]),
        hint: "Of [0.5, 0.3, 0.2] with P = 0.7 the first two are the nucleus, 0.625 and 0.375 of it.",
      },
      {
        met: (answer) => areClose(resultOf(answer, [0.1, 0.2, 0.7], 0.8), [0, 2 / 9, 7 / 9]),
        hint: "Right for a sorted list. The likeliest tokens may stand anywhere, and every probability keeps its place.",
      },
      {
        met: (answer) => areClose(resultOf(answer, [0.25, 0.75], 1), [0.25, 0.75]),
        hint: "With P = 1 everything is kept.",
      },
    ],
    answer:
      "The size of the nucleus follows the model's doubt: where it is sure, one token is left, where many are about as likely, many. A fixed number of tokens (top-k) is too many in the first case and too few in the second.",
  },
  {
    id: "28.3",
    takes: "one number: the rate read off the line, divided by the printed one",
    steps: [
      {
        met: (answer) => typeof answer === "number" && answer > 0 && Number.isFinite(answer),
        hint: "Hand in one positive number: the rate by the line, divided by the printed rate.",
      },
      {
        met: (answer) => (answer as number) > 0.01,
        hint: "That looks like the rate itself. Divide it by the printed one.",
      },
      {
        met: (answer) => !isClose(answer, forecast(gpt3), 0.005),
        hint: "That line has seen the 175B. Leave its row out of the fit.",
      },
      {
        met: (answer) => !isClose(answer, 1 / forecast(gpt3.slice(0, -1)), 0.005),
        hint: "The other way round: the line's rate over the printed one.",
      },
      {
        met: (answer) => isClose(answer, forecast(gpt3.slice(0, -1)), 0.005),
        hint: "Fit the logarithms of seven rates to the logarithms of seven sizes, and go along that line to 175 billion.",
      },
    ],
    answer:
      "The line through the other seven asks for about 0.59 of the printed rate: the largest model was trained at a higher rate than its smaller siblings would have it. The largest of the seven is thirteen times smaller than the 175B. A law fitted below says nothing about whether it goes on, and only the expensive run can tell.",
  },
);
