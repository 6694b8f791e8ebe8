import { expect } from "chai";
import { learningCurves } from "../../src/charts/learning-curves.js";
import { exampleRun, exampleSweep } from "./example-runs.js";

interface Row {
  readonly series: string;
  readonly split: string;
  readonly epoch: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
  readonly left?: true;
}

function panels(chart: ReturnType<typeof learningCurves>): Row[][] {
  return (chart.spec["hconcat"] as { data: { values: Row[] } }[]).map((panel) => panel.data.values);
}

describe("learningCurves", () => {
  it("draws loss and accuracy of training and validation, epoch by epoch", () => {
    const run = exampleRun();
    const [loss, accuracy] = panels(learningCurves(run));
    const drawn = loss!.filter((row) => row.split === "validation").map((row) => row.value);
    expect(drawn).to.have.length(run.history.length);
    drawn.forEach((value, index) => {
      expect(value).to.be.closeTo(run.history[index]!.valLoss, 1e-3);
    });
    expect(new Set(accuracy!.map((row) => row.split))).to.deep.equal(new Set(["training", "validation"]));
  });

  it("joins runs that differ only in their seed into a median with its extent", () => {
    const runs = [1, 2, 3].map((seed) => exampleRun({}, seed));
    const rows = panels(learningCurves(runs))[0]!.filter(
      (row) => row.split === "validation" && row.epoch === 4,
    );
    const values = runs.map((run) => run.history[3]!.valLoss).sort((a, b) => a - b);
    expect(rows).to.have.length(1);
    expect(rows[0]!.seeds).to.equal(3);
    expect([rows[0]!.low, rows[0]!.value, rows[0]!.high].map((value) => value.toFixed(2))).to.deep.equal(
      values.map((value) => value.toFixed(2)),
    );
  });

  it("labels runs by what differs between them", () => {
    const chart = learningCurves([
      exampleRun({ learningRate: 0.1 }),
      exampleRun({ learningRate: 0.01, batchSize: 8 }),
    ]);
    const series = new Set(panels(chart)[0]!.map((row) => row.series));
    expect([...series]).to.deep.equal([
      "learning rate 0.1, batch size 32",
      "learning rate 0.01, batch size 8",
    ]);
  });

  it("does not let an exploded run flatten the others, and marks where it left", () => {
    const rows = panels(learningCurves(exampleSweep({ learningRate: [0.01, 1] }, 1)))[0]!;
    expect(Math.max(...rows.map((row) => row.value))).to.be.below(4);
    expect(rows.filter((row) => row.left && row.split === "validation")).to.have.length(1);
    expect(learningCurves(exampleSweep({ learningRate: [0.01, 1] }, 1)).summary).to.contain(
      "diverged in epoch 3",
    );
  });

  it("draws a run that diverged before its first epoch ended", () => {
    const run = { ...exampleRun({ learningRate: 1e9 }), history: [] };
    const rows = panels(learningCurves(run))[0]!;
    expect(rows.map((row) => row.left)).to.include(true);
  });

  it("says what is missing when there is no run", () => {
    expect(() => learningCurves([])).to.throw(RangeError, "there are no runs");
  });

  it("stays small however long the training was", () => {
    const chart = learningCurves(exampleRun({ epochs: 5000 }));
    expect(JSON.stringify(chart.spec).length).to.be.below(200_000);
    const epochs = panels(chart)[0]!.map((row) => row.epoch);
    expect([Math.min(...epochs), Math.max(...epochs)]).to.deep.equal([1, 5000]);
  });
});
