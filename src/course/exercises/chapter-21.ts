import { defineExercises, isFunction, numbers } from "./exercise.js";

type Table = readonly (readonly number[])[];

const isTrapIn = (answer: unknown, table: Table, row: number, column: number): boolean =>
  (answer as (table: Table, row: number, column: number) => unknown)(table, row, column) === true;

const residuals = (answer: unknown, table: Table): readonly number[] =>
  (answer as (table: Table) => Table)(table.map((row) => [...row])).flat();

const isClose = (values: readonly number[], wanted: readonly number[]): boolean =>
  values.length === wanted.length && values.every((value, place) => Math.abs(value - wanted[place]!) < 1e-9);

/** The bill of exercise 21.1: of 8, 5, 4, 3 and 3 values, and with two more of a sixth. */
const isCount = (answer: unknown, place: number, count: number): boolean =>
  Array.isArray(answer) && answer[place] === count;

defineExercises(
  {
    id: "21.1",
    takes: "four numbers of runs, for example [100, 10, 200, 12]",
    steps: [
      numbers(4, "grid and one round with five hyperparameters, then the same two with six"),
      {
        met: (answer) => isCount(answer, 0, 1440),
        hint: "The first number: each value of one is combined with each value of all others, 8 · 5 · …",
      },
      {
        met: (answer) => !isCount(answer, 1, 23),
        hint: "23 counts some runs twice: when a turn begins, the value that stands there has just been tried with all the others as they are.",
      },
      {
        met: (answer) => isCount(answer, 1, 19),
        hint: "The second number: the first turn tries all of its values, each later turn all but the one that stands there already.",
      },
      {
        met: (answer) => isCount(answer, 2, 2880),
        hint: "The third number: every run of the old grid is now made with each of the two values.",
      },
      {
        met: (answer) => isCount(answer, 3, 20),
        hint: "The fourth number: two values, one of which stands there already.",
      },
    ],
    answer:
      "The grid takes 8 · 5 · 4 · 3 · 3 = 1440 runs, one round 8 + 4 + 3 + 2 + 2 = 19. A sixth hyperparameter with only two values doubles the grid, and adds one run to the round.",
  },
  {
    id: "21.2",
    takes: "a function of a table, a row and a column that returns true or false",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("21.2", isTrap).',
      },
      {
        met: (answer) => !isTrapIn(answer, [[1, 5], [5, 0]], 0, 1) && !isTrapIn(answer, [[3, 4], [1, 0]], 0, 0), // prettier-ignore
        hint: "Where a change of the row alone or of the column alone leads down, it is no trap: look along both.",
      },
      {
        met: (answer) =>
          !isTrapIn(
            answer,
            [
              [1, 5],
              [5, 0],
            ],
            1,
            1,
          ),
        hint: "The lowest cell of the whole table is where the search wants to go: it is no trap.",
      },
      {
        met: (answer) => !isTrapIn(answer, [[2, 9, 1], [9, 9, 9], [9, 9, 0]], 0, 0), // prettier-ignore
        hint: "A turn tries the whole row and the whole column, not only the neighbours: what is 2 worth in the row 2, 9, 1?",
      },
      {
        met: (answer) =>
          isTrapIn(answer, [[1, 5], [5, 0]], 0, 0) && isTrapIn(answer, [[9, 3, 9], [1, 9, 9], [9, 9, 2]], 0, 1) && isTrapIn(answer, [[9, 3, 9], [1, 9, 9], [9, 9, 2]], 2, 2), // prettier-ignore
        hint: "In the table with rows 1, 5 and 5, 0 the cell with 1 is a trap. So is one that is not the second lowest of its table.",
      },
    ],
    answer:
      "A trap is the lowest cell of its row and of its column, and not the lowest of the table. Between it and the lowest cell there may be a mountain or nothing at all: what makes it a trap is that no single change leads down. The traps of rate and momentum lie on the ridge, on one side of the lowest cell or on both.",
  },
  {
    id: "21.3",
    takes: "a function that takes a table and returns a table of the same shape",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("21.3", residuals).',
      },
      {
        met: (answer) => residuals(answer, [[0, 0, 0], [0, 0, 6]]).length === 6, // prettier-ignore
        hint: "It must return a number for each cell of the table that it was given.",
      },
      {
        met: (answer) => isClose(residuals(answer, [[7, 7], [7, 7]]), [0, 0, 0, 0]), // prettier-ignore
        hint: "A table of equal numbers has no interaction. The mean is part of the row's mean and of the column's: taken away twice, it must be added once.",
      },
      {
        met: (answer) => isClose(residuals(answer, [[1, 2, 4], [11, 12, 14]]), [0, 0, 0, 0, 0, 0]), // prettier-ignore
        hint: "In the table 1, 2, 4 and 11, 12, 14 the second row is the first plus ten: no interaction. Take away what the row adds and what the column adds.",
      },
      {
        met: (answer) => isClose(residuals(answer, [[0, 0], [0, 4]]), [1, -1, -1, 1]), // prettier-ignore
        hint: "Of the table 0, 0 and 0, 4 the residuals are 1, −1 and −1, 1: with their signs, and not squared.",
      },
    ],
    answer:
      "The residual is the value − the mean of its row − the mean of its column + the mean of all. Where factors multiply, as in 1, 2 and 10, 20, the losses interact and their logarithms do not. So interaction belongs to the scale on which the loss is measured. A search one at a time does not even notice the difference: it only asks which of two values is lower, and the logarithm leaves that as it is.",
  },
);
