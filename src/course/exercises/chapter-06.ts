import { defineExercises, isFunction, isList, numbers } from "./exercise.js";

/** The validation loss of exercise 06.1, epoch by epoch. */
const given = [0.9, 0.7, 0.75, 0.69, 0.7, 0.71, 0.6];

/** The losses that a submitted function returns. */
const smoothed = (answer: unknown, losses: readonly number[]): readonly number[] =>
  (answer as (losses: readonly number[]) => readonly number[])([...losses]);

/** The epoch that a submitted function returns. */
const tooFarUp = (answer: unknown, losses: readonly number[], percent: number): number =>
  (answer as (losses: readonly number[], percent: number) => number)([...losses], percent);

const isClose = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => Math.abs(value - b[index]!) < 1e-9);

defineExercises(
  {
    id: "06.1",
    takes: "the epochs after which patience 1, 2 and 3 stop, for example [2, 4, 6]",
    steps: [
      numbers(3, "the epochs after which patience 1, 2 and 3 stop"),
      {
        met: (answer) => isList(answer) && answer.every((epoch) => epoch >= 1 && epoch <= given.length),
        hint: "Epochs are counted from 1, and there are only seven of them: where nothing stops it, training ends after the last.",
      },
      {
        met: (answer) => isList(answer) && answer[0]! <= answer[1]! && answer[1]! <= answer[2]!,
        hint: "More patience never stops earlier. Go through the losses once more for the ones out of order.",
      },
      {
        met: (answer) => isList(answer) && answer[0] === 3,
        hint: "Patience 1 stops at the first epoch that is no new best. Which is the first loss above the best before it?",
      },
      {
        met: (answer) => isList(answer) && answer[1] === 6,
        hint: "Patience 2 waits for two epochs without a new best in a row, and a new best starts the count again.",
      },
      {
        met: (answer) => isList(answer) && answer[2] === 7,
        hint: "For patience 3 the last loss comes just in time. Is it a new best?",
      },
    ],
    answer:
      "Patience 1 stops after epoch 3 and keeps epoch 2, patience 2 after epoch 6 and keeps epoch 4, and patience 3 gets to the end and keeps epoch 7, the best of all: one epoch more of waiting was worth it.",
  },
  {
    id: "06.2",
    takes: "a function that takes the losses of all epochs and returns as many smoothed ones",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("06.2", smoothed).',
      },
      {
        met: (answer) => smoothed(answer, [3, 1, 2]).length === 3,
        hint: "It must return a list with one number for each epoch that it was given.",
      },
      {
        met: (answer) => isClose(smoothed(answer, [4, 4, 4, 4, 4, 4, 4]), [4, 4, 4, 4, 4, 4, 4]),
        hint: "Losses that never change must stay as they are. Early epochs have fewer than five before them: by how many do you divide?",
      },
      {
        met: (answer) =>
          isClose(smoothed(answer, [1, 2, 9]).slice(0, 2), smoothed(answer, [1, 2]).slice(0, 2)),
        hint: "The smoothed loss of an epoch may not use later epochs: a rule that decides while it trains has not seen them.",
      },
      {
        met: (answer) => isClose(smoothed(answer, [6, 0, 0, 0, 0, 0]), [6, 3, 2, 1.5, 1.2, 0]),
        hint: "Each number is the mean of its own epoch and of up to four before it. Which epochs does your window hold?",
      },
    ],
    answer:
      "After the first five epochs, the mean rises only when the new loss lies above that of five epochs before. So a bump smaller than what five epochs gained no longer ends the training, and a taller one still does. The price is that the mean comes late: it still falls when the losses have turned.",
  },
  {
    id: "06.3",
    takes:
      "a function that takes the losses and a percentage and returns the epoch after which training stops",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("06.3", tooFarUp).',
      },
      {
        met: (answer) => tooFarUp(answer, [3, 2, 1], 5) === 3,
        hint: "Losses that only fall never stop the training: the answer is then the last epoch, counted from 1.",
      },
      {
        met: (answer) =>
          tooFarUp(answer, [1, 0.5, 0.52, 0.6, 0.4], 5) === 4 &&
          tooFarUp(answer, [1, 1.04, 1.08, 0.5], 5) === 3,
        hint: "Compare with the lowest loss so far, in percent of that lowest loss: 0.52 lies 4 % above 0.5, 0.6 lies 20 % above.",
      },
      {
        met: (answer) => tooFarUp(answer, [2, 1, 1.5, 0.9, 1.55, 2], 60) === 5,
        hint: "The lowest loss so far moves on when a new one comes, and a rise below the percentage is forgiven, however long it lasts.",
      },
    ],
    answer:
      "Training stops as soon as the loss lies more than the percentage above its lowest value so far. The rule counts height instead of time: it forgives any number of small bumps, and one tall bump ends it. Where the losses jump by more than the percentage from one epoch to the next, it stops on noise, too: the percentage must be larger than the bumps.",
  },
);
