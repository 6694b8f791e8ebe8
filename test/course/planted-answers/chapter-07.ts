/** Momentum that takes the gradient `ahead` velocities on, and keeps the velocity if `keep` is 1. */
function lookAhead(ahead: number, keep: number) {
  return (beta: number, push: number, steps: number): number[] => {
    const distance = [1];
    let velocity = 0;
    for (let step = 0; step < steps; step++) {
      velocity = keep * beta * velocity - push * (distance[step]! + ahead * beta * velocity);
      distance.push(distance[step]! + velocity);
    }
    return distance;
  };
}

/** The exercises of chapter 07: the right answer and wrong ones with the hint they must get. */
export const planted07 = {
  "07.1": {
    right: [0.05, 0.1],
    wrong: [
      { answer: 0.05, hint: /list of 2 numbers/ },
      { answer: [5, 0.00001], hint: /the wrong way/ },
      { answer: [0.5, 0.1], hint: /the first rate/ },
      { answer: [0.05, 0.01], hint: /another one/ },
    ],
  },
  "07.2": {
    right: (beta: number) => ((1 + Math.sqrt(beta)) / (1 - Math.sqrt(beta))) ** 2,
    wrong: [
      { answer: 1442, hint: /the function itself/ },
      { answer: (beta: number) => ((1 - Math.sqrt(beta)) / Math.sqrt(beta)) ** 2, hint: /momentum of 0/ },
      { answer: (beta: number) => (1 + Math.sqrt(beta)) / (1 - Math.sqrt(beta)), hint: /is the root/ },
      { answer: (beta: number) => ((1 + beta) / (1 - beta)) ** 2, hint: /square of a fraction/ },
      { answer: (beta: number) => 1 / (1 - beta), hint: /does the momentum you began with come out/ },
    ],
  },
  "07.3": {
    right: lookAhead(1, 1),
    wrong: [
      { answer: [1, 0.5], hint: /the function itself/ },
      { answer: (beta: number) => [1 - beta], hint: /before the first step/ },
      {
        answer: (_: number, __: number, steps: number) => new Array<number>(steps + 1).fill(1),
        hint: /plain descent/,
      },
      { answer: lookAhead(0, 1), hint: /still the heavy ball/ },
      { answer: lookAhead(1, 0), hint: /beta times the old velocity/ },
    ],
  },
};
