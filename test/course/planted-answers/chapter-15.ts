type Random = () => number;
type Answers = readonly (readonly number[])[];

/** The product of the answers for each class, to a power. */
const products = (answers: Answers, power: number): number[] =>
  answers[0]!.map((_, k) => answers.reduce((product, each) => product * each[k]!, 1) ** power);

/** Numbers divided by their sum. */
const shares = (values: readonly number[]): number[] => {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};

/** The exercises of chapter 15: the right answer and wrong ones with the hint they must get. */
export const planted15 = {
  "15.1": {
    right: [1, 0.25, 0.8, 0.16],
    wrong: [
      { answer: [1, 0.25], hint: /list of 4 numbers/ },
      { answer: [0.8, 0.16, 1, 0.25], hint: /The first number/ },
      { answer: [1, 1.25, 0.8, 0.16], hint: /the mean square/ },
      { answer: [1, 0.5, 0.8, 0.16], hint: /The second number/ },
      { answer: [1, 0.25, 1, 0.16], hint: /The third number/ },
      { answer: [1, 0.25, 0.8, 0.8], hint: /The last number/ },
    ],
  },
  "15.2": {
    right: (outputs: readonly number[], p: number, random: Random) =>
      outputs.map((output) => (random() < p ? 0 : output / (1 - p))),
    wrong: [
      { answer: [6, 0, 8], hint: /the function itself/ },
      { answer: () => 6, hint: /return a list/ },
      {
        answer: (outputs: readonly number[], p: number, random: Random) =>
          outputs.map((output) => (random() < p ? 0 : output)),
        hint: /must be enlarged/,
      },
      {
        answer: (outputs: readonly number[], p: number, random: Random) =>
          outputs.map((output) => (random() < p ? 0 : output / p)),
        hint: /divide by p/,
      },
      {
        answer: (outputs: readonly number[], p: number, random: Random) =>
          outputs.map((output) => (random() < p ? output / (1 - p) : 0)),
        hint: /other way round/,
      },
      {
        answer: (outputs: readonly number[], p: number, random: Random) => {
          const off = random() < p;
          return outputs.map((output) => (off ? 0 : output / (1 - p)));
        },
        hint: /one number for each unit/,
      },
      {
        answer: (outputs: readonly number[], p: number, random: Random) =>
          outputs.map((output) => (random() < p ? 0 : output * 2)),
        hint: /p = 0.5 only/,
      },
    ],
  },
  "15.3": {
    right: (answers: Answers) => shares(products(answers, 1 / answers.length)),
    wrong: [
      { answer: [0.75, 0.25], hint: /the function itself/ },
      { answer: () => 0.75, hint: /return a list/ },
      {
        answer: (answers: Answers) =>
          answers[0]!.map((_, k) => answers.reduce((sum, each) => sum + each[k]!, 0) / answers.length),
        hint: /the usual mean/,
      },
      { answer: (answers: Answers) => products(answers, 1 / answers.length), hint: /Divide each/ },
      { answer: (answers: Answers) => shares(products(answers, 1)), hint: /root is missing/ },
      { answer: (answers: Answers) => [...answers[1]!], hint: /3 to 1/ },
      { answer: (answers: Answers) => shares(products(answers, 1 / 2)), hint: /third root/ },
    ],
  },
};
