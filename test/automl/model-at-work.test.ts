import { expect } from "chai";
import { DataFrame } from "danfojs-node";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { autoTune, loadModel, type TunedModel } from "../../src/automl/index.js";
import { toDataset } from "../../src/data/to-dataset.js";
import { saveRun } from "../../src/training/storage/save-run.js";
import { train } from "../../src/training/train.js";
import { rejection } from "../tuning/helpers/rejection.js";

/** One trial of each kind of model. */
const quick = { trials: 3, hyperparameters: { epochs: 12 } } as const;

/** A German table with decimal commas, codes, dates and empty cells; the class is 1 where `preis` is high, else 0. */
const german = (): string => {
  const rows = Array.from({ length: 80 }, (_, row) => {
    const price = 500 + 400 * Math.sin(row);
    const day = new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
    const town = row % 9 === 0 ? "" : ["Köln", "Bär", "Ulm"][row % 3]!;
    return [`0${1000 + (row % 4)}`, price.toFixed(2).replace(".", ","), town, day, price > 500 ? 1 : 0].join(
      ";",
    );
  });
  return ["plz;preis;ort;tag;teuer", ...rows, ""].join("\n");
};

const row = { plz: "01001", preis: "880,50", ort: "Köln", tag: "2024-03-01" };

describe("automl: a model at work", function () {
  this.timeout(120_000);
  let folder: string;
  let model: TunedModel;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tunebook-model-"));
    ({ model } = await autoTune(german(), { target: "teuer", ...quick }));
    await model.save(join(folder, "model"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("takes a CSV file, a DataFrame, one object or many, and answers with the classes as they came in", async () => {
    const path = join(folder, "new.csv");
    await writeFile(path, german());
    const fromFile = model.predict(path);
    expect(fromFile).to.have.length(80);
    expect(new Set(fromFile)).to.deep.equal(new Set([0, 1]));
    expect(model.classes).to.deep.equal([0, 1]);
    expect(model.predict(row)).to.equal(1);
    expect(model.predict([row, { ...row, preis: 110 }])).to.deep.equal([1, 0]);
    const frame = new DataFrame([Object.values(row)], { columns: Object.keys(row) });
    expect(model.predict(frame)).to.deep.equal([1]);
    expect(model.predict([["01001", "880,50", "Köln", "2024-03-01"]])).to.deep.equal([1]);
  });

  it("takes missing and unseen values", () => {
    expect(model.predict({ ...row, ort: null, plz: "99999" })).to.equal(1);
    expect(model.predict({ ...row, ort: "Paris" })).to.equal(1);
    const bare = { preis: "880,50" };
    expect(model.predictProba(bare)).to.deep.equal(model.predictProba({ ...bare, plz: "", ort: null, tag: undefined })); // prettier-ignore
    expect(() => model.predict({ preis: "880,50", Ort: "Ulm" })).to.throw(RangeError, /"plz", "ort", "tag" are missing; there are preis, Ort/); // prettier-ignore
  });

  it("gives probabilities that add up to 1, of which the answer has the highest", () => {
    const one = model.predictProba(row);
    expect(one["0"]! + one["1"]!).to.be.closeTo(1, 1e-6);
    expect(one["1"]).to.be.greaterThan(one["0"]!);
    const both = model.predictProba([row, { ...row, preis: "110" }]);
    // Two rows at once may be rounded otherwise than one.
    expect(both[0]!["1"]).to.be.closeTo(one["1"]!, 1e-6);
    expect(both[1]!["1"]).to.be.lessThan(0.5);
  });

  it("serves new rows from a new process exactly as from this one", async () => {
    const loaded = await loadModel(join(folder, "model"));
    expect(loaded.predictProba(german())).to.deep.equal(model.predictProba(german()));
    const library = resolve(__dirname, "..", "..", "src", "index.js");
    const program = `require(${JSON.stringify(library)}).loadModel(process.argv[1]).then((model) =>
      console.log(JSON.stringify([model.predict(${JSON.stringify(row)}), model.predictProba(${JSON.stringify(row)})])))`;
    const said = execFileSync(process.execPath, ["-e", program, join(folder, "model")], { encoding: "utf8" });
    expect(JSON.parse(said)).to.deep.equal([1, model.predictProba(row)]);
  });

  it("predicts numbers in their unit, and has no probabilities for them", async () => {
    const table = Array.from({ length: 60 }, (_, at) => ({
      a: Math.sin(at),
      rent: 1e6 + 1000 * Math.sin(at),
    }));
    const { model: numbers } = await autoTune(table, { target: "rent", ...quick });
    expect(numbers.predict({ a: 0 })).to.be.within(1e6 - 1500, 1e6 + 1500);
    const { model: logs } = await autoTune(table, { target: "rent", targetScale: "log", ...quick });
    await logs.save(join(folder, "logs"));
    expect((await loadModel(join(folder, "logs"))).predict({ a: 0 })).to.equal(logs.predict({ a: 0 }));
    expect(logs.predict({ a: 0 })).to.be.within(1e6 - 1500, 1e6 + 1500);
    expect(() => numbers.predictProba({ a: 0 })).to.throw(TypeError, "predicts numbers");
  });

  it("tells what it cannot load", async () => {
    expect((await rejection(loadModel(join(folder, "nowhere")))).message).to.match(/no readable run\.json/);
    const file = join(folder, "model", "model.json");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("Köln", "Kiel"));
    expect((await rejection(loadModel(join(folder, "model")))).message).to.match(
      /does not match its checksum/,
    );
    await writeFile(file, text);
  });

  it("loads every run of a data set that toDataset made", async () => {
    const data = toDataset(german(), { target: "teuer", prepare: true, standardise: true });
    const run = await train(data, { epochs: 2 });
    await saveRun(run, join(folder, "run"));
    expect((await loadModel(join(folder, "run"))).predict(row)).to.equal(run.predict(row));
  });
});
