type Numbers = readonly number[];

const goodOnes = (losses: Numbers, share: number): number[] =>
  losses
    .map((_, place) => place)
    .sort((a, b) => losses[a]! - losses[b]!)
    .slice(0, Math.ceil(share * losses.length));

const lowest = (bounds: Numbers): number => bounds.indexOf(Math.min(...bounds));

/** The exercises of chapter 23: the right answer and wrong ones with the hint they must get. */
export const planted23 = {
  "23.1": {
    right: [1.5, 0.75, 1.75, 0.875],
    wrong: [
      { answer: [1.5, 0.75], hint: /list of 4 numbers/ },
      { answer: [2.5, 0.75, 2.25, 0.875], hint: /moves down, not up/ },
      { answer: [1, 0.75, 1.5, 0.875], hint: /its share of the surprise/ },
      { answer: [1.5, 0.5, 1.75, 0.75], hint: /the covariance times itself/ },
      { answer: [1.5, 0.866, 1.75, 0.935], hint: /not its root/ },
      { answer: [1.5, 0.75, 1.5, 0.75], hint: /teaches less/ },
      { answer: [1.5, 0.75, 1.75, 1.875], hint: /divide by 1 \+ 1/ },
    ],
  },
  "23.2": {
    right: goodOnes,
    wrong: [
      { answer: [0], hint: /the function itself/ },
      {
        answer: (losses: Numbers, share: number) => goodOnes(losses, share).map((place) => losses[place]),
        hint: /not losses/,
      },
      {
        answer: (losses: Numbers, share: number) => goodOnes(losses.map((loss) => -loss), share), // prettier-ignore
        hint: /a low loss is good/,
      },
      {
        answer: (losses: Numbers, share: number) => goodOnes(losses, 1).slice(0, Math.floor(share * losses.length)), // prettier-ignore
        hint: /rounded up/,
      },
      {
        answer: (losses: Numbers, share: number) => goodOnes(losses, share).sort((a, b) => a - b),
        hint: /best one comes first/,
      },
    ],
  },
  "23.3": {
    right: (means: Numbers, deviations: Numbers, kappa: number) =>
      lowest(means.map((mean, i) => mean - kappa * deviations[i]!)),
    wrong: [
      { answer: 3, hint: /the function itself/ },
      {
        answer: (means: Numbers, deviations: Numbers, kappa: number) =>
          lowest(means.map((mean, i) => -mean - kappa * deviations[i]!)),
        hint: /not the highest/,
      },
      {
        answer: (means: Numbers, deviations: Numbers, kappa: number) =>
          Math.min(...means.map((mean, i) => mean - kappa * deviations[i]!)),
        hint: /not the bound itself/,
      },
      {
        answer: (means: Numbers, deviations: Numbers, kappa: number) =>
          lowest(means.map((mean, i) => mean + kappa * deviations[i]!)),
        hint: /subtracted from the mean/,
      },
      {
        answer: (means: Numbers, deviations: Numbers) =>
          lowest(means.map((mean, i) => mean - 3 * deviations[i]!)),
        hint: /with κ = 0 not at all/,
      },
    ],
  },
};
