import { at, defineExercises, isClose, isFunction, numbers } from "./exercise.js";

/** The largest factor that a submitted function returns for a penalty. */
const largest = (answer: unknown, lambda: number): number =>
  Number((answer as (lambda: number) => unknown)(lambda));

/** The number at a place of a list that `numbers` has accepted. */
const numberAt = (answer: unknown, index: number): number => Number(at(answer, index));

defineExercises(
  {
    id: "13.1",
    takes: "the parameters of two layers of 64 and the units of the single layer, for example [5000, 66]",
    steps: [
      numbers(2, "the parameters of the two layers, then the units of the single one"),
      {
        met: (answer) => !isClose(at(answer, 0), 8832),
        hint: "You counted the weights only. Every unit has a bias too, those of the output as well.",
      },
      {
        met: (answer) => isClose(at(answer, 0), 8970),
        hint: "Look at the first number: 65 · 64 from the pixels, 65 · 64 between the hidden layers, and 65 · 10 to the outputs.",
      },
      {
        met: (answer) => !isClose(at(answer, 1), 120) && Number.isInteger(at(answer, 1)),
        hint: "Very near: 120 units have a few parameters too many. How many whole units are within the budget?",
      },
      {
        met: (answer) => isClose(at(answer, 1), 119),
        hint: "The first number is right. Put it equal to 75n + 10, solve for n, and round down.",
      },
    ],
    answer:
      "Two layers of 64 have 8,970 parameters; a single layer may have 119 units for 8,935. Nearly half of the parameters of the two layers lie between them, and that part quadruples when the width doubles.",
  },
  {
    id: "13.2",
    takes: "a number of images and the squared error with it, for example [95, errorWith(95)]",
    steps: [
      numbers(2, "the number of images, then the squared error"),
      {
        met: (answer) =>
          numberAt(answer, 0) >= 10 && numberAt(answer, 0) <= 100 && Number.isInteger(at(answer, 0)),
        hint: "The number of images must be a whole number from 10 to 100.",
      },
      {
        met: (answer) => !isClose(at(answer, 0), 100),
        hint: "That is where you are: 100 images for 100 units, the peak. You may only throw images away.",
      },
      {
        met: (answer) => numberAt(answer, 1) > 0 && numberAt(answer, 1) < 2,
        hint: "That error is not below 2. Move further away from the peak: it stands where there are as many images as units.",
      },
    ],
    answer:
      "Half of the images will do: with far fewer images than units the network is well beyond its peak, and the error is a small part of what it was. This is no advice to throw data away. The table of the tuned penalties shows a lower error still, with the same 100 units and all hundred images.",
  },
  {
    id: "13.3",
    takes: "a function of the penalty that returns the largest factor",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("13.3", largest).',
      },
      {
        met: (answer) => !isClose(largest(answer, 4), 0.5),
        hint: "1/√λ is twice too large: put σ = √λ into both the numerator and the denominator.",
      },
      {
        met: (answer) => isClose(largest(answer, 1), 0.5),
        hint: "Try λ = 1: at σ = 0.5, 1 and 2 the factor is 0.4, 0.5 and 0.4. What does your function say?",
      },
      {
        met: (answer) => isClose(largest(answer, 4), 0.25) && isClose(largest(answer, 100), 0.05),
        hint: "For λ = 1 it is right. For λ = 4 the largest factor is at σ = 2: what is it there?",
      },
    ],
    answer:
      "The largest factor is 1 / (2√λ), reached at σ = √λ. Without a penalty the factor 1/σ has no bound, and near p = n some σ is nearly 0. With λ = 30 nothing is multiplied by more than about 0.09, and directions with σ far above √λ are hardly changed. So the peak goes, and what was learned well stays.",
  },
);
