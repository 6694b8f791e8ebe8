import { expect } from "chai";
import { join } from "node:path";
import { autoTune, type AutoTuneOptions } from "../../src/automl/index.js";
import { remarks } from "../../src/automl/report/remarks.js";
import { loadDataset } from "../../src/data/index.js";
import { describe as describeInNotebook } from "../../src/course/describe.js";
import { rejection } from "../tuning/helpers/rejection.js";

const datasets = join(__dirname, "..", "..", "..", "datasets");
const quick = { hyperparameters: { epochs: 8 } };

/** A table in which y is the sum of a and b, and c a word that says whether it is large. */
function sums(rows: number): { a: number; b: number; c: string }[] {
  return Array.from({ length: rows }, (_, row) => {
    const [a, b] = [Math.sin(row), Math.cos(3 * row)];
    return { a, b, c: a + b > 0 ? "large" : "small" };
  });
}

const csv = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

describe("automl: autoTune", function () {
  this.timeout(120_000);

  it("tunes on a CSV file and beats the trivial predictor", async () => {
    const { model, study, report } = await autoTune(join(datasets, "penguins.csv"), {
      target: "Species",
      trials: 3,
      ...quick,
    });
    expect(study.trials).to.have.length(3);
    expect(report.data).to.include({ name: "penguins", outputs: 3, rowsLeftOut: 0 });
    expect(report.remarks[0]).to.match(/^"Species" was taken as classes \(3 different values\)\.$/);
    expect(report.remarks.join(" ")).to.match(
      /Column "Sex": \d+ missing cells of the training rows filled with/,
    );
    const [tuned, network, linear, trees, trivial] = report.scores;
    expect(report.scores.map(({ predictor }) => predictor)).to.deep.equal(
      ["tuned", "untuned network", "untuned linear model", "untuned trees", 'always "Adelie"'], // prettier-ignore
    );
    expect(study.trials.slice(0, 3).map(({ params }) => params["model"])).to.deep.equal(["linear", "trees", "network"]); // prettier-ignore
    for (const untuned of [network, linear, trees])
      expect(tuned!.validation["loss"]).to.be.at.most(untuned!.validation["loss"]! + 1e-6);
    expect(tuned!.test["accuracy"]).to.be.greaterThan(trivial!.test["accuracy"]!);
    expect(tuned!.interval[0]).to.be.lessThan(tuned!.test["accuracy"]!);
    expect(report.gains['always "Adelie"']!.low).to.be.greaterThan(0);
    expect(report.data).to.include({ folds: 5, repeats: 2 });
    expect(report.refitted).to.equal(true);
    const sum = report.models.reduce((all, { weight }) => all + weight, 0);
    expect(sum).to.be.closeTo(1, 1e-9);
    expect(report.columns[0]!.column).to.match(/^Beak/);
    const row = {
      Island: "Torgersen",
      "Beak Length (mm)": 39.1,
      "Beak Depth (mm)": 18.7,
      "Flipper Length (mm)": 181,
      "Body Mass (g)": 3750,
      Sex: "MALE",
    };
    expect(model.predict([row])).to.deep.equal(["Adelie"]);
    expect(model.predict({ ...row, Island: "Texel", Sex: null })).to.equal("Adelie");
    expect(() => model.predict({ sex: "MALE" })).to.throw(RangeError, /columns "Island", "Beak Length .*are missing/); // prettier-ignore
  });

  it("gives the same result for the same trials and seed, and predicts in the unit of the target", async () => {
    const table = sums(60).map(({ a, b }) => ({ a, b, price: 1000 * (a + b) + 5000 }));
    const options = { target: "price", trials: 3, seed: 4, ...quick } as const;
    const [one, two] = [await autoTune(table, options), await autoTune(table, options)];
    expect(one.study.trials.map(({ params, values }) => [params, values])).to.deep.equal(
      two.study.trials.map(({ params, values }) => [params, values]),
    );
    expect(one.report.scores).to.deep.equal(two.report.scores);
    const [tuned, ...others] = one.report.scores;
    for (const { predictor, test } of others)
      expect(one.report.gains[predictor]!.mean / test["RMSE"]! ** 2, predictor).to.be.closeTo(1 - (tuned!.test["RMSE"]! / test["RMSE"]!) ** 2, 1e-5); // prettier-ignore
    const mean = one.report.scores.at(-1)!;
    expect(mean.test["RMSE"]).to.be.within(300, 3000);
    expect(Number(one.model.predict([{ a: 0, b: 0 }])[0])).to.be.within(3000, 7000);
  });

  it("lets the test split have no say", async () => {
    const digits = await loadDataset("iris");
    const shuffled = {
      ...digits,
      test: { ...digits.test, targets: digits.test.targets.map((label) => (label + 1) % 3) },
    };
    const [one, two] = [
      await autoTune(digits, { trials: 3, ...quick }),
      await autoTune(shuffled, { trials: 3, ...quick }),
    ];
    expect(two.study.trials.map(({ values }) => values)).to.deep.equal(one.study.trials.map(({ values }) => values)); // prettier-ignore
    expect(two.report.scores[0]!.test["accuracy"]).to.be.lessThan(one.report.scores[0]!.test["accuracy"]!);
  });

  it("tries the kinds of models that it is asked for", async () => {
    const { study, model } = await autoTune(sums(40), {
      target: "c",
      trials: 3,
      models: ["trees", "linear"],
    });
    expect(study.trials.map(({ params }) => params["model"])).to.include.members(["linear", "trees"]);
    expect(study.trials.map(({ params }) => params["model"])).not.to.include("network");
    expect(model.run).to.equal(undefined);
    const wrong = { target: "c", trials: 1, models: ["forest"] } as unknown as AutoTuneOptions;
    expect((await rejection(autoTune(sums(40), wrong))).message).to.match(/models \["forest"\]: .*"trees"/);
  });

  it("returns the best so far when it is interrupted", async () => {
    const iris = await loadDataset("iris");
    const emit = (): void => {
      process.emit("SIGINT");
    };
    const timer = setTimeout(emit, 1500);
    const { report, study } = await autoTune(iris, {
      trials: 500,
      hyperparameters: { epochs: 2000, earlyStopping: "off" },
    });
    clearTimeout(timer);
    expect(report.ending).to.equal("interrupted");
    expect(study.trials.length).to.be.lessThan(500);
    expect(report.remarks[0]).to.match(/interrupted/);
  });

  it("ends when time is up, with an untuned model at least", async () => {
    const iris = await loadDataset("iris");
    const { report } = await autoTune(iris, { minutes: 0.001, hyperparameters: { epochs: 5000 } });
    expect(report.ending).to.equal("timeout");
    expect(report.study.trials[0]!.state).to.equal("complete");
  });

  it("says which kinds of models there was no time to try", async () => {
    const { report } = await autoTune(sums(40), { target: "c", trials: 1 });
    expect(report.untried).to.deep.equal(["trees", "network"]);
    const said = remarks({ ...report, ending: "timeout" }).join(" ");
    expect(said).to.match(/time for one trial only, an untuned linear model.*choose among 1 trial\./);
    expect(said).not.to.match(/No trial was better/);
    expect((await describeInNotebook(report))?.["text/plain"]).to.match(/: 1 trial \(1 complete, 0 pruned\)/);
  });

  it("learns the logarithm of a target with a heavy tail, says so in its figures, and predicts in the target's unit", async () => {
    const price = (a: number): number => 1000 * Math.exp(2 * a);
    const table = Array.from({ length: 100 }, (_, row) => {
      const a = 2 * Math.sin(row * row);
      return { a, y: price(a) * Math.exp(0.1 * Math.sin(7 * row)) };
    });
    const options = { target: "y", trials: 1, models: ["linear"], columns: { y: "number" } } as const;
    const plain = await autoTune(table, options);
    expect(plain.report.remarks.join(" ")).to.match(/the largest dominate the RMSE; targetScale: "log"/);
    const { model, report } = await autoTune(table, { ...options, targetScale: "log" });
    const [tuned, , trivial] = report.scores;
    expect(tuned!.test["RMSE of the log"]).to.be.within(0.04, 0.1);
    expect(tuned!.interval[1]).to.be.within(tuned!.test["RMSE of the log"]!, 0.12);
    expect(tuned!.test["MAE"]).to.be.lessThan(plain.report.scores[0]!.test["MAE"]! / 3);
    expect(trivial!.predictor).to.equal("always the geometric mean");
    expect(report.remarks.join(" ")).to.match(/off by a factor of 1\.\d/);
    for (const a of [-2, 0, 2]) expect(Number(model.predict({ a })) / price(a)).to.be.within(0.9, 1.1);
  });

  it("says that a single column gives the answer away", async () => {
    const table = Array.from({ length: 120 }, (_, row) => {
      const y = row % 3 === 0 ? "left" : "stayed";
      return { a: Math.sin(row), after: y === "left" ? 1 + (row % 2) : 5 + (row % 2), y };
    });
    const { report } = await autoTune(table, { target: "y", trials: 1, models: ["trees"] });
    expect(report.remarks.join(" ")).to.match(/"after" alone nearly gives the answer.*ignore: \["after"\]/);
  });

  it("does not recommend a model that never predicts the rare class", async () => {
    const fraud = Array.from({ length: 200 }, (_, row) => ({
      a: Math.sin(row * row),
      b: Math.cos(5 * row),
      kind: row % 20 === 0 ? "fraud" : "fine",
    }));
    const { report } = await autoTune(fraud, {
      target: "kind",
      trials: 1,
      models: ["linear"],
    });
    const [tuned, , trivial] = report.scores;
    expect(trivial!.test).to.include({ "balanced accuracy": 0.5 });
    expect(tuned!.test["accuracy"]).to.be.closeTo(0.95, 0.03);
    expect(tuned!.test["balanced accuracy"]).to.be.lessThan(0.6);
    // Of 20 fine and 0 fraud named "fine" 38 of 40: F1 of fine 0.974, of fraud 0.
    expect(trivial!.test["macro F1"]).to.be.closeTo(76 / 78 / 2, 1e-9);
    const said = report.remarks.join(" ");
    expect(said)
      .to.match(/F1 is that of class "fraud"/)
      .and.to.match(/uneven: "fraud" has 5 % .*0\.5 is guessing/);
    expect(report.classes!.neverPredicted).to.deep.equal(["fraud"]);
    expect(said).to.match(/never predicts "fraud"/);
  });

  it("says so where it is no better than the trivial predictor", async () => {
    const noise = Array.from({ length: 60 }, (_, row) => ({ a: Math.sin(row * row), y: Math.cos(row ** 3) }));
    const { report } = await autoTune(noise, {
      target: "y",
      trials: 1,
      models: ["network"],
      hyperparameters: { epochs: 100, earlyStopping: "off" },
    });
    const [tuned, , trivial] = report.scores;
    expect(tuned!.test["RMSE"]).to.be.greaterThan(trivial!.test["RMSE"]!);
    expect(report.remarks.join(" ")).to.match(
      /no better than that of the trivial predictor, always the mean/,
    );
  });

  it("shows its report as tables and a chart", async () => {
    const result = await autoTune(sums(40), { target: "c", trials: 1, models: ["network"], ...quick });
    const bundle = await describeInNotebook(result);
    expect(bundle?.["text/html"]).to.match(
      /<table>.*How well each predicts[\s\S]*data:image\/svg\+xml;base64,/,
    );
    expect(bundle?.["text/plain"]).to.match(/What was chosen[\s\S]*learning rate[\s\S]*used once/);
  });

  describe("refuses before anything trains", () => {
    const rows = sums(40).map(({ a, b, c }) => `${a},${b},${c}`);
    const good = csv(["a,b,c", ...rows]);
    const cases: readonly [string, string, object, RegExp][] = [
      ["no limit", good, { target: "c" }, /minutes: 2/],
      ["minutes of 0", good, { target: "c", minutes: 0 }, /0 minutes/],
      ["half a trial", good, { target: "c", trials: 0.5 }, /0\.5 trials/],
      ["no target", good, { trials: 1 }, /name the column to predict.*a, b, c/],
      ["an unknown target", good, { trials: 1, target: "C2" }, /no.* of that name. Did you mean "c"/],
      ["one class", csv(["a,c", ...rows.map((_, row) => `${row},same`)]), { trials: 1, target: "c" }, /"same"/],
      ["three rows", csv(["a,c", "1,2", "2,3", "3,4"]), { trials: 1, target: "c" }, /3 rows/],
      ["nothing but an empty column", csv(["e,c", ...rows.map((_, row) => `,${row % 2}`)]), { trials: 1, target: "c" }, /"e" was left out, because it is empty/],
      ["nothing but a column of texts", csv(["t,c", ...rows.map((_, row) => `text ${row},${row % 2}`)]), { trials: 1, target: "c" }, /"t" was left out, because its 40 words.*keep/],
      ["a word among numbers", csv(["a,c", ...rows.map((_, row) => `${row === 7 ? "oops" : row},${row % 2}`)]), { trials: 1, target: "c" }, /"oops" in row 8/],
      ["a ragged table", csv(["a,c", "1,2,3"]), { trials: 1, target: "c" }, /row 1 has 3 cells/],
      ["an unknown option", good, { trials: 1, target: "c", minuts: 2 }, /"minuts": .*Did you mean "minutes"/],
      ["the logarithm of 0", good, { trials: 1, target: "a", targetScale: "log" }, /targetScale: "log" for column "a": \d+ of its 40 values are 0 or less/],
      ["the logarithm of classes", good, { trials: 1, target: "c", targetScale: "log" }, /taken as classes/],
      ["another scale", good, { trials: 1, target: "a", targetScale: "square" }, /"square": targetScale must be "log"/],
      ["a missing file", "nowhere.csv", { trials: 1, target: "c" }, /no such file/],
      ["an unknown hyperparameter", good, { trials: 1, target: "c", hyperparameters: { rate: 1 } }, /rate/],
    ]; // prettier-ignore
    for (const [name, text, options, message] of cases)
      it(name, async () => {
        expect((await rejection(autoTune(text, options))).message).to.match(message);
      });
  });
});
