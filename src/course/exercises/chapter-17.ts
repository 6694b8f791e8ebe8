import { areClose, at, defineExercises, isClose, isFunction, numbers } from "./exercise.js";

/** How many steps a submitted function names for a momentum. */
const steps = (answer: unknown, momentum: number): number =>
  Number((answer as (momentum: number) => unknown)(momentum));

/** What a batch norm has measured and learned for one unit. */
interface UnitNorm {
  readonly mean: number;
  readonly variance: number;
  readonly epsilon: number;
  readonly scale: number;
  readonly shift: number;
}

/** A case to try: √(variance + epsilon) is 5. */
const norm: UnitNorm = { mean: 7, variance: 24, epsilon: 1, scale: 10, shift: 3 };

/** What a submitted function makes of a unit's weights and its batch norm. */
const folded = (answer: unknown, weights: readonly number[], unit: UnitNorm = norm): unknown =>
  (answer as (weights: readonly number[], unit: UnitNorm) => unknown)([...weights], unit);

const part = (result: unknown, name: "weights" | "bias"): unknown =>
  (result as Record<string, unknown> | null | undefined)?.[name];

const areCloseTo = (found: unknown, expected: readonly number[]): boolean =>
  Array.isArray(found) && areClose(found as number[], expected);

defineExercises(
  {
    id: "17.1",
    takes: "the four standardised sums, for example [0.5, 1, 0.5, 1]",
    steps: [
      numbers(4, "what becomes of 3, 11, −1 and −1.001, in this order"),
      {
        met: (answer) => !(isClose(at(answer, 0), -4) && isClose(at(answer, 1), 4)),
        hint: "You have subtracted the mean, 7. Now divide by the deviation: the root of the mean of the squares of −4 and 4.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 1 / Math.sqrt(2)),
        hint: "You divided the sum of squares by one less than the number of examples. Batch norm takes the mean of the squares.",
      },
      {
        met: (answer) => isClose(at(answer, 0), -1) && isClose(at(answer, 1), 1),
        hint: "Look at the first pair again: the mean of 3 and 11 is 7, and each is 4 away from it. How large is the deviation?",
      },
      {
        met: (answer) => !(isClose(at(answer, 2), -1) && isClose(at(answer, 3), 1)),
        hint: "The second pair: which of −1 and −1.001 is larger?",
      },
      {
        met: (answer) => isClose(at(answer, 2), 1) && isClose(at(answer, 3), -1),
        hint: "The first pair is right. The second works the same way, however near the two sums are.",
      },
    ],
    answer:
      "They become −1 and 1, and 1 and −1. In a pair both are as far from the mean as the deviation is large, so only the order of the two survives: whether they differ by 8 or by a thousandth, the next layer gets the same. With ε = 1e-5 the second pair, whose variance is 2.5e-7, would come out near ±0.16: ε is what keeps tiny differences small.",
  },
  {
    id: "17.2",
    takes: "a function of the momentum that returns a number of steps",
    steps: [
      { met: isFunction, hint: 'Hand in the function itself, not what it returns: attempt("17.2", steps).' },
      {
        met: (answer) => !isClose(steps(answer, 0.9), 10),
        hint: "1/(1 − m) is how many batches are averaged, roughly. After as many steps the beginning still weighs about a third: m^(1/(1 − m)).",
      },
      {
        met: (answer) => Number.isInteger(steps(answer, 0.9)),
        hint: "The number of steps must be whole. Round up: at the step before, the beginning still weighs more.",
      },
      {
        met: (answer) => !isClose(steps(answer, 0.9), 43),
        hint: "One step too few: 0.9⁴³ is 0.0108, still more than 1 %.",
      },
      {
        met: (answer) =>
          [0.5, 0.9, 0.99].every((m, place) => isClose(steps(answer, m), [7, 44, 459][place]!)),
        hint: "For m = 0.9 it should be 44: 0.9⁴⁴ is 0.0097. Take the logarithm of 0.01 over the logarithm of m.",
      },
    ],
    answer:
      "The smallest whole number above ln 0.01 / ln m: 7 steps for 0.5, 44 for 0.9, 459 for 0.99 and 4,603 for 0.999. So with 0.999 the averages of a run of 272 steps still consist mostly of the 0 and 1 that they began with, which is why the loss in use was so high.",
  },
  {
    id: "17.3",
    takes: "a function of the weights and the norm of one unit that returns { weights, bias }",
    steps: [
      { met: isFunction, hint: 'Hand in the function itself, not what it returns: attempt("17.3", folded).' },
      {
        met: (answer) =>
          Array.isArray(part(folded(answer, [1, 2]), "weights")) &&
          typeof part(folded(answer, [1, 2]), "bias") === "number",
        hint: "It must return an object with a list `weights` and a number `bias`.",
      },
      {
        met: (answer) => !areCloseTo(part(folded(answer, [1, -2]), "weights"), [10 / 24, -20 / 24]),
        hint: "You divide by the variance. It is the root of variance + epsilon.",
      },
      {
        met: (answer) => !areCloseTo(part(folded(answer, [1, -2]), "weights"), [0.2, -0.4]),
        hint: "The scale γ is missing: it multiplies the standardised sum.",
      },
      {
        met: (answer) => areCloseTo(part(folded(answer, [1, -2]), "weights"), [2, -4]),
        hint: "The weights are not right yet. Each must be multiplied by scale / √(variance + epsilon).",
      },
      {
        met: (answer) => !isClose(part(folded(answer, [1, -2]), "bias"), 3),
        hint: "The mean is missing in the bias: a sum that equals the mean must come out as the shift.",
      },
      {
        met: (answer) => isClose(part(folded(answer, [1, -2]), "bias"), -11),
        hint: "The weights are right. For the bias, put w · x = 0 into the batch norm: what comes out?",
      },
    ],
    answer:
      "With f = γ/√(σ² + ε) the new weights are f·w and the bias is β − f·μ. Nothing is left of the batch norm to compute, and programs that run trained networks do this as a matter of course. It works only with moving averages: by the batch's own moments, f and the bias would change with every batch.",
  },
);
