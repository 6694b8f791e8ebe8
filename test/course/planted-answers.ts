/** For each exercise the right answer, and wrong ones with the hint they must get. */
interface Planted {
  readonly right: unknown;
  readonly wrong: readonly { readonly answer: unknown; readonly hint: RegExp }[];
}

export const planted: Readonly<Record<string, Planted>> = {
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
};
