import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import type { DatasetName } from "../../src/data/load-dataset.js";
import { datasetNames, loadDataset } from "../../src/data/load-dataset.js";
import type { Dataset, Split } from "../../src/data/dataset.js";

const sizes: Readonly<Record<DatasetName, readonly [shape: readonly number[], splits: readonly number[]]>> = {
  iris: [[4], [90, 30, 30]],
  penguins: [[9], [199, 67, 67]],
  breastCancer: [[30], [341, 114, 114]],
  wine: [[13], [106, 36, 36]],
  cars: [[9], [236, 78, 78]],
  digits: [
    [8, 8, 1],
    [1079, 359, 359],
  ],
  mnist: [
    [28, 28, 1],
    [8000, 1000, 1000],
  ],
  mnist1d: [
    [40, 1],
    [3200, 800, 1000],
  ],
  moons: [[2], [400, 200, 400]],
  circles: [[2], [400, 200, 400]],
  spirals: [[2], [400, 200, 400]],
  blobs: [[2], [400, 200, 400]],
  line: [[1], [400, 200, 400]],
  curve: [[1], [400, 200, 400]],
  seattleWeather: [
    [7, 6],
    [724, 365, 365],
  ],
};

/** What a promise was rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("Expected a rejection.");
}

const splitsOf = ({ train, validation, test }: Dataset): readonly Split[] => [train, validation, test];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const columnOf = ({ inputs, count }: Split, column: number): number[] => {
  const width = inputs.length / count;
  return Array.from({ length: count }, (_, row) => inputs[row * width + column]!);
};
const shareOf = ({ targets, count }: Split, label: number): number =>
  targets.filter((target) => target === label).length / count;
const rowsOf = ({ inputs, count }: Split): string[] => {
  const width = inputs.length / count;
  return Array.from({ length: count }, (_, row) => inputs.subarray(row * width, (row + 1) * width).join());
};

describe("loadDataset", () => {
  it("is tested on every data set there is", () => {
    expect(Object.keys(sizes)).to.have.members([...datasetNames]);
  });

  for (const name of datasetNames) {
    it(`loads ${name} with consistent splits`, async () => {
      const [shape, counts] = sizes[name];
      const data = await loadDataset(name);
      const width = shape.reduce((product, size) => product * size, 1);
      expect(data.name).to.equal(name);
      expect(data.inputShape).to.deep.equal(shape);
      expect(splitsOf(data).map(({ count }) => count)).to.deep.equal(counts);
      for (const { count, inputs, targets } of splitsOf(data)) {
        expect(inputs).to.be.an.instanceOf(Float32Array);
        expect([inputs.length, targets.length]).to.deep.equal([count * width, count]);
        expect(inputs.every(Number.isFinite) && targets.every(Number.isFinite)).to.equal(true);
      }
      expect(data.checksum).to.match(/^[0-9a-f]{64}$/);
    });

    it(`gives every class of ${name} the same share in every split`, async () => {
      const data = await loadDataset(name);
      if (data.task === "regression") {
        expect(data.train.targets).to.be.an.instanceOf(Float32Array);
        return;
      }
      expect(data.classNames).to.have.length(data.outputs);
      for (let label = 0; label < data.outputs; label++)
        for (const split of [data.validation, data.test]) {
          const slack = name === "mnist1d" ? 0.04 : 2 / split.count;
          expect(shareOf(split, label)).to.be.closeTo(shareOf(data.train, label), slack);
        }
    });
  }

  it("gives the same numbers for the same options, and others for another seed", async () => {
    for (const name of ["digits", "penguins", "mnist1d", "spirals"] as const) {
      const [first, again, other] = await Promise.all([
        loadDataset(name),
        loadDataset(name, { seed: 1 }),
        loadDataset(name, { seed: 2 }),
      ]);
      expect(again.checksum).to.equal(first.checksum);
      expect(other.checksum).to.not.equal(first.checksum);
    }
  });

  it("puts no example into two splits", async () => {
    // Digits repeat no image; in the other sets equal rows occur in the source.
    const [train, validation, test] = splitsOf(await loadDataset("digits")).map(rowsOf);
    expect(new Set([...train!, ...validation!, ...test!]).size).to.equal(1797);
  });

  it("keeps the published test split of MNIST-1D whatever the seed", async () => {
    const [first, other] = await Promise.all([loadDataset("mnist1d"), loadDataset("mnist1d", { seed: 9 })]);
    expect(other.test).to.deep.equal(first.test);
    expect(new Set([...rowsOf(other.train), ...rowsOf(other.validation)])).to.deep.equal(
      new Set([...rowsOf(first.train), ...rowsOf(first.validation)]),
    );
  });

  it("scales images to [0, 1]", async () => {
    for (const name of ["digits", "mnist"] as const) {
      const { inputs } = (await loadDataset(name)).train;
      expect([
        inputs.reduce((a, b) => Math.min(a, b)),
        inputs.reduce((a, b) => Math.max(a, b)),
      ]).to.deep.equal([0, 1]);
    }
  });

  it("standardises numbers with the training split's statistics and leaves 0/1 columns alone", async () => {
    const data = await loadDataset("penguins");
    for (const [column, name] of data.featureNames!.entries()) {
      const values = columnOf(data.train, column);
      if (name.includes(" = ")) expect(new Set(values)).to.deep.equal(new Set([0, 1]));
      else {
        expect(mean(values)).to.be.closeTo(0, 1e-5);
        expect(deviation(values)).to.be.closeTo(1, 1e-5);
        expect(Math.abs(mean(columnOf(data.test, column)))).to.be.above(1e-4);
      }
    }
  });

  it("keeps units with standardise: false, to which targetScale leads back", async () => {
    const [scaled, raw] = await Promise.all([
      loadDataset("cars"),
      loadDataset("cars", { standardise: false }),
    ]);
    const { mean: center, deviation: spread } = scaled.targetScale!;
    const back = Array.from(scaled.test.targets, (target) => target * spread + center);
    expect(raw.targetScale).to.equal(undefined);
    back.forEach((target, row) => expect(target).to.be.closeTo(raw.test.targets[row]!, 1e-4));
    expect(Math.min(...columnOf(raw.train, raw.featureNames!.indexOf("Weight_in_lbs")))).to.be.above(1600);
  });

  it("takes fewer training examples, classes in their shares, smaller choices inside larger ones", async () => {
    const [all, some, few] = await Promise.all([
      loadDataset("breastCancer", { standardise: false }),
      loadDataset("breastCancer", { standardise: false, examples: 100 }),
      loadDataset("breastCancer", { standardise: false, examples: 40 }),
    ]);
    expect([some.train.count, few.train.count]).to.deep.equal([100, 40]);
    expect(shareOf(some.train, 1)).to.be.closeTo(shareOf(all.train, 1), 0.02);
    expect(rowsOf(all.train)).to.include.members(rowsOf(some.train));
    expect(rowsOf(some.train)).to.include.members(rowsOf(few.train));
    expect(some.validation).to.deep.equal(all.validation);
  });

  it("gives the asked fraction of training labels another class, and no other label", async () => {
    const [clean, noisy] = await Promise.all([
      loadDataset("digits"),
      loadDataset("digits", { labelNoise: 0.25 }),
    ]);
    const changed = clean.train.targets.filter((label, row) => label !== noisy.train.targets[row]).length;
    expect(changed).to.equal(Math.round(0.25 * clean.train.count));
    expect(noisy.train.inputs).to.deep.equal(clean.train.inputs);
    expect([noisy.validation, noisy.test]).to.deep.equal([clean.validation, clean.test]);
    expect(noisy.train.targets.every((label) => label >= 0 && label < 10)).to.equal(true);
  });

  it("splits the weather by time, tomorrow being the day after the last one seen", async () => {
    const data = await loadDataset("seattleWeather", { days: 3, standardise: false });
    const yesterdays = (split: Split): number[] => columnOf(split, 2 * 6 + 1);
    const { train, validation } = data;
    // The last day seen by one example is the target of the one before it.
    expect(yesterdays(train).slice(1)).to.deep.equal([...train.targets].slice(0, -1));
    expect(yesterdays(validation)[0]).to.equal(train.targets.at(-1));
    // 2012-01-04 was 12.2 °C, 2014-01-01 was 7.2 °C.
    expect(train.targets[0]).to.be.closeTo(12.2, 1e-5);
    expect(validation.targets[0]).to.be.closeTo(7.2, 1e-5);
    const latest = await loadDataset("seattleWeather", { days: 3, standardise: false, examples: 100 });
    expect([...latest.train.targets]).to.deep.equal([...train.targets].slice(-100));
  });

  it("imports no TensorFlow and no danfo.js until a table is asked for", () => {
    const library = resolve(__dirname, "../../src/data/index.js");
    const script =
      `require(${JSON.stringify(library)}).loadDataset("digits").then(() => ` +
      `console.log(Object.keys(require.cache).filter((file) => /danfojs|tfjs/.test(file)).length))`;
    expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim()).to.equal("0");
  });
});

describe("loadDataset, given unknown names or options", () => {
  it("forgives capitals and separators in a name", async () => {
    const data = await loadDataset("MNIST-1D" as DatasetName);
    expect(data.name).to.equal("mnist1d");
  });

  it("names the nearest data set", async () => {
    for (const [wrong, meant] of [
      ["digit", "digits"],
      ["pinguins", "penguins"],
      ["breast-cancr", "breastCancer"],
    ]) {
      const error = await failureOf(loadDataset(wrong as DatasetName));
      expect(error).to.be.an.instanceOf(RangeError);
      expect(error.message).to.include(`"${wrong!}"`).and.to.include(`Did you mean "${meant!}"?`);
    }
    expect((await failureOf(loadDataset(undefined as unknown as DatasetName))).message).to.include(
      '"undefined"',
    );
  });

  it("names an option that does not apply to the set, and the nearest that does", async () => {
    const error = await failureOf(loadDataset("iris", { noise: 0.1 }));
    expect(error).to.be.an.instanceOf(TypeError);
    expect(error.message).to.include('"iris"').and.to.include('"noise"').and.to.include("labelNoise");
  });

  const wrongValues: readonly (readonly [DatasetName, object, string])[] = [
    ["digits", { examples: 1080 }, "1079"],
    ["digits", { examples: 0 }, "0"],
    ["moons", { examples: 1.5 }, "1.5"],
    ["moons", { noise: -1 }, "-1"],
    ["moons", { seed: NaN }, "NaN"],
    ["digits", { labelNoise: 2 }, "2"],
    ["line", { outliers: -0.1 }, "-0.1"],
    ["blobs", { proportions: [0.5, 0.6] }, "0.5, 0.6"],
    ["seattleWeather", { days: 0 }, "0"],
  ];
  for (const [name, options, value] of wrongValues)
    it(`refuses ${JSON.stringify(options)} for ${name}`, async () => {
      const error = await failureOf(loadDataset(name, options));
      expect(error).to.be.an.instanceOf(RangeError);
      expect(error.message).to.include(value);
    });

  it("refuses wrong classes where there are none", async () => {
    expect(await failureOf(loadDataset("cars", { labelNoise: 0.1 }))).to.be.an.instanceOf(TypeError);
  });
});
