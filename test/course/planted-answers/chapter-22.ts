const trialsFor = (share: number, chance: number): number => Math.log(1 - chance) / Math.log(1 - share);

const byDistance = (u: number, low: number, high: number): number =>
  1 - (1 - low) * ((1 - high) / (1 - low)) ** u;

type Losses = readonly number[];

const mean = (values: Losses): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const expectedFirst = (ordered: Losses, n: number): number =>
  ordered.reduce((sum, loss, i) => {
    const atLeast = (place: number): number => ((ordered.length - place) / ordered.length) ** n;
    return sum + loss * (atLeast(i) - atLeast(i + 1));
  }, 0);

/** The exercises of chapter 22: the right answer and wrong ones with the hint they must get. */
export const planted22 = {
  "22.1": {
    right: (share: number, chance: number) => Math.ceil(trialsFor(share, chance)),
    wrong: [
      { answer: 59, hint: /the function itself/ },
      { answer: (share: number, chance: number) => Math.ceil(chance / share), hint: /that all of them miss/ },
      { answer: trialsFor, hint: /whole numbers/ },
      {
        answer: (share: number, chance: number) => Math.floor(trialsFor(share, chance)),
        hint: /not reached yet/,
      },
      {
        answer: (share: number, chance: number) => Math.ceil(trialsFor(share, chance)) + 1,
        hint: /smallest whole n/,
      },
    ],
  },
  "22.2": {
    right: byDistance,
    wrong: [
      { answer: 0.99, hint: /the function itself/ },
      { answer: (u: number, low: number, high: number) => byDistance(1 - u, low, high), hint: /wrong way/ },
      { answer: (u: number, low: number) => low + u, hint: /u = 1 the highest/ },
      {
        answer: (u: number, low: number, high: number) => low + u * (high - low),
        hint: /uniform in the momentum/,
      },
      {
        answer: (u: number, low: number, high: number) => low * (high / low) ** u,
        hint: /in the momentum itself/,
      },
      {
        answer: (u: number, low: number, high: number) => low + u ** 2 * (high - low),
        hint: /must be 0\.99/,
      },
    ],
  },
  "22.3": {
    right: (losses: Losses, n: number) =>
      expectedFirst(
        [...losses].sort((a, b) => a - b),
        n,
      ),
    wrong: [
      { answer: [1.5, 1.25], hint: /the function itself/ },
      { answer: (losses: Losses) => Math.min(...losses), hint: /as likely as any other/ },
      {
        answer: (losses: Losses, n: number) =>
          expectedFirst(
            [...losses].sort((a, b) => b - a),
            n,
          ),
        hint: /expected worst/,
      },
      {
        answer: (losses: Losses, n: number) => (n < losses.length ? mean(losses) : Math.min(...losses)),
        hint: /the same loss twice/,
      },
      { answer: mean, hint: /three have 1/ },
      { answer: expectedFirst, hint: /sort a copy/ },
    ],
  },
};
