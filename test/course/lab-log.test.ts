import { expect } from "chai";
import { labLog, type LabEntry } from "../../src/course/lab-log.js";
import { displayMethod } from "../../src/course/mime-bundle.js";
import { exampleRun } from "../charts/example-runs.js";

const entry = (learningRate: number, learned: string, seeds: readonly number[] = [1, 2, 3]): LabEntry => ({
  hypothesis: "it is high enough",
  values: { learningRate },
  runs: seeds.map((seed) => exampleRun({ learningRate }, seed)),
  learned,
});

const linesOf = async (name: string, line: LabEntry): Promise<string[]> => {
  const bundle = await labLog(name, line)[displayMethod]();
  return String(bundle["text/plain"]).split("\n").slice(3);
};

describe("labLog", () => {
  it("adds a line per attempt, in order, with the median and the extent of the seeds", async () => {
    await linesOf("first", entry(0.1, "yes"));
    const lines = await linesOf("first", entry(0.01, "no"));
    expect(lines).to.have.length(2);
    const losses = entry(0.01, "")
      .runs.map((run) => run.history.at(-1)!.valLoss)
      .sort((a, b) => a - b);
    const said = /learning rate 0\.01 +([\d.]+) \(([\d.]+) to ([\d.]+)\) +no$/.exec(lines[1]!);
    expect(said?.slice(1).map(Number)).to.deep.equal(
      [losses[1]!, losses[0]!, losses[2]!].map((loss) => Number(loss.toPrecision(3))),
    );
  });

  it("corrects the line of values that are logged again, and keeps other logs apart", async () => {
    await linesOf("second", entry(0.1, "not yet"));
    await linesOf("second", entry(0.01, "no"));
    const lines = await linesOf("second", entry(0.1, "it is"));
    expect(lines.map((line) => /\d+(?= )|\S+$/g.exec(line)?.[0])).to.deep.equal(["1", "2"]);
    expect(lines[0]).to.match(/it is$/);
    expect(await linesOf("third", entry(0.1, ""))).to.have.length(1);
    expect(await linesOf("second", entry(0.1, "other seeds", [4, 5]))).to.have.length(3);
  });

  it("counts diverged runs instead of averaging them, and refuses an attempt without a run", async () => {
    const [line] = await linesOf("fourth", entry(1e9, "too high"));
    expect(line).to.contain("3 of 3 diverged");
    expect(() => labLog("fourth", { ...entry(0.1, ""), runs: [] })).to.throw(RangeError, "it has no run");
  });
});
