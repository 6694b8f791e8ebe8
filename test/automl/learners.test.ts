import { expect } from "chai";
import fc from "fast-check";
import type { Dataset, Split } from "../../src/data/dataset.js";
import { binned, missing } from "../../src/automl/learners/bins.js";
import { boostTrees, predictTrees, type BoostChoice } from "../../src/automl/learners/boost.js";
import { fitLinear, predictLinear } from "../../src/automl/learners/linear.js";

// The examples of every comparison below: four columns of 240 rows, in two of which some values are missing.
const count = 240;
const columns: readonly ((row: number) => number)[] = [
  (i) => Math.sin(i * i),
  (i) => Math.cos(3 * i),
  (i) => 2 * Math.sin(0.7 * i),
  (i) => (7 * i) % 5,
];
const complete = Float32Array.from({ length: 4 * count }, (_, at) => columns[at % 4]!(Math.floor(at / 4)));
const withHoles = complete.map((value, at) => {
  const row = Math.floor(at / 4);
  return (at % 4 === 0 && row % 7 === 3) || (at % 4 === 2 && row % 11 === 5) ? NaN : value;
});
const numbers = Float32Array.from({ length: count }, (_, row) => {
  const [a, b, c, d] = complete.subarray(4 * row, 4 * row + 4) as unknown as [number, number, number, number];
  return 2 * a + Math.abs(b) * c + 0.3 * d;
});
const middle = [...numbers].sort((a, b) => a - b).slice(119, 121);
const two = Int32Array.from(numbers, (y) => (y > (middle[0]! + middle[1]!) / 2 ? 1 : 0));
const three = Int32Array.from(numbers, (y) => (y >= 1 ? 2 : y >= -0.3 ? 1 : 0));

type Examples = Pick<Dataset, "task" | "outputs" | "train" | "validation">;

function examples(inputs: Float32Array, targets: Split["targets"], outputs: number): Examples {
  const train = { count: targets.length, inputs, targets };
  const task = targets instanceof Int32Array ? "classification" : "regression";
  return { task, outputs, train, validation: train };
}

const shown = [0, 3, 5, 10, 100, 239];
const rowsOf = (inputs: Float32Array): Float32Array =>
  Float32Array.from(shown.flatMap((row) => [...inputs.subarray(4 * row, 4 * row + 4)]));

function isNear(values: ArrayLike<number>, expected: readonly number[], within: number): void {
  expect(values.length).to.equal(expected.length);
  expected.forEach((value, at) => expect(values[at], `value ${at}`).to.be.closeTo(value, within));
}

describe("automl: boosted trees", () => {
  const usual: BoostChoice = { rate: 0.1, leaves: 31, leafRows: 20, penalty: 0, columnShare: 1, rowShare: 1 };
  const predicted = async (
    targets: Split["targets"],
    outputs: number,
    choice: Partial<BoostChoice> = {},
  ): Promise<Float32Array> => {
    const data = examples(withHoles, targets, outputs);
    const model = await boostTrees(data, { ...usual, ...choice }, { seed: 1, rounds: 12 });
    return predictTrees(model, rowsOf(withHoles));
  };

  // scikit-learn 1.9.1, HistGradientBoostingRegressor and -Classifier(max_iter=12, early_stopping=False, learning_rate=0.1,
  // max_leaf_nodes=31, min_samples_leaf=20), fitted to the same 240 rows with NaN.
  it("predicts numbers as scikit-learn does, with missing values", async () => {
    isNear(await predicted(numbers, 1), [0.3168539, 1.5250608, 0.2364721, 0.5002391, 0.8846974, 0.8821249], 1e-5); // prettier-ignore
  });

  it("obeys penalty, leaves and rows of a leaf as scikit-learn does", async () => {
    isNear(
      await predicted(numbers, 1, { penalty: 5, leaves: 4, leafRows: 7 }),
      [0.3578483, 1.0071669, 0.113134, 0.8014548, 0.8048428, 1.083237],
      1e-5,
    );
  });

  it("gives the probabilities of two and of three classes as scikit-learn does", async () => {
    const second = (await predicted(two, 2)).filter((_, at) => at % 2 === 1);
    isNear(second, [0.3702446, 0.5486714, 0.3433481, 0.4988921, 0.5486714, 0.6996293], 1e-5);
    isNear(
      await predicted(three, 3),
      [
        [0.2604722, 0.417302, 0.3222258],
        [0.1671154, 0.2202489, 0.6126357],
        [0.4515281, 0.1921006, 0.3563713],
        [0.4469082, 0.2654164, 0.2876753],
        [0.2782998, 0.4378061, 0.2838941],
        [0.0715239, 0.5773152, 0.3511609],
      ].flat(),
      1e-4,
    );
  });

  it("keeps the rounds up to the lowest validation loss, and gives the same for the same seed", async () => {
    const half = (from: number): Split => ({
      count: 120,
      inputs: withHoles.slice(4 * from, 4 * (from + 120)),
      targets: numbers.slice(from, from + 120),
    });
    const data = { ...examples(withHoles, numbers, 1), train: half(0), validation: half(120) };
    const choice = { ...usual, leafRows: 5, columnShare: 0.5, rowShare: 0.7 };
    const [one, two_] = [
      await boostTrees(data, choice, { seed: 3 }),
      await boostTrees(data, choice, { seed: 3 }),
    ];
    expect(one).to.deep.equal(two_);
    const lossWith = (rounds: number): number => {
      const outputs = predictTrees({ ...one, trees: one.trees.slice(0, rounds) }, data.validation.inputs);
      return outputs.reduce((sum, y, at) => sum + (y - data.validation.targets[at]!) ** 2, 0);
    };
    const kept = one.trees.length;
    expect(kept).to.be.within(5, 900);
    for (const fewer of [1, Math.floor(kept / 2), kept - 1])
      expect(lossWith(fewer)).to.be.greaterThan(lossWith(kept));
  });

  it("sorts values into bins in their order, and missing ones into a bin of their own", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.float({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
        (cells) => {
          const inputs = Float32Array.from(cells, (cell) => cell ?? NaN);
          const { codes, edges } = binned(inputs, 1);
          inputs.forEach((a, i) => {
            if (Number.isNaN(a)) expect(codes[0]![i]).to.equal(missing);
            else expect(codes[0]![i]).to.be.at.most(edges[0]!.length);
            inputs.forEach((b, j) => {
              if (a < b) expect(codes[0]![i]).to.be.at.most(codes[0]![j]!);
            });
          });
        },
      ),
      { numRuns: 50 },
    );
    const many = Float32Array.from({ length: 5000 }, (_, at) => Math.sin(at));
    const sizes = new Map<number, number>();
    for (const code of binned(many, 1).codes[0]!) sizes.set(code, (sizes.get(code) ?? 0) + 1);
    expect(sizes.size).to.equal(255);
    expect(Math.max(...sizes.values())).to.be.at.most(25);
  });
});

describe("automl: linear and logistic regression", () => {
  // scikit-learn 1.9.1: Ridge(alpha=3) and LogisticRegression(C=0.5, tol=1e-10), the same rows without missing values.
  it("fits the weights that scikit-learn's Ridge does", () => {
    isNear(
      fitLinear(examples(complete, numbers, 1), 3).weights,
      [1.9389141, -0.0124749, 0.6276912, 0.3141906, -0.024969],
      1e-4,
    );
  });

  it("fits the weights that scikit-learn's LogisticRegression does", () => {
    isNear(
      fitLinear(examples(complete, two, 2), 2).weights,
      [3.4934766, 0.3015826, 0.9951545, 0.5906635, -1.3620299],
      1e-3,
    );
  });

  it("gives the probabilities of three classes as scikit-learn does", () => {
    isNear(
      predictLinear(fitLinear(examples(complete, three, 3), 2), rowsOf(complete)),
      [
        [0.3188306, 0.5454185, 0.1357508],
        [0.0035869, 0.145942, 0.8504711],
        [0.7607105, 0.2239556, 0.0153339],
        [0.3922356, 0.5306938, 0.0770705],
        [0.1976356, 0.6016983, 0.2006661],
        [0.0477289, 0.3499786, 0.6022925],
      ].flat(),
      1e-3,
    );
  });

  it("finds the same weights where there are more inputs than examples, some of them equal", () => {
    const rows = 30;
    const inputs = Float32Array.from({ length: 40 * rows }, (_, at) => Math.sin(at * at + 1));
    inputs.copyWithin(40, 0, 40);
    for (const targets of [numbers.subarray(0, rows), three.subarray(0, rows)]) {
      const outputs = targets instanceof Int32Array ? 3 : 1;
      // Every example twice under twice the penalty: the same minimum, but with fewer inputs than examples.
      const twice = <T extends Float32Array | Int32Array>(all: T): T => (all instanceof Float32Array ? Float32Array.from([...all, ...all]) : Int32Array.from([...all, ...all])) as T; // prettier-ignore
      const { weights } = fitLinear(examples(twice(inputs), twice(targets), outputs), 2);
      isNear(fitLinear(examples(inputs, targets, outputs), 1).weights, weights, 1e-3);
    }
  });

  it("has all weights near 0 under a large penalty, and then predicts the mean", () => {
    const { weights } = fitLinear(examples(complete, numbers, 1), 1e9);
    const mean = numbers.reduce((sum, y) => sum + y / count, 0);
    isNear(weights, [0, 0, 0, 0, mean], 1e-3);
  });
});
