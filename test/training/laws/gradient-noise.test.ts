import { expect } from "chai";
import type { Hyperparameters } from "../../../src/hyperparameters/hyperparameters.js";
import { stream } from "../../../src/random/stream.js";
import { trainFleet } from "../../../src/training/train-fleet.js";
import { dataset, mean, normals } from "./support.js";

describe("the noise of a batch's gradient", () => {
  // McCandlish, Kaplan, Amodei et al., "An empirical model of large-batch training", 2018, arXiv 1812.06162, section 2.2:
  // E|g_B − g|² = tr Σ / B. Without replacement the factor (N − B)/(N − 1) joins: Cochran, "Sampling techniques", 1977, theorem 2.2.
  const N = 64;
  const random = stream(3, "gradient noise");
  const rows = Array.from({ length: N + 6 }, () => normals(4, random));
  const labels = rows.map((_, at) => at % 3);
  const data = dataset("classification", rows, labels, N);

  /** Gradients of softmax cross-entropy at weights of 0, by hand: (1/3 − y) ⊗ (x, 1). */
  const gradients = rows
    .slice(0, N)
    .map((row, at) =>
      [0, 1, 2].flatMap((c) => [...row, 1].map((x) => (1 / 3 - Number(labels[at] === c)) * x)),
    );
  const whole = gradients[0]!.map((_, place) => mean(gradients.map((gradient) => gradient[place]!)));
  const trace = mean(gradients.map((g) => g.reduce((sum, value, at) => sum + (value - whole[at]!) ** 2, 0)));
  const signal = whole.reduce((sum, value) => sum + value ** 2, 0);

  /** What the library's own gradients say about |g_B|² − |g|², over many first batches, and how sure that is. */
  async function noise(batchSize: number, batchSelection: Hyperparameters["batchSelection"]) {
    const choice = { layers: 0, initializer: "zeros", batchSize, batchSelection, epochs: 1 } as const;
    const runs = await trainFleet(
      data,
      Array.from({ length: 400 }, (_, seed) => ({ hyperparameters: choice, seed })),
      { diagnostics: true, silent: true, engine: "graph" },
    );
    const squares = runs.map(({ diagnostics }) => diagnostics![0]!.gradientNorm ** 2 - signal);
    const variance = mean(squares.map((square) => (square - mean(squares)) ** 2));
    return { measured: mean(squares), error: Math.sqrt(variance / squares.length) };
  }

  it("falls as B^−½ for batches drawn with replacement", async () => {
    for (const batchSize of [2, 8, 32]) {
      const { measured, error } = await noise(batchSize, "withReplacement");
      expect(error, "the test must be able to tell B from 2·B").to.be.below(trace / batchSize / 12);
      expect(measured, `B = ${batchSize}`).to.be.closeTo(trace / batchSize, 4 * error);
    }
  });

  it("falls faster for shuffled batches, and is gone when the batch is the whole", async () => {
    for (const batchSize of [8, 32]) {
      const { measured, error } = await noise(batchSize, "shuffled");
      const expected = (trace / batchSize) * ((N - batchSize) / (N - 1));
      expect(measured, `B = ${batchSize}`).to.be.closeTo(expected, 4 * error);
      expect(trace / batchSize - measured, "with replacement it is more").to.be.above(4 * error);
    }
    expect((await noise(N, "shuffled")).measured).to.be.closeTo(0, 1e-6);
  });
});
