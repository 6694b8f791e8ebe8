import { expect } from "chai";
import { DataFrame } from "danfojs-node";
import type { DataSource } from "../../src/data/data-source.js";
import type { Dataset } from "../../src/data/dataset.js";
import { toDataset } from "../../src/data/to-dataset.js";

const twenty = Array.from({ length: 20 }, (_, row) => row);
const points = twenty.map((row) => [row, row * row]);
const words = twenty.map((row) => (row % 2 === 0 ? "even" : "odd"));

describe("toDataset, given unusable data", () => {
  const frame = new DataFrame(
    [
      [1, "a"],
      [NaN, "b"],
      [3, "a"],
    ],
    { columns: ["weight", "kind"] },
  );
  const nested = (bad: unknown): number[][] =>
    points.map((row, at) => (at === 12 ? [row[0]!, bad as number] : row));
  const cases: readonly (readonly [
    what: string,
    source: unknown,
    kind: typeof RangeError,
    ...texts: string[],
  ])[] = [
    ["NaN among the inputs", { x: nested(NaN), y: words }, RangeError, "row 12, column 1", "NaN"],
    ["infinity among the inputs", { x: nested(Infinity), y: words }, RangeError, "row 12", "Infinity"],
    ["a number too large for 32 bits", { x: nested(1e300), y: words }, RangeError, "row 12", "1e+300"],
    ["a word among the inputs", { x: nested("x"), y: words }, TypeError, "row 12", '"x"'],
    [
      "NaN in an image",
      { x: points.map(([a, b]) => [[a!], [b! === 9 ? NaN : b!]]), y: words },
      RangeError,
      "row 3, column 1, 0",
    ],
    [
      "NaN among the targets",
      { x: points, y: twenty.map((row) => (row === 5 ? NaN : row / 3)) },
      RangeError,
      "row 5 of y",
      "NaN",
    ],
    [
      "a missing class",
      { x: points, y: words.map((word, row) => (row === 5 ? undefined : word)) },
      RangeError,
      "row 5 of y",
    ],
    [
      "rows of different lengths",
      { x: [[1, 2], [3]], y: [1, 2] },
      RangeError,
      "row 1",
      "1 values",
      "row 0 has 2",
    ],
    ["different numbers of examples", { x: points, y: words.slice(1) }, RangeError, "20", "19"],
    [
      "flat inputs that do not divide",
      { x: new Float32Array(41), y: words },
      RangeError,
      "41 numbers",
      "20 examples",
    ],
    [
      "a shape that does not fit",
      { x: points, y: words, inputShape: [3] },
      RangeError,
      "[3], 3 numbers",
      "[2], 2 numbers",
    ],
    ["a single class", { x: points, y: twenty.map(() => "cat") }, RangeError, '"cat"', "at least 2"],
    ["a single class as number", { x: points, y: twenty.map(() => 0) }, RangeError, '"0"', "regression"],
    [
      "a label outside the classes",
      { x: points, y: twenty.map((row) => row % 3), classNames: ["a", "b"] },
      RangeError,
      "row 2 of y",
      "is 2",
      "0 to 1",
    ],
    [
      "an unknown class name",
      { x: points, y: words, classNames: ["even", "prime"] },
      RangeError,
      "row 1 of y",
      "odd",
      "even, prime",
    ],
    [
      "a label outside in a split of one's own",
      { x: points, y: words, classNames: ["even", "odd"], validation: { x: [[1, 2]], y: ["prime"] } },
      RangeError,
      "row 0 of validation.y",
      "prime",
    ],
    [
      "another shape in a split of one's own",
      { x: points, y: words, test: { x: [[1, 2, 3]], y: ["odd"] } },
      RangeError,
      "test.x",
      "[3]",
      "[2]",
    ],
    ["two examples", { x: [[1], [2]], y: [0.5, 1] }, RangeError, "2 examples", "3 splits"],
    [
      "a class with one example",
      { x: points, y: words.map((word, row) => (row === 3 ? "rare" : word)) },
      RangeError,
      '"rare" has 1',
      "at least 3",
    ],
    [
      "fractions that leave nothing",
      { x: points, y: words, fractions: { validation: 0.5, test: 0.5 } },
      RangeError,
      "validation 0.5 and test 0.5",
    ],
    [
      "a fraction of a split that does not exist",
      { x: points, y: words, fractions: { validation: 0.2, test: 0.2, tset: 0.1 } },
      TypeError,
      '"tset"',
      '"test"',
      "validation, test",
    ],
    [
      "a fraction of 0",
      { x: points, y: words, fractions: { validation: 0, test: 0.5 } },
      RangeError,
      "validation 0",
    ],
    ["rows that are not one-hot", { x: points, y: points, task: "classification" }, RangeError, "one-hot"],
    ["no targets", { x: [], y: [] }, RangeError, "empty"],
    ["an empty cell of a frame", { frame, target: "kind" }, RangeError, '"weight"', "row 1", "NaN", "dropNa"],
    ["an empty cell of the target column", { frame, target: "weight" }, RangeError, '"weight"', "row 1"],
    ["an unknown column", { frame, target: "knid" }, RangeError, '"knid"', "weight, kind"],
    ["a frame without a target", frame, TypeError, "weight, kind", "target"],
    ["the path of a table alone", "houses.csv", TypeError, "toDataset(table", "{ frame: table, target"],
    ["null", null, TypeError, "null", "{ x, y }"],
    ["a number", 3, TypeError, "number"],
  ];
  for (const [what, source, kind, ...texts] of cases)
    it(`refuses ${what}`, () => {
      let message = "";
      try {
        toDataset(source as DataSource);
      } catch (error) {
        expect(error).to.be.an.instanceOf(kind);
        message = (error as Error).message;
      }
      for (const text of texts) expect(message).to.include(text);
      expect(message).to.match(/^Cannot /);
    });
});

describe("toDataset, given a data set changed by hand", () => {
  const good = toDataset({ x: points, y: words });
  const numbers = toDataset({ x: points, y: twenty });
  const { train } = good;
  const at = <Values extends Float32Array | Int32Array>(
    values: Values,
    index: number,
    value: number,
  ): Values => {
    const copy = values.slice() as Values;
    copy[index] = value;
    return copy;
  };
  const cases: readonly (readonly [what: string, changed: Dataset, ...texts: string[]])[] = [
    [
      "NaN",
      { ...good, train: { ...train, inputs: at(train.inputs, 7, NaN) } },
      "row 3, column 1",
      "train",
      "NaN",
    ],
    ["too few inputs", { ...good, train: { ...train, count: 5 } }, "24 inputs", "[2] are 10"],
    [
      "too few targets",
      { ...good, test: { ...good.test, targets: new Int32Array(3) } },
      "3 targets",
      "need 4",
    ],
    [
      "a label outside",
      { ...good, validation: { ...good.validation, targets: Int32Array.of(0, 1, 2, 0) } },
      "row 2",
      "is 2",
      "0 to 1",
    ],
    ["one class", { ...good, train: { ...train, targets: new Int32Array(12) } }, '"even"', "at least 2"],
    [
      "an empty split",
      { ...good, test: { count: 0, inputs: new Float32Array(0), targets: new Int32Array(0) } },
      "test",
      "count 0",
    ],
    [
      "an infinite target",
      { ...numbers, train: { ...numbers.train, targets: at(numbers.train.targets, 4, Infinity) } },
      "row 4",
      "Infinity",
    ],
  ];
  for (const [what, changed, ...texts] of cases)
    it(`refuses ${what}`, () => {
      expect(() => toDataset(changed)).to.throw(RangeError, /^Cannot /);
      for (const text of texts) expect(() => toDataset(changed)).to.throw(text);
    });
});
