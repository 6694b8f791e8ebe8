import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PeerProcess } from "../../bench/peer-process.js";
import { between } from "../../bench/figures.js";
import { contestReport } from "../../bench/tuning/contest-report.js";
import { readRuns, runContest, type ContestRun, type Problem } from "../../bench/tuning/contest.js";
import { paceOf } from "../../bench/tuning/pace.js";
import {
  contestOf,
  criticalDifference,
  estimate,
  pairings,
  ranksByProblem,
} from "../../bench/tuning/standings.js";

const problem = (name: string, half = "development"): Problem => ({ name, family: "made up", half });
const [bowl, slope] = [problem("bowl"), problem("slope", "held back")];
const run = (tuner: string, of: Problem, seed: number, values: readonly number[]): ContestRun => ({
  tuner,
  problem: of.name,
  seed,
  values,
  seconds: 1,
});
const runs = [
  run("a", bowl, 1, [3, 1]),
  run("b", bowl, 1, [2, 2]),
  run("a", bowl, 2, [3, 4]),
  run("b", bowl, 2, [5, 2]),
  run("a", slope, 1, [1, 1]),
  run("b", slope, 1, [1, 9]),
  run("a", slope, 2, [0, 0]), // b has not run yet
];

/** Stands in for the Python that knows the problems: x + n, worse by one in the branch. */
const peer: PeerProcess = {
  version: "none 1",
  close: () => Promise.resolve(),
  ask: (given) => {
    const question = given as Record<string, unknown> & { params?: Record<string, number> };
    const { x = 0, n = 0 } = question.params ?? {};
    if (question["do"] === "value")
      return Promise.resolve({ value: x + n + (question.params!["extra"] === undefined ? 0 : 1) });
    if (question["do"] === "run") return Promise.resolve({ missing: "No module named 'torch'" });
    return Promise.resolve([
      { name: "kind", kind: "categorical", choices: ["plain", "branch"] },
      { name: "x", kind: "float", low: 0, high: 1, log: false },
      { name: "n", kind: "int", low: 1, high: 9, log: true },
      { name: "extra", kind: "float", low: 0, high: 1, log: false, when: ["kind", ["branch"]] },
    ]);
  },
};

describe("the contest of tuners", () => {
  it("compares only what all have run, and ranks by the best value so far", () => {
    const contest = contestOf(runs, ["a", "b"], [bowl, slope]);
    expect([...contest.blocks.values()].map((blocks) => blocks.length)).to.deep.equal([2, 1]);
    // bowl: seed 1 is won by a, seed 2 by b; slope is a tie.
    expect([...ranksByProblem(contest, 2).values()]).to.deep.equal([[1.5, 1.5], [1.5, 1.5]]); // prettier-ignore
    expect([...ranksByProblem(contest, 1).values()]).to.deep.equal([[1.5, 1.5], [1.5, 1.5]]); // prettier-ignore
    expect(pairings(contest, "a", "b")).to.deep.equal([0.5, 0.5]);
    const alone = contestOf(runs.slice(0, 2), ["a", "b"], [bowl]);
    expect([...ranksByProblem(alone, 2).values()]).to.deep.equal([[1, 2]]);
    expect([...ranksByProblem(alone, 1).values()]).to.deep.equal([[2, 1]]);
    expect(pairings(alone, "a", "b")).to.deep.equal([1]);
  });

  it("gives means with an interval that holds them, and Nemenyi's difference", () => {
    const { value, low, high } = estimate([1, 2, 3, 4, 5]);
    expect(value).to.equal(3);
    expect(low).to.be.within(1, 2.5);
    expect(high).to.be.within(3.5, 5);
    expect(estimate([2, 2])).to.deep.equal({ value: 2, low: 2, high: 2 });
    // Demšar 2006: five algorithms on 30 data sets, q = 2.728.
    expect(criticalDifference(2.728, 5, 30)).to.be.closeTo(1.1137, 1e-3);
  });

  it("keeps each run as a line, goes on where it was, and says what is missing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tunebook-contest-"));
    try {
      const log = join(folder, "deep", "runs.jsonl");
      const plan = {
        tuners: ["tunebook random", "optuna gp"],
        problems: [bowl, slope],
        seeds: [1000],
        trials: 6,
      };
      let asked = 0;
      await runContest(plan, peer, log, () => asked++ > 0); // time is up after one problem
      expect(readRuns(log, 6).map(({ problem: name }) => name)).to.deep.equal(["bowl"]);
      writeFileSync(log, `${readFileSync(log, "utf8")}{"tuner":"tunebook random","probl`); // killed while writing
      const missing = await runContest(plan, peer, log, () => false);
      expect(missing).to.deep.equal({ "optuna gp": "No module named 'torch'" });
      const all = readRuns(log, 6);
      expect(all.map(({ problem: name }) => name)).to.deep.equal(["bowl", "slope"]);
      expect(all[0]!.values).to.have.length(6).and.deep.equal(all[1]!.values);
      expect(readRuns(log, 7)).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("writes counts, ranks, pairs, paces and every problem between the markers of its page", async () => {
    const named = runs.map((each) => ({
      ...each,
      tuner: each.tuner === "a" ? "tunebook tpe" : "optuna tpe",
    }));
    const results = {
      contest: contestOf(named, ["tunebook tpe", "optuna tpe"], [bowl, slope]),
      versions: "optuna 5.0.0",
      missing: { smac: "not installed" },
      trials: 2,
      pace: new Map([["tunebook tpe", await paceOf("tunebook tpe", [10, 20], peer)]]),
      friedman: { p: 0.5, q: 1.96 },
    };
    const page = between("before <!-- x -->old<!-- end of x --> after", "x", contestReport(results));
    expect(page).to.match(/^before <!-- x -->\n/).and.match(/\n<!-- end of x --> after$/).and.not.contain("old"); // prettier-ignore
    for (const part of [
      "2 problems (2 made up), 1 to 2 seeds each (1 to 2)",
      "6 runs that all tuners",
      "Not run: smac (not installed).",
      "no evidence",
      "1.50 (1.50–1.50)",
      "50 % (50–50)",
      "not settled",
      "held back",
    ])
      expect(page).to.contain(part);
    expect(() => between("no markers", "x", "")).to.throw(Error, "<!-- x -->");
  });
});
