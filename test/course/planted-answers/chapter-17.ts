interface UnitNorm {
  readonly mean: number;
  readonly variance: number;
  readonly epsilon: number;
  readonly scale: number;
  readonly shift: number;
}

const times = (weights: readonly number[], factor: number): number[] => weights.map((each) => factor * each);
const factorOf = ({ variance, epsilon, scale }: UnitNorm): number => scale / Math.sqrt(variance + epsilon);

/** The exercises of chapter 17: the right answer and wrong ones with the hint they must get. */
export const planted17 = {
  "17.1": {
    right: [-1, 1, 1, -1],
    wrong: [
      { answer: [-1, 1], hint: /list of 4 numbers/ },
      { answer: [-4, 4, 0.0005, -0.0005], hint: /subtracted the mean/ },
      { answer: [-Math.SQRT1_2, Math.SQRT1_2, Math.SQRT1_2, -Math.SQRT1_2], hint: /the mean of the squares/ },
      { answer: [1, -1, 1, -1], hint: /the first pair again/ },
      { answer: [-1, 1, -1, 1], hint: /which of/ },
      { answer: [-1, 1, 0, 0], hint: /works the same way/ },
    ],
  },
  "17.2": {
    right: (m: number) => Math.ceil(Math.log(0.01) / Math.log(m)),
    wrong: [
      { answer: 44, hint: /the function itself/ },
      { answer: (m: number) => Math.round(1 / (1 - m)), hint: /about a third/ },
      { answer: (m: number) => Math.log(0.01) / Math.log(m), hint: /must be whole/ },
      { answer: (m: number) => Math.floor(Math.log(0.01) / Math.log(m)), hint: /One step too few/ },
      { answer: () => 100, hint: /it should be 44/ },
    ],
  },
  "17.3": {
    right: (weights: readonly number[], unit: UnitNorm) => ({
      weights: times(weights, factorOf(unit)),
      bias: unit.shift - factorOf(unit) * unit.mean,
    }),
    wrong: [
      { answer: { weights: [2], bias: 1 }, hint: /the function itself/ },
      { answer: (weights: readonly number[]) => weights, hint: /an object with/ },
      {
        answer: (weights: readonly number[], unit: UnitNorm) => ({
          weights: times(weights, unit.scale / unit.variance),
          bias: 0,
        }),
        hint: /divide by the variance/,
      },
      {
        answer: (weights: readonly number[], unit: UnitNorm) => ({
          weights: times(weights, factorOf({ ...unit, scale: 1 })),
          bias: 0,
        }),
        hint: /scale γ is missing/,
      },
      {
        answer: (weights: readonly number[]) => ({ weights: [...weights], bias: 0 }),
        hint: /weights are not right/,
      },
      {
        answer: (weights: readonly number[], unit: UnitNorm) => ({
          weights: times(weights, factorOf(unit)),
          bias: unit.shift,
        }),
        hint: /mean is missing/,
      },
      {
        answer: (weights: readonly number[], unit: UnitNorm) => ({
          weights: times(weights, factorOf(unit)),
          bias: unit.shift - unit.mean,
        }),
        hint: /put w · x = 0/,
      },
    ],
  },
};
