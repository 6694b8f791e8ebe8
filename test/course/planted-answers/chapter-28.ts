/** Probabilities with all but the kept places at 0, divided by `sum`. */
const only = (probabilities: readonly number[], kept: readonly number[], sum: number): number[] =>
  probabilities.map((probability, place) => (kept.includes(place) ? probability / sum : 0));

/** The likeliest places until `isEnough` of what they reach together, and that. */
function likeliest(probabilities: readonly number[], isEnough: (reached: number, next: number) => boolean) {
  const order = probabilities.map((_, place) => place).sort((a, b) => probabilities[b]! - probabilities[a]!);
  const kept: number[] = [];
  let reached = 0;
  for (const place of order) {
    if (isEnough(reached, probabilities[place]!)) break;
    kept.push(place);
    reached += probabilities[place]!;
  }
  return { kept, reached };
}

const right = (probabilities: readonly number[], reach: number): number[] => {
  const { kept, reached } = likeliest(probabilities, (sum) => sum >= reach);
  return only(probabilities, kept, reached);
};

/** Right and wrong answers to the exercises of chapter 28. */
export const planted28 = {
  "28.1": {
    right: [Math.sqrt(1e21 / 120) / 1e9, (20 * Math.sqrt(1e21 / 120)) / 1e9],
    wrong: [
      { answer: 2.9, hint: /list of 2 numbers/ },
      { answer: [2.9e9, 58e9], hint: /in billions/ },
      { answer: [58, 2.9], hint: /Parameters first/ },
      { answer: [7.07, 141.4], hint: /six operations/ },
      { answer: [1, 20], hint: /another budget/ },
    ],
  },
  "28.2": {
    right,
    wrong: [
      { answer: [0.6, 0.4], hint: /the function itself/ },
      {
        answer: (p: readonly number[], reach: number) => right(p, reach).filter((one) => one > 0),
        hint: /stays in it as 0/,
      },
      {
        answer: (p: readonly number[], reach: number) => {
          const { kept, reached } = likeliest(p, (sum) => sum > reach);
          return only(p, kept, reached);
        },
        hint: /second stays out/,
      },
      {
        answer: (p: readonly number[], reach: number) => {
          const { kept, reached } = likeliest(p, (sum, next) => sum + next > reach);
          return only(p, kept, reached);
        },
        hint: /belongs to the nucleus/,
      },
      {
        answer: (p: readonly number[], reach: number) => only(p, likeliest(p, (sum) => sum >= reach).kept, 1),
        hint: /sum to 1 again/,
      },
      {
        answer: (p: readonly number[], reach: number) => right(p, reach).sort((a, b) => b - a),
        hint: /keeps its place/,
      },
    ],
  },
  "28.3": {
    right: 0.5948,
    wrong: [
      { answer: [0.68], hint: /one positive number/ },
      { answer: 4e-5, hint: /the rate itself/ },
      { answer: 0.8191, hint: /has seen the 175B/ },
      { answer: 1 / 0.5948, hint: /other way round/ },
      { answer: 1, hint: /seven sizes/ },
    ],
  },
};
