import { areClose, at, defineExercises, isClose, isFunction, numbers } from "./exercise.js";

const stretch = (answer: unknown, covariance: readonly (readonly number[])[]): number =>
  Number((answer as (covariance: readonly (readonly number[])[]) => unknown)(covariance));

type Genes = readonly number[];

/** What the reader's function makes of a member, three others, and the genes to take from the new point. */
const child = (answer: unknown, take: readonly boolean[]): unknown =>
  (answer as (own: Genes, a: Genes, b: Genes, c: Genes, take: readonly boolean[]) => unknown)(
    [0.1, 0.2],
    [0.5, 0.5],
    [0.4, 0.9],
    [0.3, 0.8],
    take,
  );

const isPlace = (value: unknown, x: number, y: number): boolean => areClose(value, [x, y]);

defineExercises(
  {
    id: "24.1",
    takes: "two counts, for example [16, 48]",
    steps: [
      numbers(2, "how many different settings with two genes, then with six"),
      {
        met: (answer) => !(at(answer, 0) === 16 && at(answer, 1) === 48),
        hint: "Each gene can be combined with each other gene: the choices multiply, they do not add up.",
      },
      {
        met: (answer) => !(at(answer, 0) === 256),
        hint: "It is eight values for each of the genes, not the other way round: which number is multiplied by itself?",
      },
      {
        met: (answer) => at(answer, 0) === 64,
        hint: "With two genes: eight learning rates, each with eight weight decays. A child may also have both genes from one parent.",
      },
      {
        met: (answer) => at(answer, 1) === 262_144,
        hint: "With six genes there are six factors of eight.",
      },
    ],
    answer:
      "Eight values for each gene, so 8² = 64 settings with two genes and 8⁶ = 262,144 with six. That sounds like much to choose from, but on each axis there are still only the eight values that the first generation drew, and none of them can be corrected. Selection then makes them fewer in every generation.",
  },
  {
    id: "24.2",
    takes: "a function of a covariance, [[a, b], [b, c]], that returns a number",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("24.2", stretch).',
      },
      {
        met: (answer) => isClose(stretch(answer, [[1, 0], [0, 1]]), 1), // prettier-ignore
        hint: "A circle is as long as it is wide: for [[1, 0], [0, 1]] the answer is 1.",
      },
      {
        met: (answer) => !isClose(stretch(answer, [[4, 0], [0, 1]]), 4), // prettier-ignore
        hint: "A covariance holds squares: the lengths of the half-axes are the roots of its eigenvalues.",
      },
      {
        met: (answer) => isClose(stretch(answer, [[4, 0], [0, 1]]), 2) && isClose(stretch(answer, [[1, 0], [0, 4]]), 2), // prettier-ignore
        hint: "Long axis by short axis, whichever way they point: for [[4, 0], [0, 1]] and for [[1, 0], [0, 4]] it is 2.",
      },
      {
        met: (answer) => isClose(stretch(answer, [[2.5, 1.5], [1.5, 2.5]]), 2), // prettier-ignore
        hint: "[[2.5, 1.5], [1.5, 2.5]] is the same ellipse, turned by 45°: b belongs into the formula, too.",
      },
    ],
    answer:
      "The eigenvalues are (a + c)/2 ± √(((a − c)/2)² + b²), and the answer is the root of their ratio. In the bowl the lines of equal height are ellipses ten times as long as they are wide, and CMA-ES stretches its own ellipse towards that shape. At best, C is the inverse of the curvature up to a factor: long steps where the ground is flat, short ones where it is steep.",
  },
  {
    id: "24.3",
    takes: "a function of a member, three others and a list of true and false that returns genes",
    steps: [
      {
        met: isFunction,
        hint: 'Hand in the function itself, not what it returns: attempt("24.3", differ).',
      },
      {
        met: (answer) => isPlace(child(answer, [false, false]), 0.1, 0.2),
        hint: "Where take is false, the child keeps the gene of the member itself.",
      },
      {
        met: (answer) => !isPlace(child(answer, [true, true]), 0.42, 0.42),
        hint: "The step goes from c to b, not from b to c: b minus c.",
      },
      {
        met: (answer) => !isPlace(child(answer, [true, true]), 0.6, 0.6),
        hint: "The difference is multiplied by 0.8 before it is added.",
      },
      {
        met: (answer) => isPlace(child(answer, [true, true]), 0.58, 0.58),
        hint: "Where take is true, the gene is a + 0.8 · (b − c), gene by gene.",
      },
      {
        met: (answer) =>
          isPlace(child(answer, [true, false]), 0.58, 0.2) &&
          isPlace(child(answer, [false, true]), 0.1, 0.58),
        hint: "Decide for each gene by its own entry of take.",
      },
    ],
    answer:
      "Gene i of the child is a[i] + 0.8 (b[i] − c[i]) where take[i] is true, and the member's own gene elsewhere. Nobody set a size of mutation: as the members come closer together, their differences become smaller, and so do the steps. And since b − c points along the population's longest extent more often than across it, the steps also take the shape of the valley: a covariance that is nowhere written down.",
  },
);
