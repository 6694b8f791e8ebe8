type Genes = readonly number[];
type Covariance = readonly (readonly number[])[];

/** The entries a, b and c of [[a, b], [b, c]]. */
const entries = (covariance: Covariance): readonly [number, number, number] => {
  const [a, b, , c] = covariance.flat();
  return [a!, b!, c!];
};

const eigenvalues = (covariance: Covariance): readonly [number, number] => {
  const [a, b, c] = entries(covariance);
  const [middle, half] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
  return [middle + half, middle - half];
};

/** A child of differential evolution that takes `factor` times the difference. */
const differ =
  (factor: number) =>
  (own: Genes, a: Genes, b: Genes, c: Genes, take: readonly boolean[]): number[] =>
    own.map((gene, i) => (take[i] ? a[i]! + factor * (b[i]! - c[i]!) : gene));

/** The exercises of chapter 24: the right answer and wrong ones with the hint they must get. */
export const planted24 = {
  "24.1": {
    right: [64, 262_144],
    wrong: [
      { answer: 64, hint: /list of 2 numbers/ },
      { answer: [16, 48], hint: /multiply/ },
      { answer: [256, 1_679_616], hint: /not the other way round/ },
      { answer: [56, 20_160], hint: /both genes from one parent/ },
      { answer: [64, 384], hint: /six factors/ },
    ],
  },
  "24.2": {
    right: (covariance: Covariance) => Math.sqrt(eigenvalues(covariance)[0] / eigenvalues(covariance)[1]),
    wrong: [
      { answer: 2, hint: /the function itself/ },
      { answer: (covariance: Covariance) => entries(covariance)[1], hint: /A circle/ },
      {
        answer: (covariance: Covariance) => eigenvalues(covariance)[0] / eigenvalues(covariance)[1],
        hint: /holds squares/,
      },
      {
        answer: (covariance: Covariance) => Math.sqrt(entries(covariance)[0] / entries(covariance)[2]),
        hint: /whichever way/,
      },
      {
        answer: (covariance: Covariance) => {
          const [a, , c] = entries(covariance);
          return Math.sqrt(Math.max(a, c) / Math.min(a, c));
        },
        hint: /turned by 45°/,
      },
    ],
  },
  "24.3": {
    right: differ(0.8),
    wrong: [
      { answer: [0.58, 0.58], hint: /the function itself/ },
      {
        answer: (_: Genes, a: Genes, b: Genes, c: Genes) => a.map((gene, i) => gene + 0.8 * (b[i]! - c[i]!)),
        hint: /keeps the gene/,
      },
      { answer: differ(-0.8), hint: /from c to b/ },
      { answer: differ(1), hint: /multiplied by 0\.8/ },
      { answer: differ(0.5), hint: /gene by gene/ },
      {
        answer: (own: Genes, a: Genes, b: Genes, c: Genes, take: readonly boolean[]) =>
          differ(0.8)(own, a, b, c, take.map(() => take.some(Boolean))), // prettier-ignore
        hint: /its own entry/,
      },
    ],
  },
};
