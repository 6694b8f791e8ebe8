const named = (patients: readonly string[]): string[] => [...new Set(patients)];

/** Holm's method with other limits: the level over what `over` gives for the number of p-values and the rank from 0. */
const stepDown =
  (over: (count: number, rank: number) => number, stops = true) =>
  (pValues: readonly number[], level: number): boolean[] => {
    const sorted = pValues.map((p, place) => ({ p, place })).sort((a, b) => a.p - b.p);
    const passes = sorted.map(({ p }, rank) => p <= level / over(pValues.length, rank));
    const failure = passes.indexOf(false);
    const last = stops && failure >= 0 ? failure : passes.length;
    const discovered = new Set(
      sorted.filter((_, rank) => passes[rank] && rank < last).map(({ place }) => place),
    );
    return pValues.map((_, place) => discovered.has(place));
  };
const holm = stepDown((count, rank) => count - rank);

/** The exercises of chapter 19: the right answer and wrong ones with the hint they must get. */
export const planted19 = {
  "19.1": {
    right: [0.895, 0.296, 0.8],
    wrong: [
      { answer: 0.895, hint: /list of 3 numbers/ },
      { answer: [89.5, 29.6, 80], hint: /write 0.8 for 80 %/ },
      { answer: [0.895, 0.8, 0.296], hint: /changed places/ },
      { answer: [0.895, 0.296, 0.04], hint: /of the 50/ },
      { answer: [0.895, 0.04, 0.8], hint: /of the 135/ },
      { answer: [0.04, 0.296, 0.8], hint: /the well who were called well/ },
    ],
  },
  "19.2": {
    right: (patients: readonly string[], k: number) =>
      patients.map((name) => named(patients).indexOf(name) % k),
    wrong: [
      { answer: [0, 1, 0, 2], hint: /the function itself/ },
      { answer: (patients: readonly string[]) => named(patients), hint: /one number for each row/ },
      {
        answer: (patients: readonly string[]) => patients.map((name) => named(patients).indexOf(name)),
        hint: /from 0 to k/,
      },
      {
        answer: (patients: readonly string[], k: number) => patients.map((_, row) => row % k),
        hint: /in two folds/,
      },
      { answer: (patients: readonly string[]) => patients.map(() => 0), hint: /two patients more/ },
    ],
  },
  "19.3": {
    right: holm,
    wrong: [
      { answer: [true, false], hint: /the function itself/ },
      { answer: () => [true], hint: /one for each p-value/ },
      {
        answer: (pValues: readonly number[], level: number) => pValues.map((p) => p <= level),
        hint: /level \/ 4/,
      },
      { answer: stepDown((count) => count), hint: /not level \/ 3/ },
      {
        answer: (pValues: readonly number[], level: number) =>
          holm(
            pValues.toSorted((a, b) => a - b),
            level,
          ),
        hint: /in the order/,
      },
      { answer: stepDown((count, rank) => count - rank, false), hint: /all larger ones fail/ },
      { answer: (pValues: readonly number[]) => holm(pValues, 0.05), hint: /other levels/ },
    ],
  },
};
