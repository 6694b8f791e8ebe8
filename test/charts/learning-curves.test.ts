import { expect } from "chai";
import type { Chart } from "../../src/charts/chart.js";
import { learningCurves } from "../../src/charts/learning-curves.js";
import { layersOf, panelsOf, rowsOf, type DrawnRow } from "./drawn.js";
import { numberText } from "../../src/charts/words.js";
import { exampleRun, exampleSweep } from "./example-runs.js";

/** The rows of the lines, panel by panel. */
function panels(chart: Chart): (readonly DrawnRow[])[] {
  return panelsOf(chart).map((panel) => rowsOf(panel, "line"));
}

/** Where "diverged" is written, in the first panel. */
function written(chart: Chart): readonly DrawnRow[] {
  return layersOf(panelsOf(chart)[0]!)
    .filter(({ mark }) => mark === "text")
    .flatMap(({ rows }) => rows);
}

describe("learningCurves", () => {
  it("draws loss and accuracy of training and validation, epoch by epoch", () => {
    const run = exampleRun();
    const [loss, accuracy] = panels(learningCurves(run));
    const drawn = loss!.filter((row) => row["split"] === "validation").map((row) => row["y"]);
    expect(drawn).to.have.length(run.history.length);
    drawn.forEach((value, index) => {
      expect(value).to.be.closeTo(run.history[index]!.valLoss, 1e-3);
    });
    expect(new Set(accuracy!.map((row) => row["split"]))).to.deep.equal(new Set(["training", "validation"]));
  });

  it("numbers at most ten epochs, and as few as stand apart in any font", () => {
    const ticks = (epochs: number, width = 300): unknown =>
      /"title":"Epoch".*?"values":(\[[\d,]*\])/.exec(
        JSON.stringify(learningCurves(exampleRun(), { epochs, width }).spec),
      )?.[1];
    expect(ticks(20)).to.equal("[1,2,4,6,8,10,12,14,16,18,20]");
    // 90 and 100 would touch: the last number stands left of the axis's end.
    expect(ticks(100)).to.equal("[1,20,40,60,80,100]");
    expect(ticks(5000)).to.equal("[1,1000,2000,3000,4000,5000]");
    expect(ticks(20, 150)).to.equal("[1,5,10,15,20]");
    expect(ticks(20, 10)).to.equal("[1,20]");
  });

  it("joins runs that differ only in their seed into a median with its extent", () => {
    const runs = [1, 2, 3].map((seed) => exampleRun({}, seed));
    const [loss] = panelsOf(learningCurves(runs));
    const values = runs.map((run) => run.history[3]!.valLoss).sort((a, b) => a - b);
    const middle = rowsOf(loss!, "line").filter((row) => row["split"] === "validation" && row["x"] === 4);
    const extent = rowsOf(loss!, "area").filter((row) => row["x"] === 4);
    expect([middle.length, extent.length]).to.deep.equal([1, 1]);
    const drawn = [extent[0]!["y"], middle[0]!["y"], extent[0]!["y2"]].map(Number);
    drawn.forEach((value, index) => {
      expect(value).to.be.closeTo(values[index]!, 1e-4);
    });
  });

  it("labels runs by what differs between them", () => {
    const chart = learningCurves([
      exampleRun({ learningRate: 0.1 }),
      exampleRun({ learningRate: 0.01, batchSize: 8 }),
    ]);
    const series = new Set(panels(chart)[0]!.map((row) => row["series"]));
    expect([...series]).to.deep.equal([
      "learning rate 0.1, batch size 32",
      "learning rate 0.01, batch size 8",
    ]);
  });

  it("does not let an exploded run flatten the others, and marks where it ended", () => {
    const chart = learningCurves(exampleSweep({ learningRate: [0.01, 1] }, 1));
    const heights = panels(chart)[0]!.map((row) => Number(row["y"]));
    expect(Math.max(...heights)).to.be.below(4);
    expect(written(chart).map((row) => [row["x"], row["text"]])).to.deep.equal([[3, "diverged"]]);
    expect(chart.summary).to.contain("diverged in epoch 3");
  });

  it("draws a run that diverged before its first epoch ended", () => {
    const run = { ...exampleRun({ learningRate: 1e9 }), history: [] };
    expect(written(learningCurves(run)).map((row) => [row["x"], row["text"]])).to.deep.equal([
      [1, "diverged"],
    ]);
  });

  it('writes "diverged" where a run ended so, not where a line leaves the panel', () => {
    const steady = exampleRun({ learningRate: 0.01 });
    const last = steady.history.at(-1)!;
    const rising = {
      ...steady,
      history: [...steady.history.slice(0, -1), { ...last, valLoss: 50, loss: 50 }],
    };
    const chart = learningCurves({ steady, other: steady, rising });
    expect(written(chart)).to.deep.equal([]);
    const inside = { ...steady, ending: "diverged" as const };
    expect(written(learningCurves({ steady, inside })).map((row) => row["x"])).to.deep.equal([
      steady.history.length,
    ]);
  });

  it("counts a run that diverged as the worst in the median, in chart and summary alike", () => {
    const settled = [1, 2].map((seed) => exampleRun({ learningRate: 0.01 }, seed));
    const lost = [3, 4, 5].map((seed) => exampleRun({ learningRate: 1 }, seed));
    const most = learningCurves({ mixed: [...settled, ...lost] });
    expect(most.summary).to.contain("to diverged (").and.to.contain("3 of 5 runs diverged");
    expect(most.summary).to.contain("validation accuracy diverged");
    expect(written(most).map((row) => row["text"])).to.deep.equal(["3 of 5 diverged"]);
    const few = learningCurves({ mixed: [...settled, ...lost.slice(0, 1)] });
    const [, middle] = settled.map((run) => run.history.at(-1)!.valLoss).sort((a, b) => a - b);
    expect(few.summary)
      .to.contain(`to ${numberText(middle!)} (`)
      .and.to.contain("to diverged)");
  });

  it("says where a line ends, and beside it what the kept weights do", () => {
    const whole = exampleRun();
    const [best, last] = [whole.history[4]!, whole.history.at(-1)!];
    const figures = ({ valLoss, valAccuracy }: typeof best): [string, string] => [
      numberText(valLoss),
      `validation accuracy ${numberText(valAccuracy!)}`,
    ];
    const [lossAtEnd, accuracyAtEnd] = figures(last);
    const [lossKept, accuracyKept] = figures(best);
    const ends = `to ${lossAtEnd} in ${whole.history.length} epochs, ${accuracyAtEnd}`;
    expect(learningCurves(whole).summary).to.contain(`${ends}.`);
    expect(learningCurves({ ...whole, keptEpoch: 5 }).summary).to.contain(
      `${ends}, weights kept from epoch 5: validation loss ${lossKept}, ${accuracyKept}.`,
    );
    const several = [5, 7].map((keptEpoch) => ({ ...whole, keptEpoch }));
    expect(learningCurves({ several }).summary).to.contain(
      "weights kept from epochs 5 to 7: validation loss",
    );
  });

  it("says what is missing when there is no run", () => {
    expect(() => learningCurves([])).to.throw(RangeError, "there are no runs");
  });

  it("stays small however long the training was", () => {
    const chart = learningCurves(exampleRun({ epochs: 5000 }));
    expect(JSON.stringify(chart.spec).length).to.be.below(200_000);
    const epochs = panels(chart)[0]!.map((row) => Number(row["x"]));
    expect([Math.min(...epochs), Math.max(...epochs)]).to.deep.equal([1, 5000]);
    expect(chart.summary).to.contain("200 of 5,000 epochs drawn");
  });

  it("draws a run of 70,000 epochs", () => {
    const short = exampleRun();
    const record = short.history.at(-1)!;
    const history = Array.from({ length: 70_000 }, (_, index) => ({ ...record, epoch: index + 1 }));
    const chart = learningCurves({ ...short, history, keptEpoch: 70_000 });
    expect(panels(chart)[0]!.at(-1)!["x"]).to.equal(70_000);
    expect(chart.summary).to.contain("in 70000 epochs").and.to.contain("of 70,000 epochs drawn");
  });
});
