import { presets } from "../../hyperparameters/presets.js";
import type { RunRecord } from "../../training/training-run.js";
import { isBetter } from "../evidence/is-better.js";
import { at, defineExercises, isFunction, numbers } from "./exercise.js";

/** A run as exercise 00.1 gives it to the function that was handed in: the lowest validation loss is not the lowest loss, nor the last. */
const invented = {
  history: [
    { epoch: 1, loss: 2, valLoss: 1.8 },
    { epoch: 2, loss: 1.2, valLoss: 1.1 },
    { epoch: 3, loss: 0.8, valLoss: 0.9 },
    { epoch: 4, loss: 0.5, valLoss: 1 },
    { epoch: 5, loss: 0.6, valLoss: 1.3 },
  ],
};

const found = (answer: unknown): number => (answer as (run: typeof invented) => number)(invented);
const sides = (answer: unknown): [RunRecord[], RunRecord[]] => answer as [RunRecord[], RunRecord[]];
const seedsOf = (runs: readonly RunRecord[]): string => runs.map(({ seed }) => seed).sort((a, b) => a - b).join(); // prettier-ignore

/** Whether all runs have the same hyperparameters, and are of the digits. */
const areAlike = (runs: readonly RunRecord[], wanted: object): boolean =>
  runs.every(
    ({ hyperparameters, dataset }) =>
      dataset.name === "digits" &&
      Object.entries(wanted).every(([name, value]) => hyperparameters[name as keyof typeof hyperparameters] === value),
  ); // prettier-ignore

defineExercises(
  {
    id: "00.1",
    takes: "a function that takes a run and returns the epoch with the lowest validation loss",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("00.1", bestEpoch).',
      },
      {
        met: (answer) => Number.isInteger(found(answer)),
        hint: "It must return the number of an epoch, not the loss or the whole record.",
      },
      {
        met: (answer) => found(answer) !== 5,
        hint: "The last epoch need not be the best.",
      },
      {
        met: (answer) => found(answer) !== 4,
        hint: "That is where the training loss is lowest. Look at valLoss.",
      },
      {
        met: (answer) => found(answer) !== 2,
        hint: "That is the place in the list, which counts from 0. The record itself knows its epoch.",
      },
      {
        met: (answer) => found(answer) === 3,
        hint: "In the history 1.8, 1.1, 0.9, 1, 1.3 the lowest validation loss is in epoch 3.",
      },
    ],
    answer:
      "Sort the records by valLoss, or walk through them, and return the epoch of the lowest. The lowest training loss would be the wrong one to look for: it says how well the network knows the images it learns from, not how well it reads new ones.",
  },
  {
    id: "00.2",
    takes:
      "the parameters of the first hidden layer, of the second, and of the output, for example [640, 100, 10]",
    steps: [
      numbers(3, "the parameters of the first hidden layer, of the second, and of the output"),
      {
        met: (answer) => at(answer, 0) !== 64 * 16,
        hint: "Those are the weights of the first layer. Every unit has one number more.",
      },
      {
        met: (answer) => at(answer, 0) === 65 * 16,
        hint: "First layer: each of its 16 units sees all 64 pixels. How many numbers does one unit have?",
      },
      {
        met: (answer) => at(answer, 1) === 17 * 16,
        hint: "Second layer: what comes in is what the first layer gives, 16 numbers, not the pixels. Do not forget the biases.",
      },
      {
        met: (answer) => at(answer, 2) === 17 * 10,
        hint: "Output: ten sums, one per digit, of what the second layer gives. Do not forget the biases.",
      },
    ],
    answer:
      "A layer has (inputs + 1) × units parameters: 65 × 16 = 1,040, then 17 × 16 = 272 and 17 × 10 = 170, together 1,482. Most of them sit where the pixels come in.",
  },
  {
    id: "00.3",
    takes: "two lists of runs, the baseline's and yours: [baselineRuns, challengers]",
    steps: [
      {
        met: (answer) => (answer as readonly unknown[]).length === 2 && sides(answer).every((runs) => runs.every(({ history }) => history.length > 0)),
        hint: "Hand in two lists of runs, the baseline's first: [baselineRuns, challengers]. A sweep has them in its runs, as run.",
      },
      {
        met: (answer) => areAlike(sides(answer)[0], presets.baseline),
        hint: "The first list must be runs of presets.baseline on the digits, with nothing changed.",
      },
      {
        met: (answer) => areAlike(sides(answer)[1], sides(answer)[1][0]!.hyperparameters),
        hint: "All runs of the second list must be of the digits, and have the same hyperparameters.",
      },
      {
        met: (answer) => !areAlike(sides(answer)[1], presets.baseline),
        hint: "Yours are runs of the baseline, too. Change at least one hyperparameter.",
      },
      {
        met: (answer) => new Set(sides(answer)[0].map(({ seed }) => seed)).size >= 5 && seedsOf(sides(answer)[0]) === seedsOf(sides(answer)[1]),
        hint: "Both sides need the same seeds, five or more, and one run for each.",
      },
      {
        met: (answer) => sides(answer)[1][0]!.hyperparameters.epochs <= presets.baseline.epochs,
        hint: "Yours may take at most 20 epochs, as the baseline does.",
      },
      {
        met: (answer) => isBetter(sides(answer)[1], sides(answer)[0], { metric: "valAccuracy" }).verdict !== "contradicted",
        hint: "Yours reads fewer digits correctly than the baseline, beyond luck. Go the other way.",
      },
      {
        met: (answer) => isBetter(sides(answer)[1], sides(answer)[0], { metric: "valAccuracy" }).verdict === "supported",
        hint: "The difference could still be luck. Look for a change that gains more, or use more seeds.",
      },
    ],
    answer:
      "More units, smaller batches and better optimizers can each do it. You looked at the validation images every time you tried something, so the best of your tries looks a little better than it is: what it is really worth, only images that played no part in the choice can tell. That is chapter 19.",
  },
); // prettier-ignore
