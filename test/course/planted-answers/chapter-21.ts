type Table = readonly (readonly number[])[];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value / values.length, 0);

const inColumn = (table: Table, column: number): number[] => table.map((row) => row[column]!);

const isLowestOfBoth = (table: Table, row: number, column: number): boolean =>
  table[row]![column] === Math.min(...table[row]!, ...inColumn(table, column));

const residualsWith = (table: Table, means: number): number[][] =>
  table.map((row) =>
    row.map((value, j) => value - mean(row) - mean(inColumn(table, j)) + means * mean(table.flat())),
  );

/** The exercises of chapter 21: the right answer and wrong ones with the hint they must get. */
export const planted21 = {
  "21.1": {
    right: [1440, 19, 2880, 20],
    wrong: [
      { answer: 1440, hint: /list of 4 numbers/ },
      { answer: [23, 19, 2880, 20], hint: /combined with each value/ },
      { answer: [1440, 23, 2880, 25], hint: /some runs twice/ },
      { answer: [1440, 18, 2880, 20], hint: /first turn tries all/ },
      { answer: [1440, 19, 1442, 20], hint: /each of the two values/ },
      { answer: [1440, 19, 2880, 21], hint: /stands there already/ },
    ],
  },
  "21.2": {
    right: (table: Table, row: number, column: number) =>
      isLowestOfBoth(table, row, column) && table[row]![column]! > Math.min(...table.flat()),
    wrong: [
      { answer: true, hint: /the function itself/ },
      {
        answer: (table: Table, row: number, column: number) => {
          const value = table[row]![column]!;
          return value === Math.min(...table[row]!) && value > Math.min(...table.flat());
        },
        hint: /look along both/,
      },
      { answer: isLowestOfBoth, hint: /lowest cell of the whole table/ },
      {
        answer: (table: Table, row: number, column: number) => {
          const near = [row - 1, row + 1].map((i) => table[i]?.[column] ?? Infinity);
          near.push(...[column - 1, column + 1].map((j) => table[row]![j] ?? Infinity));
          return (
            table[row]![column]! <= Math.min(...near) && table[row]![column]! > Math.min(...table.flat())
          );
        },
        hint: /not only the neighbours/,
      },
      { answer: () => false, hint: /is a trap/ },
    ],
  },
  "21.3": {
    right: (table: Table) => residualsWith(table, 1),
    wrong: [
      { answer: [[1, -1], [-1, 1]], hint: /the function itself/ }, // prettier-ignore
      { answer: (table: Table) => [table.map(mean)], hint: /a number for each cell/ },
      { answer: (table: Table) => residualsWith(table, 0), hint: /added once/ },
      {
        answer: (table: Table) => table.map((row) => row.map((value) => value - mean(row))),
        hint: /second row/,
      },
      {
        answer: (table: Table) => residualsWith(table, 1).map((row) => row.map((value) => value ** 2)),
        hint: /signs/,
      },
    ],
  },
};
