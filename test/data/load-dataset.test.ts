import { expect } from "chai";
import type { DatasetName } from "../../src/data/load-dataset.js";
import { loadDataset } from "../../src/data/load-dataset.js";
import type { Split } from "../../src/data/dataset.js";

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
};

describe("loadDataset", () => {
  for (const [name, [shape, counts]] of Object.entries(sizes))
    it(`loads ${name} with consistent splits`, async () => {
      const data = await loadDataset(name as DatasetName);
      const splits: readonly Split[] = [data.train, data.validation, data.test];
      const width = shape.reduce((product, size) => product * size, 1);
      expect(data.inputShape).to.deep.equal(shape);
      expect(splits.map(({ count }) => count)).to.deep.equal(counts);
      for (const { count, inputs, targets } of splits) {
        expect(inputs)
          .to.be.an.instanceOf(Float32Array)
          .and.to.have.length(count * width);
        expect(targets).to.have.length(count);
        expect(inputs.every(Number.isFinite)).to.equal(true);
      }
      expect(data.checksum).to.match(/^[0-9a-f]{64}$/);
    });
});
