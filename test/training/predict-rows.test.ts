import { expect } from "chai";
import { DataFrame } from "danfojs-node";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toDataset } from "../../src/data/to-dataset.js";
import { loadDataset } from "../../src/data/load-dataset.js";
import { loadRun } from "../../src/training/storage/load-run.js";
import { saveRun } from "../../src/training/storage/save-run.js";
import { train } from "../../src/training/train.js";

const linear = { layers: 0, optimizer: "sgd", learningRate: 0.1, epochs: 60, batchSize: 8 } as const;
const heights = Array.from({ length: 60 }, (_, row) => 140 + row);

/** y = 2 · height + 1, far from the origin of both. */
const people = (shift = 0, lift = 0): { x: number[][]; y: number[] } => ({
  x: heights.map((height) => [height + shift]),
  y: heights.map((height) => 2 * height + 1 + lift),
});

describe("run.predict, given rows in their own units", () => {
  it("knows that y = 2 · height + 1 gives 341 for 170, in every form of a row", async () => {
    const data = toDataset({
      ...people(),
      task: "regression",
      standardise: "both",
      featureNames: ["height"],
    });
    const run = await train(data, linear, { seed: 1 });
    expect(run.predict(170)).to.be.closeTo(341, 0.05);
    expect(run.predict({ height: 170, name: "Ann" })).to.be.closeTo(341, 0.05);
    const lists = [[[170], [150]], [170, 150], [{ height: 170 }, { height: 150 }], new DataFrame([[170], [150]], { columns: ["height"] })]; // prettier-ignore
    for (const rows of lists) {
      const [one, two] = run.predict(rows as number[][]) as number[];
      expect([one, two].map((answer) => Math.round(answer!))).to.deep.equal([341, 301]);
    }
    expect(run.predict(Float32Array.of(170))[0]).to.be.closeTo(341, 0.05);
  });

  it("takes the inputs of a split as they are, and answers as its targets are", async () => {
    const data = toDataset({ ...people(), task: "regression", standardise: "both" });
    const run = await train(data, linear, { seed: 1 });
    const { inputs, targets, count } = data.test;
    const answers = run.predict(inputs);
    for (let row = 0; row < count; row++) expect(answers[row]).to.be.closeTo(targets[row]!, 1e-3);
    expect([...run.predict(inputs.slice(), { encoded: true })]).to.deep.equal([...answers]);
    expect(() => run.predict(inputs.slice())).to.throw(RangeError, "encoded: true");
    expect(() => run.predict(inputs, { encode: true } as never)).to.throw(
      TypeError,
      'Did you mean "encoded"',
    );
  });

  it("refuses rows it cannot read, and names all of them at once", async () => {
    const table = heights.map((height) => ({
      height,
      weight: height / 2,
      tall: height > 169 ? "yes" : "no",
    }));
    const data = toDataset({ frame: new DataFrame(table), target: "tall" });
    const run = await train(data, linear, { seed: 1 });
    const predict =
      (...rows: Record<string, unknown>[]) =>
      () =>
        run.predict(rows as never);
    expect(predict({ height: 170, weight: "heavy" })).to.throw(/column "weight": row 1 holds "heavy"/);
    expect(predict({ height: "tall", weight: "heavy" }, { height: 1, weight: "light" })).to.throw(
      /3 cells\..*"height": row 1.*"weight": row 1.*"weight": row 2 holds "light"/s,
    );
    expect(predict({ height: null, weight: 1 })).to.throw(/row 1 of column "height" is empty .* Fill it in/);
    expect(predict({ height: null, weight: 1 }, { height: 1, weight: null })).to.throw(
      /2 cells are empty .*row 1 of column "height".*row 2 of column "weight".*Fill them in/s,
    );
  });

  it("gives classes as they came in", async () => {
    const x = heights.map((height) => [height, -height]);
    const labelled = [[1, 7], [true, false], ["yes", "no"]] as const; // prettier-ignore
    for (const [tall, small] of labelled) {
      const y = heights.map((height) => (height > 169 ? tall : small));
      const data = toDataset({ x, y: y as number[], task: "classification", standardise: true });
      const run = await train(data, { ...linear, learningRate: 0.5 }, { seed: 1 });
      expect(run.predict([[195, -195], [142, -142]])).to.deep.equal([tall, small]); // prettier-ignore
      expect(run.predict([195, -195])).to.deep.equal([tall]);
    }
  });

  it("is saved and loaded with the run", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tunebook-encoder-"));
    const frame = heights.map((height, row) => ({ height, sex: row % 2 ? "f" : "m", weight: height / 2 }));
    const data = toDataset(frame, { target: "weight", standardise: "both" });
    const run = await train(data, linear, { seed: 1 });
    await saveRun(run, folder);
    const loaded = await loadRun(folder);
    const row = { height: 170, sex: "f" };
    expect(run.predict(row)).to.be.closeTo(85, 0.1);
    expect(loaded.predict(row)).to.equal(run.predict(row));
    expect(loaded.predict([[170, "f"]])).to.deep.equal([run.predict(row)]);
    await rm(folder, { recursive: true });
  });

  it("names all columns that are missing, and a cell that is no number", async () => {
    const frame = heights.map((height) => ({ height, age: height % 7, weight: height / 2 }));
    const run = await train(toDataset(frame, { target: "weight" }), { ...linear, epochs: 1 });
    expect(() => run.predict({ size: 3 })).to.throw(
      RangeError,
      'columns "height", "age" are missing; there are size',
    );
    expect(() => run.predict({ height: "tall", age: 3 })).to.throw(
      RangeError,
      '"height": row 1 holds "tall"',
    );
    expect(() => run.predict([[1, 2, 3]])).to.throw(
      RangeError,
      "3 cells, and there are 2 columns: height, age",
    );
  });

  it("says what a run without an encoder takes", async () => {
    const moons = await loadDataset("moons", { examples: 60 });
    const run = await train(moons, { epochs: 1 });
    expect(run.predict(Float32Array.of(1, 2))).to.have.length(2);
    expect(() => run.predict([[1, 2]])).to.throw(TypeError, "Float32Array");
  });
});

describe("numbers far from 0", () => {
  it("are scaled before they are cut to 32 bits: adding 1.7e9 changes nothing", async () => {
    const r2 = async (shift: number, lift: number): Promise<number> => {
      const data = toDataset({ ...people(shift, lift), task: "regression", standardise: "both" });
      const run = await train(data, linear, { seed: 1 });
      return run.evaluate(data.test).r2!;
    };
    const plain = await r2(0, 0);
    expect(plain).to.be.greaterThan(0.9999);
    expect(await r2(1.7e9, 0)).to.be.closeTo(plain, 1e-6);
    expect(await r2(0, 1.7e9)).to.be.closeTo(plain, 1e-6);
  });

  it("are refused where they would be cut without a word", () => {
    expect(() => toDataset({ ...people(1.7e9), task: "regression" })).to.throw(RangeError, /column 0 of x.*standardise: true/); // prettier-ignore
    expect(() => toDataset({ ...people(0, 1.7e9), task: "regression" })).to.throw(RangeError, /predict y.*standardise: "both"/); // prettier-ignore
    expect(toDataset({ ...people(1.7e9), task: "regression", standardise: true }).train.count).to.equal(36);
  });
});

describe("targets that are large and not scaled", () => {
  it("are named as the cause where a run diverges", async () => {
    const x = Array.from({ length: 60 }, (_, row) => [Math.sin(row), Math.cos(3 * row)]);
    const y = x.map(([a, b]) => 200_000 + 50_000 * a! - 30_000 * b!);
    const prices = { x, y, task: "regression" } as const;
    const choice = { learningRate: 0.5, epochs: 5 };
    const unscaled = await train(prices, choice);
    expect(unscaled.ending).to.equal("diverged");
    expect(unscaled.endingReason).to.match(/targets are large \(mean absolute value \d/);
    expect(unscaled.endingReason).to.contain('standardise: "both"');
    const small = await train(
      { ...prices, y: y.map((price) => price / 1e6) },
      { ...choice, learningRate: 1e6 },
    );
    expect(small.ending).to.equal("diverged");
    expect(small.endingReason).not.to.contain("targets are large");
    expect((await train({ ...prices, standardise: "both" }, { epochs: 5 })).ending).to.equal("complete");
  });
});
