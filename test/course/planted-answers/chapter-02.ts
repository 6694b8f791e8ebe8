const warmCosine =
  (after: (peak: number, share: number) => number, from = (warm: number): number => warm) =>
  (peak: number, warm: number, total: number) =>
  (step: number): number =>
    step < warm ? (peak * step) / warm : after(peak, (step - from(warm)) / (total - from(warm)));
const cosine = (peak: number, share: number): number => (peak / 2) * (1 + Math.cos(Math.PI * share));

/** What compareTuned returns, as far as exercise 02.3 looks at it. */
const comparison = (
  arms: readonly object[],
  shared: object = {},
  edges: readonly string[] = [],
  seeds = 5,
): object => ({
  arms: arms.map((values) => ({
    edges,
    runs: Array.from({ length: seeds }, (_, seed) => ({
      seed,
      hyperparameters: {
        initializer: "randomNormal",
        initializerScale: 0.4,
        layers: 3,
        schedule: "cosine",
        warmup: 0,
        clipNorm: 0,
        ...shared,
        ...values,
      },
    })),
  })),
});
const remedies = [{ warmup: 0.2 }, { clipNorm: 1 }];

/** The exercises of chapter 02: the right answer and wrong ones with the hint they must get. */
export const planted02 = {
  "02.1": {
    right: ["inverse time"],
    wrong: [
      { answer: "inverse time", hint: /a list with one or more/ },
      { answer: ["constant", "inverse time"], hint: /squares of a constant/ },
      { answer: ["exponential", "inverse time"], hint: /same factor again and again/ },
      { answer: ["inverse time", "cosine"], hint: /cosine's rate is 0/ },
    ],
  },
  "02.2": {
    right: warmCosine(cosine),
    wrong: [
      { answer: 0.1, hint: /the function itself/ },
      { answer: (peak: number) => peak, hint: /return another function/ },
      { answer: () => () => 0.1, hint: /straight line/ },
      { answer: warmCosine(cosine, () => 0), hint: /no jump/ },
      { answer: warmCosine((peak, share) => cosine(peak, 0.9 * share)), hint: /At step `total`/ },
      { answer: warmCosine((peak, share) => peak * (1 - share)), hint: /not half a cosine/ },
    ],
  },
  "02.3": {
    right: comparison(remedies),
    wrong: [
      { answer: "clipping", hint: /the comparison itself/ },
      { answer: comparison([{ warmup: 0.2 }, { warmup: 0.2, clipNorm: 1 }]), hint: /no clipping, the other/ },
      { answer: comparison(remedies, { initializer: "heNormal" }), hint: /begin badly/ },
      { answer: comparison(remedies, { layers: 1 }), hint: /network of the race/ },
      { answer: comparison(remedies, { schedule: "constant" }), hint: /network of the race/ },
      { answer: comparison(remedies, {}, ["high"]), hint: /edge of the grid/ },
      { answer: comparison(remedies, {}, [], 3), hint: /five or more/ },
    ],
  },
};
