/** The right answer to an exercise, and wrong ones with the hint they must get. */
interface Planted {
  readonly right: unknown;
  readonly wrong: readonly { readonly answer: unknown; readonly hint: RegExp }[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

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
        warmup: 0,
        clipNorm: 0,
        ...shared,
        ...values,
      },
    })),
  })),
});
const remedies = [{ warmup: 0.2 }, { clipNorm: 1 }];

export const planted: Readonly<Record<string, Planted>> = {
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
      { answer: comparison(remedies, {}, ["high"]), hint: /edge of the grid/ },
      { answer: comparison(remedies, {}, [], 3), hint: /five or more/ },
    ],
  },
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
