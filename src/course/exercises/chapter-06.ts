import { defineExercises, numbers } from "./exercise.js";

/** The validation loss of exercise 06.1, epoch by epoch. */
const given = [0.9, 0.7, 0.75, 0.69, 0.7, 0.71, 0.6];

const isList = (answer: unknown): answer is number[] => Array.isArray(answer);

defineExercises({
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
});
