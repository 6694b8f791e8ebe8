import { at, defineExercises, isFunction, numbers } from "./exercise.js";

const isClose = (value: unknown, wanted: number): boolean =>
  typeof value === "number" && Math.abs(value - wanted) <= 1e-3;

const good = (answer: unknown, losses: readonly number[], share: number): unknown =>
  (answer as (losses: readonly number[], share: number) => unknown)([...losses], share);

const isSame = (value: unknown, wanted: readonly number[]): boolean =>
  Array.isArray(value) &&
  value.length === wanted.length &&
  wanted.every((each, place) => value[place] === each);

const next = (
  answer: unknown,
  means: readonly number[],
  deviations: readonly number[],
  kappa: number,
): unknown =>
  (answer as (means: readonly number[], deviations: readonly number[], kappa: number) => unknown)(
    [...means],
    [...deviations],
    kappa,
  );

defineExercises(
  {
    id: "23.1",
    takes: "mean and variance without noise, then with noise, for example [2, 1, 2, 1]",
    steps: [
      numbers(4, "mean and variance at the second place without noise, then mean and variance with it"),
      {
        met: (answer) => !isClose(at(answer, 0), 2.5),
        hint: "The loss was lower than expected, and the two places go together: the mean moves down, not up.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 1.5),
        hint: "The mean at the second place moves by its share of the surprise: 0.5 / 1 of −1.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 0.5),
        hint: "The variance falls by the covariance times itself, divided by the variance at the first place.",
      },
      {
        met: (answer) => isClose(at(answer, 1), 0.75),
        hint: "Look at the second formula with i = j: what is taken off is a product of two covariances. A variance is asked for, not its root.",
      },
      {
        met: (answer) => !(isClose(at(answer, 2), 1.5) || isClose(at(answer, 3), 0.75)),
        hint: "The first two are right. With noise, its variance is added where the formulas divide, so the trial teaches less.",
      },
      {
        met: (answer) => isClose(at(answer, 2), 1.75) && isClose(at(answer, 3), 0.875),
        hint: "The first two are right. With a noise of variance 1 both formulas divide by 1 + 1.",
      },
    ],
    answer:
      "Without noise the mean falls to 2 − 0.5 = 1.5 and the variance to 1 − 0.5² = 0.75; with noise to 1.75 and 0.875. The noise halves what the trial teaches. And the variance does not depend on the loss that came out: how sure the belief will be is known before the trial.",
  },
  {
    id: "23.2",
    takes: "a function of the losses and the share of good ones that returns a list of places",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("23.2", goodOnes).',
      },
      {
        met: (answer) => !isSame(good(answer, [3, 9, 5, 7], 0.25), [3]),
        hint: "It must return places in the list, counted from 0, not losses.",
      },
      {
        met: (answer) => !isSame(good(answer, [3, 9, 5, 7], 0.25), [1]),
        hint: "These are the worst: a low loss is good.",
      },
      {
        met: (answer) => isSame(good(answer, [3, 9, 5, 7], 0.25), [0]),
        hint: "Of four trials with the losses 3, 9, 5, 7 and a share of 0.25 there is one good one, at place 0.",
      },
      {
        met: (answer) => isSame(good(answer, [4, 2, 6], 0.15), [1]),
        hint: "The number is rounded up: 0.15 of three trials is one good trial, not none.",
      },
      {
        met: (answer) => isSame(good(answer, [10, 9, 100, 8], 0.75), [3, 1, 0]),
        hint: "The best one comes first. Mind that sort() without a function sorts numbers as text: 10 before 9.",
      },
    ],
    answer:
      "The same trials are good after any rising function of the loss, e^(10y) included: only the order counts. So one enormous loss does no harm. A Gaussian process would see a flat plain with a few towers, and its mean and length scale would be fitted to the towers; the library's sampler compresses the bad half of the losses before it fits.",
  },
  {
    id: "23.3",
    takes: "a function of the means, the deviations and κ that returns the next place",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("23.3", nextBy).',
      },
      {
        met: (answer) => next(answer, [2, 1, 4], [0.1, 0.1, 0.1], 1) !== 2,
        hint: "With equal deviations the lowest mean is next: look for the lowest bound, not the highest.",
      },
      {
        met: (answer) => next(answer, [2, 1.5, 4], [0.1, 0.1, 0.1], 1) === 1,
        hint: "Return the place (0, 1, 2, …), not the bound itself. With equal deviations it is that of the lowest mean.",
      },
      {
        met: (answer) => next(answer, [2, 1.5, 4], [0.1, 0.1, 2], 3) === 2,
        hint: "A place with a large deviation could be very low: the deviation, times κ, is subtracted from the mean.",
      },
      {
        met: (answer) =>
          next(answer, [2, 1.5, 4], [0.1, 0.1, 2], 0) === 1 &&
          next(answer, [2, 1.5, 4], [0.1, 0.1, 2], 1) === 1,
        hint: "κ decides how much the deviation counts: with κ = 0 not at all.",
      },
    ],
    answer:
      "The next place is that of the lowest mean − κ · deviation. κ = 0 is the rule of the lowest mean, and a very large κ that of the largest deviation. Which κ between the two is best depends on the loss and on the length scale, and nobody knows it beforehand: the dial is one more hyperparameter of the search.",
  },
);
