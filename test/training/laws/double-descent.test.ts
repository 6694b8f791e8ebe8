import { expect } from "chai";
import { Matrix, pseudoInverse, SVD } from "ml-matrix";
import { stream } from "../../../src/random/stream.js";
import { train } from "../../../src/training/train.js";
import type { TrainingRun } from "../../../src/training/training-run.js";
import { dataset, normals } from "./support.js";

describe("double descent", () => {
  // Belkin, Hsu, Ma and Mandal, 2019, arXiv 1812.11118, and Belkin, Hsu and Xu, 2020, arXiv 1903.07571: least squares of smallest norm
  // is worst where there are as many parameters as examples. Gradient descent from 0 finds just that solution:
  // Zhang et al., "Understanding deep learning requires rethinking generalization", 2017, arXiv 1611.03530, section 5.
  const n = 16;
  const features = 3 * n;

  /** Targets from many weak features, of which a model with p parameters sees p − 1 and a constant. */
  function draw(parameters: number, seed: number) {
    const random = stream(seed, "double descent");
    const all = Array.from({ length: n + 200 }, () => normals(features, random));
    const truth = normals(features, random).map((weight) => weight / Math.sqrt(features));
    const targets = all.map(
      (row) => row.reduce((sum, x, at) => sum + x * truth[at]!, 0) + 0.3 * random.normal(),
    );
    return { rows: all.map((row) => row.slice(0, parameters - 1)), targets };
  }

  /** Momentum at Polyak's rate and memory for these curvatures, from 0; the batch is always the whole. */
  async function descend(rows: number[][], targets: number[]): Promise<TrainingRun> {
    const copies = 100; // an epoch takes a hundred steps on the same n examples
    const { diagonal } = new SVD(design(rows.slice(0, n)), { autoTranspose: true });
    const curvatures = diagonal.filter((value) => value > 1e-9).map((value) => (2 * value ** 2) / n);
    const [steep, flat] = [Math.sqrt(Math.max(...curvatures)), Math.sqrt(Math.min(...curvatures))];
    const repeat = <T>(values: readonly T[]): T[] => [
      ...Array.from({ length: copies }, () => values.slice(0, n)).flat(),
      ...values.slice(n),
    ];
    const data = dataset("regression", repeat(rows), repeat(targets), copies * n);
    return train(
      data,
      {
        layers: 0,
        initializer: "zeros",
        loss: "meanSquaredError",
        batchSelection: "sequential",
        batchSize: n,
        epochs: 30,
        optimizer: "momentum",
        learningRate: (2 / (steep + flat)) ** 2,
        momentum: ((steep - flat) / (steep + flat)) ** 2,
      },
      { silent: true, validateEvery: 30, engine: "graph" },
    );
  }

  const design = (rows: number[][]): Matrix => new Matrix(rows.map((row) => [...row, 1]));

  /** Error on new examples, of training and of the pseudo-inverse. */
  async function errors(parameters: number, seed: number): Promise<{ trained: number; exact: number }> {
    const { rows, targets } = draw(parameters, seed);
    const weights = pseudoInverse(design(rows.slice(0, n))).mmul(Matrix.columnVector(targets.slice(0, n)));
    const missed = design(rows.slice(n))
      .mmul(weights)
      .sub(Matrix.columnVector(targets.slice(n)));
    const run = await descend(rows, targets);
    return { trained: run.history.at(-1)!.valLoss, exact: missed.norm() ** 2 / (rows.length - n) };
  }

  it("peaks at p = n, and training from 0 is the pseudo-inverse on both sides and on the peak", async () => {
    const seeds = [1, 2, 3];
    const trained = async (parameters: number): Promise<number[]> => {
      const found: number[] = [];
      for (const seed of seeds) {
        const { trained, exact } = await errors(parameters, seed);
        expect(trained / exact, `p = ${parameters}, seed ${seed}`).to.be.closeTo(1, 0.01);
        found.push(trained);
      }
      return found;
    };
    const [few, just, many] = [await trained(n / 2), await trained(n), await trained(features)];
    seeds.forEach((_, draw) => {
      expect(just[draw]).to.be.above(3 * Math.max(few[draw]!, many[draw]!));
    });
  });
});
