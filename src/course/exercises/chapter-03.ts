import { defineExercises, isFunction, isList, numbers } from "./exercise.js";

type Accumulate = (gradients: readonly (readonly number[])[], counts: readonly number[]) => readonly number[];

const accumulated = (answer: unknown, gradients: number[][], counts: number[]): readonly number[] =>
  (answer as Accumulate)(gradients, counts);

/** The mean squared length of batch gradients, which is signal + noise / B. */
const measured = (
  batchSize: number,
  signal: number,
  noise: number,
): { batchSize: number; squaredLength: number } => ({ batchSize, squaredLength: signal + noise / batchSize });

/** What a submitted function makes of two batch sizes, for a given ‖g‖² and σ². */
const noiseScale = (answer: unknown, signal: number, noise: number, sizes = [16, 1024]): number =>
  (answer as (...sizes: unknown[]) => number)(...sizes.map((size) => measured(size, signal, noise)));

/** The second batch is so large that its squared length is the signal alone: only what is done with σ² can be wrong. */
const nearlyAll = [8, 1e12];

const isClose = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(b));

const areClose = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => isClose(value, b[index]!));

defineExercises(
  {
    id: "03.1",
    takes:
      "the batch size, the steps of an epoch and the factor for the learning rate, for example [64, 48, 2]",
    steps: [
      numbers(3, "the batch size, the steps of an epoch, and the factor for the learning rate"),
      {
        met: (answer) => isList(answer) && answer[0] === 288,
        hint: "The noise is σ / √B. By which factor must B grow so that its root grows threefold?",
      },
      {
        met: (answer) => isList(answer) && answer[1] === 11,
        hint: "Divide the examples by the batch size. What happens to the examples that do not fill a whole batch?",
      },
      {
        met: (answer) => isList(answer) && answer[2] === 9,
        hint: "Linear scaling multiplies the rate by the same factor as the batch, not as the noise.",
      },
    ],
    answer:
      "A third of the noise takes nine times the batch: 288 examples. 3,072 / 288 is 10.67, so an epoch has 11 steps, the last one on a smaller batch. Linear scaling multiplies the rate by nine, which may already be further than the rule can be trusted.",
  },
  {
    id: "03.2",
    takes: "a function that takes the gradients of the pieces and their counts and returns one gradient",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("03.2", accumulate).',
      },
      {
        met: (answer) => accumulated(answer, [[1, 2, 3]], [4]).length === 3,
        hint: "It must return a gradient: a list with one number for each weight.",
      },
      {
        met: (answer) => areClose(accumulated(answer, [[2, -4]], [5]), [2, -4]),
        hint: "A single piece is the whole batch, and its gradient must come back as it is. Is a sum left undivided?",
      },
      {
        met: (answer) =>
          areClose(
            accumulated(
              answer,
              [
                [2, 0],
                [4, 6],
              ],
              [8, 8],
            ),
            [3, 3],
          ),
        hint: "Two pieces of equal size must give the mean of their gradients.",
      },
      {
        met: (answer) => areClose(accumulated(answer, [[1], [9]], [24, 8]), [3]),
        hint: "A piece with three times the examples must have three times the say. Are the counts used?",
      },
    ],
    answer:
      "Multiply each piece's gradient by its number of examples, add up, and divide by all examples: that is the mean over single examples, however they were cut. A plain mean of the pieces gives the examples of a small piece too much weight. This matters in practice for texts, where pieces hold different numbers of words.",
  },
  {
    id: "03.3",
    takes:
      "a function that takes two measurements { batchSize, squaredLength } and returns the noise scale in examples",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("03.3", noiseScale).',
      },
      {
        met: (answer) => Number.isFinite(noiseScale(answer, 4, 64)),
        hint: "It must return a finite number. Are the fields called batchSize and squaredLength?",
      },
      {
        met: (answer) => isClose(noiseScale(answer, 4, 64), noiseScale(answer, 16, 256)),
        hint: "If all gradients were twice as long, signal and noise would grow alike, and the noise scale would stay. Yours changes: is it a ratio?",
      },
      {
        met: (answer) => noiseScale(answer, 4, 128, nearlyAll) > noiseScale(answer, 4, 64, nearlyAll),
        hint: "More noise must give a larger noise scale. Which of the two belongs on top?",
      },
      {
        met: (answer) => !isClose(noiseScale(answer, 4, 64, nearlyAll), 4),
        hint: "That is the root of the noise scale, σ / ‖g‖. The noise scale is σ² / ‖g‖²: the squared lengths are squares already.",
      },
      {
        met: (answer) => isClose(noiseScale(answer, 4, 64, nearlyAll), 16),
        hint: "The difference of the two squared lengths is not σ² yet, but σ² times (1/B of the small batch minus 1/B of the large one). Is it divided by that?",
      },
      {
        met: (answer) => isClose(noiseScale(answer, 4, 64, [8, 32]), 16),
        hint: "Close, perhaps. The squared length of the large batch is not the signal yet: it still holds σ² divided by its batch size.",
      },
    ],
    answer:
      "The difference of the two squared lengths, divided by 1/B of the small batch minus 1/B of the large one, is σ². What remains of the large batch's squared length after taking σ²/B away is the signal, and their ratio is the noise scale. Nothing but batch gradients was needed, so it can be watched while a large network trains.",
  },
);
