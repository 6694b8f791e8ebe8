import { expect } from "chai";
import fc from "fast-check";
import type { TableDataOptions } from "../../../src/data/data-source.js";
import type { Dataset, Split } from "../../../src/data/dataset.js";
import { encodeRows } from "../../../src/data/encoder/encode-rows.js";
import { readEncoder, type Encoder } from "../../../src/data/encoder/encoder.js";
import type { TableSource } from "../../../src/data/table/table.js";
import { toDataset } from "../../../src/data/to-dataset.js";

type Row = Readonly<Record<string, unknown>>;

const table = (rows: number, row: (place: number) => Row): Row[] => Array.from({ length: rows }, (_, place) => row(place)); // prettier-ignore

const prepared = (source: TableSource, options: Partial<TableDataOptions> = {}): Dataset =>
  toDataset(source, { target: "y", prepare: true, ...options });

/** One input of every training example. */
const feature = (data: Dataset, name: string): number[] => {
  const [place, width] = [data.featureNames!.indexOf(name), data.featureNames!.length];
  expect(place, `${name} in ${data.featureNames!.join()}`).to.be.at.least(0);
  return Array.from({ length: data.train.count }, (_, row) => data.train.inputs[row * width + place]!);
};

const inputsOf = ({ encoder }: Dataset, row: Row): Record<string, number> => {
  const { inputs } = encodeRows(encoder!, row);
  return Object.fromEntries([...inputs].map((value, place) => [place, value]));
};

const noteOf = (data: Dataset, word: string): string => data.notes!.find((note) => note.includes(word)) ?? "";

describe("toDataset with prepare: true", () => {
  it("fills missing numbers with the median of the training rows and says which they were", () => {
    const data = prepared(table(60, (row) => ({ a: row % 3 === 0 ? null : row, y: Math.sin(row) })));
    const missing = feature(data, "a is missing");
    const values = feature(data, "a");
    const known = values.filter((_, row) => missing[row] === 0).sort((one, other) => one - other);
    const median = (known[Math.ceil(known.length / 2) - 1]! + known[Math.floor(known.length / 2)]!) / 2;
    expect(missing).to.include(1);
    values.forEach((value, row) => {
      if (missing[row] === 1) expect(value).to.equal(median);
      else expect(value % 3).to.not.equal(0);
    });
    expect(inputsOf(data, { a: null })).to.deep.equal({ 0: median, 1: 1 });
    expect(inputsOf(data, { a: "" })).to.deep.equal({ 0: median, 1: 1 });
    expect(noteOf(data, '"a"')).to.match(/missing cells of the training rows filled with the median/);
  });

  it("fills missing words with the most frequent one", () => {
    const words = ["red", "red", "blue", null];
    const data = prepared(table(60, (row) => ({ colour: words[row % 4], y: Math.sin(row) })));
    expect(data.featureNames).to.deep.equal(["colour = blue", "colour = red", "colour is missing"]);
    expect(inputsOf(data, { colour: undefined })).to.deep.equal({ 0: 0, 1: 1, 2: 1 });
    expect(() => inputsOf(data, {})).to.throw(RangeError, '"colour" is missing');
  });

  it("groups rare words, and puts unseen ones with them", () => {
    const data = prepared(table(100, (row) => ({ town: row % 4 === 0 ? `t${row}` : row % 2 ? "Ghent" : "Bruges", y: Math.sin(row) }))); // prettier-ignore
    expect(data.featureNames).to.deep.equal(["town = Bruges", "town = Ghent", "town = other"]);
    expect(inputsOf(data, { town: "Paris" })).to.deep.equal({ 0: 0, 1: 0, 2: 1 });
    expect(inputsOf(data, { town: "Ghent" })).to.deep.equal({ 0: 0, 1: 1, 2: 0 });
    expect(noteOf(data, "rare")).to.match(/Column "town" has \d+ different words: \d+ rare ones/);
  });

  it("makes at most fifty inputs of a column of words, or more where each has five rows", () => {
    const inputs = (rows: number): readonly string[] =>
      prepared(table(rows, (row) => ({ town: `town ${row % 80}`, y: Math.sin(row) }))).featureNames!;
    expect(inputs(400)).to.have.length(51);
    expect(inputs(900)).to.have.length(80);
  });

  it("makes parts of dates: days, and the place in the year and the week", () => {
    const day = (row: number): string => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
    const csv = ["day,y", ...Array.from({ length: 50 }, (_, row) => `${day(row)},${Math.sin(row)}`), ""].join(
      "\n",
    );
    const data = prepared(csv);
    expect(data.featureNames).to.deep.equal(["day (days)", "day, year (sine)", "day, year (cosine)", "day, week (sine)", "day, week (cosine)"]); // prettier-ignore
    const [days, sine, cosine] = Object.values(inputsOf(data, { day: "2024-01-01" }));
    expect(days).to.equal(19723);
    expect([sine, cosine]).to.deep.equal([0, 1]);
    const week = (date: string): number[] => Object.values(inputsOf(data, { day: date })).slice(3);
    week("2024-01-08").forEach((value, at) => {
      expect(value).to.be.closeTo(week("2024-01-01")[at]!, 1e-6);
    });
  });

  it("takes -999 far from all other values for missing, also in new rows, unless told that it was measured", () => {
    const row = (place: number): Row => ({ a: place % 9 === 0 ? -999 : place % 11 === 0 ? -9999 : place / 60, b: place % 5 ? place : 999, y: Math.sin(place) }); // prettier-ignore
    const data = prepared(table(900, row));
    expect(data.featureNames).to.deep.equal(["a", "a is missing", "b"]);
    expect(noteOf(data, "-999 ")).to.match(
      /"a": -999 counts as missing \(100 cells\).*columns: { "a": "number" }/,
    );
    expect(noteOf(data, "-9999 ")).to.match(/"a": -9999 counts as missing/);
    expect(inputsOf(data, { a: "-999.0", b: 3 })).to.deep.equal(inputsOf(data, { a: null, b: 3 }));
    expect(inputsOf(data, { a: -999, b: 3 })[1]).to.equal(1);
    expect(prepared(table(900, row), { columns: { a: "number" } }).featureNames).to.deep.equal(["a", "b"]);
  });

  it("leaves useless columns out, each with a note, and keeps them if told to", () => {
    const rows = table(100, (row) => {
      const x = Math.sin(row);
      return { id: row + 1, uuid: `u${row * 7919}`, constant: "same", empty: null, x, again: x, copy: x > 0 ? "hi" : "lo", y: x > 0 ? 1 : 0 }; // prettier-ignore
    });
    const data = prepared(rows);
    expect(data.featureNames).to.deep.equal(["x"]);
    const reasons = { id: "it numbers the rows", uuid: "its 100 words identify the 100 rows", constant: 'it holds "same" in every row', empty: "it is empty", again: 'copy of column "x"', copy: 'the same information as the target "y"' }; // prettier-ignore
    for (const [name, why] of Object.entries(reasons))
      expect(noteOf(data, `"${name}" was left out`)).to.include(why);
    expect(prepared(rows, { keep: ["id", "copy"] }).featureNames).to.deep.equal(["id", "x", "copy = hi", "copy = lo"]); // prettier-ignore
  });

  it("keeps a counter that may be a time, and a number from which the target follows", () => {
    const data = prepared(table(60, (row) => ({ hour: row, y: 2 * row + 1 })));
    expect(data.featureNames).to.deep.equal(["hour"]);
  });

  it("leaves rows without a target out and counts them", () => {
    const data = prepared(table(60, (row) => ({ a: Math.sin(row), y: row % 4 ? Math.cos(row) : null })));
    expect(data.train.count + data.validation.count + data.test.count).to.equal(45);
    expect(noteOf(data, "left out")).to.match(/^15 rows were left out, because their "y" is missing/);
  });

  it("leaves the rows of rare classes out where two classes are left", () => {
    const data = prepared(table(60, (row) => ({ a: Math.sin(row), y: ["p", "q", "q"][row] ?? (row % 2 ? "r" : "s") }))); // prettier-ignore
    expect(data.classNames).to.deep.equal(["r", "s"]);
    expect(data.train.count + data.validation.count + data.test.count).to.equal(57);
    expect(noteOf(data, "left out")).to.match(
      /^3 rows were left out: classes "p", "q" of "y" have fewer than 3/,
    );
  });

  it("says that a few targets are far from all others", () => {
    const price = (row: number): number => (row === 7 ? 1e6 : 100 + row);
    const data = prepared(table(60, (row) => ({ a: Math.sin(row), y: price(row) })));
    expect(noteOf(data, "far from")).to.match(
      /"y": 1 value is far from all others, for example 1000000 .*the RMSE/,
    );
    expect(noteOf(prepared(table(60, (row) => ({ a: Math.sin(row), y: row ** 3 }))), "far from")).to.equal(
      "",
    );
  });

  it("notes first how the target was interpreted, then the spellings that it merged", () => {
    const signs = prepared(table(40, (row) => ({ a: Math.sin(row), y: row % 3 ? 1 : -1 })));
    expect(signs.notes![0]).to.match(
      /"y" was taken as classes \(2 different values\); use task: "regression"/,
    );
    const answers = ["yes", "no", "YES", "Yes "];
    const words = prepared(table(40, (row) => ({ a: Math.sin(row), y: answers[row % 4] })));
    expect(noteOf(words, "capitals")).to.match(/"yes", "YES", "Yes" differ only in capitals or spaces.*columns: { "y": "words" }/); // prettier-ignore
    expect(words.classNames).to.deep.equal(["no", "yes"]);
    const kept = prepared(table(60, (row) => ({ a: Math.sin(row), y: answers[row % 4] })), { columns: { y: "words" } }); // prettier-ignore
    expect(kept.classNames).to.have.members(["no", "yes", "YES", "Yes"]);
  });

  it("spells a word of a new row as those of the table, and keeps single letters apart unless they are two", () => {
    const towns = ["Ghent", "Ghent", "GHENT ", "bruges"];
    const data = prepared(table(80, (row) => ({ town: towns[row % 4], letter: row % 2 ? "a" : "A", y: Math.sin(row) }))); // prettier-ignore
    expect(data.featureNames).to.deep.equal(["town = bruges", "town = Ghent", "letter = a", "letter = A"]);
    expect(inputsOf(data, { town: "ghent", letter: "A" })).to.deep.equal({ 0: 0, 1: 1, 2: 0, 3: 1 });
    expect(inputsOf(data, { town: "Bruges", letter: "a" })).to.deep.equal({ 0: 1, 1: 0, 2: 1, 3: 0 });
    const answers = ["Y", "Y", "y", "N", "n"];
    const two = prepared(table(80, (row) => ({ answer: answers[row % 5], y: Math.sin(row) })));
    expect(two.featureNames).to.deep.equal(["answer = N", "answer = Y"]);
  });

  const refused: readonly (readonly [string, (row: number) => Row, RegExp])[] = [
    ["a constant target", (row) => ({ a: row, y: 3.5 }), /Cannot predict column "y": all 60 rows hold 3.5/],
    ["one class", (row) => ({ a: row, y: "a" }), /Cannot predict column "y": all 60 rows hold "a"/],
    ["an empty target", (row) => ({ a: row, y: null }), /column "y": all of its 60 cells are empty/],
    ["a target of names", (row) => ({ a: row, y: `n${row}` }), /column "y": it holds 60 different words/],
    ["rare classes, all at once", (row) => ({ a: row, y: ["p", "q"][row] ?? "r" }), /in column "y", class "p" has 1, "q" has 1.*at least 3/], // prettier-ignore
    ["a target in two rows only", (row) => ({ a: row, y: row < 2 ? row : null }), /2 of its 60 rows have a value of "y"; there must be at least 3/], // prettier-ignore
    ["a target of dates", (row) => ({ a: row, y: new Date(row * 86_400_000) }), /column "y": it holds dates/],
    ["nothing to learn from", (row) => ({ constant: 1, y: row % 2 }), /no column to learn from.*"constant" was left out/], // prettier-ignore
  ];
  for (const [what, row, rule] of refused)
    it(`refuses ${what}`, () => {
      expect(() => prepared(table(60, row))).to.throw(RangeError, rule);
    });

  it("refuses unknown options and columns", () => {
    const rows = table(40, (row) => ({ a: Math.sin(row), y: row % 2 }));
    expect(() => prepared(rows, { ignroe: ["a"] } as object)).to.throw(TypeError, '"ignroe"');
    expect(() => prepared(rows, { ignore: ["b"] })).to.throw(RangeError, 'ignore column "b"');
    expect(() => prepared(rows, { keep: ["b"] })).to.throw(RangeError, 'keep column "b"');
    expect(() => prepared(rows, { ignore: ["y"] })).to.throw(RangeError, /predict column "y" and ignore it/);
  });
});

describe("the encoder", () => {
  it("finds columns by name, whatever they are called", () => {
    const name = fc.oneof(fc.constantFrom("constructor", "__proto__", "toString", "a.b", "[0]", "'\"", "\\", "0"), fc.string()); // prettier-ignore
    const some = fc.uniqueArray(name.filter((text) => text.trim() !== "" && text !== "target"), { minLength: 2, maxLength: 6 }); // prettier-ignore
    fc.assert(
      fc.property(some, (names) => {
        const frame = { columns: [...names, "target"], values: table(9, (row) => ({ row })).map((_, row) => [...names.map((__, place) => 10 * place + row), row / 7]) }; // prettier-ignore
        const { encoder, featureNames } = toDataset(frame, { target: "target" });
        expect(featureNames).to.deep.equal(names);
        const shuffled = [...names].reverse();
        const row = Object.fromEntries(shuffled.map((one) => [one, names.indexOf(one)]));
        expect([...encodeRows(encoder!, row).inputs]).to.deep.equal([...names.keys()]);
      }),
    );
  });

  const rows = table(80, (row) => ({ a: row % 5 ? row * 1.5 : null, b: ["x", "y", "z"][row % 3], c: row % 2 === 0, y: Math.sin(row) })); // prettier-ignore

  it("makes of the rows of a data set what the data set holds", () => {
    const data = prepared(rows, { standardise: "both" });
    const width = data.inputShape[0]!;
    const { inputs, count } = encodeRows(data.encoder!, rows);
    expect(count).to.equal(80);
    const have = (split: Split): string[] => Array.from({ length: split.count }, (_, row) => split.inputs.slice(row * width, (row + 1) * width).join()); // prettier-ignore
    const all = [data.train, data.validation, data.test].flatMap(have);
    const again = Array.from({ length: 80 }, (_, row) => inputs.slice(row * width, (row + 1) * width).join());
    expect(again.sort()).to.deep.equal(all.sort());
  });

  it("is fitted on the training rows only", () => {
    const data = prepared(rows, { standardise: "both", ignore: ["b", "c"] });
    const other = prepared(
      rows.map((row) => ({ ...row })),
      { standardise: "both", ignore: ["b", "c"], fractions: { validation: 0.1, test: 0.1 } },
    );
    const values = feature(data, "a");
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).to.be.closeTo(0, 1e-6);
    expect(other.encoder!.scales).to.not.deep.equal(data.encoder!.scales);
  });

  it("is plain data: written down and read back, it does the same", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 79 }),
        fc.constantFrom(true, "both" as const),
        (place, standardise) => {
          const { encoder } = prepared(rows, { standardise });
          const back = readEncoder(JSON.parse(JSON.stringify(encoder)) as Encoder);
          expect(encodeRows(back, rows[place]!)).to.deep.equal(encodeRows(encoder!, rows[place]!));
        },
      ),
      { numRuns: 20 },
    );
    expect(() => readEncoder({ format: "tunebook-encoder/9" })).to.throw('"tunebook-encoder/9"');
  });

  it("reads new rows as it read the old ones", () => {
    const csv = ["zip;price;y", ...Array.from({ length: 40 }, (_, row) => `0${row % 2};${row},5;${row / 3}`), ""].join("\n"); // prettier-ignore
    const data = prepared(csv.replaceAll(/(\d)\.(\d)/g, "$1,$2"));
    expect(inputsOf(data, { zip: "01", price: "7,5" })).to.deep.equal({ 0: 0, 1: 1, 2: 7.5 });
    expect(inputsOf(data, { zip: "00", price: 7.5 })).to.deep.equal({ 0: 1, 1: 0, 2: 7.5 });
    expect(() => inputsOf(data, { zip: "00", price: "7,5,5" })).to.throw(
      RangeError,
      '"price": row 1 holds "7,5,5"',
    );
  });
});
