const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The exercises of chapter 06: the right answer and wrong ones with the hint they must get. */
export const planted06 = {
  "06.1": {
    right: [3, 6, 7],
    wrong: [
      { answer: [3, 6], hint: /list of 3 numbers/ },
      { answer: [2, 5, 6], hint: /first epoch that is no new best/ },
      { answer: [3, 5, 7], hint: /two epochs without a new best/ },
      { answer: [3, 6, 6], hint: /Is it a new best/ },
      { answer: [3, 6, 9], hint: /only seven/ },
      { answer: [6, 3, 7], hint: /never stops earlier/ },
    ],
  },
  "06.2": {
    right: (losses: readonly number[]) =>
      losses.map((_, epoch) => mean(losses.slice(Math.max(0, epoch - 4), epoch + 1))),
    wrong: [
      { answer: [1, 2, 3], hint: /the function itself/ },
      { answer: (losses: readonly number[]) => mean(losses), hint: /one number for each epoch/ },
      {
        answer: (losses: readonly number[]) =>
          losses.map((_, epoch) => sum(losses.slice(Math.max(0, epoch - 4), epoch + 1)) / 5),
        hint: /by how many do you divide/,
      },
      {
        answer: (losses: readonly number[]) =>
          losses.map((_, epoch) => mean(losses.slice(Math.max(0, epoch - 2), epoch + 3))),
        hint: /may not use later epochs/,
      },
      {
        answer: (losses: readonly number[]) =>
          losses.map((_, epoch) => mean(losses.slice(Math.max(0, epoch - 5), epoch + 1))),
        hint: /up to four before it/,
      },
    ],
  },
  "06.3": {
    right: (losses: readonly number[], percent: number) => {
      const stops = losses.findIndex(
        (loss, epoch) => 100 * (loss / Math.min(...losses.slice(0, epoch + 1)) - 1) > percent,
      );
      return stops < 0 ? losses.length : stops + 1;
    },
    wrong: [
      { answer: 4, hint: /the function itself/ },
      { answer: (losses: readonly number[]) => losses.length - 1, hint: /only fall never stop/ },
      { answer: (losses: readonly number[]) => losses.length, hint: /in percent of that lowest loss/ },
      {
        answer: (losses: readonly number[], percent: number) => {
          const stops = losses.findIndex(
            (loss, epoch) => epoch > 0 && 100 * (loss / losses[epoch - 1]! - 1) > percent,
          );
          return stops < 0 ? losses.length : stops + 1;
        },
        hint: /in percent of that lowest loss|lowest loss so far moves on/,
      },
      {
        answer: (losses: readonly number[], percent: number) => {
          const stops = losses.findIndex(
            (loss, epoch) => 100 * (loss / Math.min(...losses.slice(0, 2)) - 1) > percent && epoch > 1,
          );
          return stops < 0 ? losses.length : stops + 1;
        },
        hint: /lowest loss so far moves on/,
      },
    ],
  },
};
