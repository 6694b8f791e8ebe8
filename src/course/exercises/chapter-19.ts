import { at, defineExercises, isClose, isFunction, isList, numbers, resultOf } from "./exercise.js";

const rows = ["Ann", "Bob", "Ann", "Cem", "Dee", "Eve", "Bob", "Ann", "Fay", "Gus", "Ann"];

/** What the folds of exercise 19.2 are, for some number of them. */
const foldsFor = (answer: unknown, count: number): number[] => resultOf(answer, [...rows], count) as number[];

/** How many patients each fold has. */
const patientsPerFold = (answer: unknown, count: number): number[] => {
  const folds = foldsFor(answer, count);
  return Array.from(
    { length: count },
    (_, fold) => new Set(rows.filter((_, row) => folds[row] === fold)).size,
  );
};

/** The discoveries of exercise 19.3. */
const found = (answer: unknown, pValues: readonly number[], level = 0.05): string =>
  (resultOf(answer, [...pValues], level) as boolean[]).map(Number).join("");

defineExercises(
  {
    id: "19.1",
    takes: "accuracy, precision and recall, for example [0.9, 0.5, 0.5]",
    steps: [
      numbers(3, "accuracy, precision, recall, as shares from 0 to 1"),
      {
        met: (answer) => (answer as number[]).every((share) => share >= 0 && share <= 1),
        hint: "Shares lie from 0 to 1: write 0.8 for 80 %.",
      },
      {
        met: (answer) => !(isClose(at(answer, 1), 0.8, 0.005) && isClose(at(answer, 2), 40 / 135, 0.005)),
        hint: "Precision and recall have changed places: precision is about the alarms, recall about the ill.",
      },
      {
        met: (answer) => isClose(at(answer, 2), 0.8, 0.005),
        hint: "Recall: of the 50 who are ill, how many were called ill?",
      },
      {
        met: (answer) => isClose(at(answer, 1), 40 / 135, 0.005),
        hint: "Precision: of the 135 who were called ill, how many are?",
      },
      {
        met: (answer) => isClose(at(answer, 0), 0.895, 0.002),
        hint: "Accuracy counts the well who were called well, too: 950 are well, and 95 of them raised an alarm.",
      },
    ],
    answer:
      "Accuracy is 0.895, precision 0.296, recall 0.8. Calling nobody ill would have an accuracy of 0.95, and find no one. Seven in ten alarms are false although most of the well are recognised, because there are nineteen times as many of them as of the ill.",
  },
  {
    id: "19.2",
    takes: "a function (patients, k) => folds",
    steps: [
      { met: isFunction, hint: "Hand in the function itself: (patients, k) => …" },
      {
        met: (answer) => isList(foldsFor(answer, 3)) && foldsFor(answer, 3).length === rows.length,
        hint: "It must return a list with one number for each row.",
      },
      {
        met: (answer) =>
          [2, 3].every((count) =>
            foldsFor(answer, count).every((fold) => Number.isInteger(fold) && fold >= 0 && fold < count),
          ),
        hint: "The numbers must be whole, from 0 to k − 1.",
      },
      {
        met: (answer) =>
          [2, 3, 5].every((count) => {
            const folds = foldsFor(answer, count);
            return rows.every((name, row) => folds[row] === folds[rows.indexOf(name)]);
          }),
        hint: "Some patient is in two folds. Deal patients, not rows.",
      },
      {
        met: (answer) =>
          [2, 3, 5].every((count) => {
            const sizes = patientsPerFold(answer, count);
            return Math.max(...sizes) - Math.min(...sizes) <= 1;
          }),
        hint: "Patients stay together, but some folds have at least two patients more than others.",
      },
    ],
    answer:
      "Deal the patients, and let every row follow its patient. With patients of very different numbers of rows, or few of a rare class, one would also balance those; but keeping them together comes first.",
  },
  {
    id: "19.3",
    takes: "a function (pValues, level) => isDiscovery",
    steps: [
      { met: isFunction, hint: "Hand in the function itself: (pValues, level) => …" },
      {
        met: (answer) => found(answer, [0.001, 0.9]).length === 2,
        hint: "It must return a list of true and false, one for each p-value.",
      },
      {
        met: (answer) => found(answer, [0.04, 0.9, 0.8, 0.7]) === "0000",
        hint: "A single p-value of 0.04 among four is taken for a discovery: the smallest has to pass level / 4.",
      },
      {
        met: (answer) => found(answer, [0.01, 0.02, 0.9]) === "110",
        hint: "Three p-values, 0.01, 0.02 and 0.9: the second has to pass level / 2, not level / 3.",
      },
      {
        met: (answer) => found(answer, [0.9, 0.02, 0.01]) === "011",
        hint: "The answers must stand in the order in which the p-values were given.",
      },
      {
        met: (answer) => found(answer, [0.03, 0.04]) === "00",
        hint: "After the first that fails, all larger ones fail too: with 0.03 and 0.04 there is no discovery at 0.05.",
      },
      {
        met: (answer) =>
          found(answer, [0.001, 0.004], 0.002) === "10" && found(answer, [0.01, 0.02, 0.03]) === "111",
        hint: "Try other levels, and three that all pass.",
      },
    ],
    answer:
      "Of twenty comparisons without any difference, at least one falls below 0.05 with a chance of 64 %. Holm's limits, from level / 20 upwards, bring the chance of even one false discovery down to 5 %. They are never stricter than dividing every level by 20 (Bonferroni), so there is no reason to do that instead.",
  },
);
