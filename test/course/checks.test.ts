import { expect } from "chai";
import { check } from "../../src/course/claims/check.js";
import { haveEnding } from "../../src/course/evidence/have-ending.js";
import { isBetter } from "../../src/course/evidence/is-better.js";
import { isRightMoreOften } from "../../src/course/evidence/is-right-more-often.js";
import { followsFormula, isNear, isRatio } from "../../src/course/evidence/is-near.js";
import { isTrend } from "../../src/course/evidence/is-trend.js";
import { runsByValue, runsWhere } from "../../src/course/select-runs.js";
import { show } from "../../src/course/show.js";
import { exampleSweep } from "../charts/example-runs.js";
import { withFakeKernel } from "./fake-kernel.js";

const result = exampleSweep({ learningRate: [0.0001, 0.001, 0.01, 1] });
const arm = (learningRate: number) => runsWhere(result, { learningRate });

describe("isRightMoreOften", () => {
  const answers = (rights: number, wrongs: number): boolean[] =>
    Array.from({ length: rights + wrongs }, (_, example) => example < rights);

  it("looks only at examples that tell the two apart", () => {
    const both = answers(100, 0);
    const evidence = isRightMoreOften([...both, ...answers(30, 0)], [...both, ...answers(0, 30)]);
    expect(evidence.verdict).to.equal("supported");
    expect(evidence.numbers).to.include({ count: 130, onlyA: 30, onlyB: 0 });
    expect(isRightMoreOften([...both, ...answers(0, 30)], [...both, ...answers(30, 0)]).verdict).to.equal(
      "contradicted",
    );
  });

  it("leaves a lead of one image in three hundred open, but not that it is no worse by a tenth", () => {
    const [first, second] = [answers(298, 2), answers(297, 3)];
    expect(isRightMoreOften(first, second).verdict).to.equal("not settled");
    expect(isRightMoreOften(second, first, { margin: -0.1 }).verdict).to.equal("supported");
  });

  it("refuses answers about other examples", () => {
    expect(() => isRightMoreOften([true], [true, false])).to.throw(RangeError, "the same examples");
    expect(() => isRightMoreOften([], [])).to.throw(RangeError, "at least one");
  });
});

describe("isBetter", () => {
  it("supports a clear improvement and contradicts the reverse claim", () => {
    expect(isBetter(arm(0.01), arm(0.0001)).verdict).to.equal("supported");
    expect(isBetter(arm(0.0001), arm(0.01)).verdict).to.equal("contradicted");
  });

  it("pairs by seed: the same difference is clear in pairs and lost without them", () => {
    const base = [1, 5, 9, 3, 7];
    const better = base.map((value) => value - 0.5 - 0.01 * value);
    expect(isBetter(better, base).verdict).to.equal("supported");
    expect(isBetter(better, [7, 3, 1, 9, 5]).verdict).to.equal("not settled");
  });

  it("asks for a margin that matters", () => {
    const base = [1, 1.1, 0.9, 1.05, 0.95];
    const slightly = base.map((value, index) => value - 0.01 - 0.001 * index);
    expect(isBetter(slightly, base).verdict).to.equal("supported");
    expect(isBetter(slightly, base, { margin: 0.1 }).verdict).to.equal("contradicted");
  });

  it("prefers higher where higher is better", () => {
    const options = { metric: "valAccuracy" } as const;
    expect(isBetter(arm(0.01), arm(0.0001), options).verdict).to.equal("supported");
    expect(isBetter([1, 2, 3, 4, 5], [0, 1, 2, 3, 4.1], { better: "higher" }).verdict).to.equal("supported");
  });

  it("lets a run that learned win against one that diverged", () => {
    const evidence = isBetter(arm(0.0001), arm(1));
    expect(evidence.verdict).to.equal("supported");
    expect(evidence.details).to.contain("better in 5 and worse in 0 of 5");
  });

  it("decides nothing on fewer than five seeds", () => {
    const few = isBetter(arm(0.01).slice(0, 4), arm(0.0001).slice(0, 4));
    expect(few.verdict).to.equal("not settled");
    expect(few.details).to.contain("4 seeds");
  });

  it("refuses two runs with one seed on one side", () => {
    expect(() => isBetter([...arm(0.01), ...arm(0.001)], arm(0.0001))).to.throw(
      RangeError,
      "one run per seed",
    );
  });
});

describe("other evidence", () => {
  it("sees a trend, its reverse, and none", () => {
    const arms = runsByValue(result).slice(0, 3);
    expect(isTrend(arms, { direction: "falls" }).verdict).to.equal("supported");
    expect(isTrend(arms, { direction: "rises" }).verdict).to.equal("contradicted");
    const mixed = [
      [1, 2, 3, 1, 2],
      [2, 3, 1, 2, 1],
      [3, 1, 2, 1.5, 1.5],
    ];
    expect(isTrend(mixed, { direction: "rises" }).verdict).to.equal("not settled");
  });

  it("judges nearness by the whole interval", () => {
    expect(isNear([0.5, 0.51, 0.49, 0.5, 0.5], 0.5).verdict).to.equal("supported");
    expect(isNear([0.7, 0.71, 0.69, 0.7, 0.7], 0.5).verdict).to.equal("contradicted");
    expect(isNear([0.3, 0.8, 0.5, 0.2, 0.7], 0.5).verdict).to.equal("not settled");
    expect(isNear(0.669, 0.6694, { tolerance: 0.001 }).verdict).to.equal("supported");
    expect(isNear([0.5, Number.NaN, 0.5, 0.5, 0.5], 0.5).verdict).to.equal("contradicted");
  });

  it("takes ratios seed by seed", () => {
    const noise = [4, 4.1, 3.9, 4.05, 3.95];
    expect(
      isRatio(
        noise.map((value) => value / 2),
        noise,
        0.5,
        { tolerance: 0.01 },
      ).verdict,
    ).to.equal("supported");
  });

  it("compares with a formula number by number and names the worst", () => {
    expect(followsFormula([1, 2, 3], [1, 2, 3]).verdict).to.equal("supported");
    const off = followsFormula([1, 2.5, 3], [1, 2, 3]);
    expect(off.verdict).to.equal("contradicted");
    expect(off.details).to.contain("measured 2.5, formula 2");
    expect(() => followsFormula([1], [1, 2])).to.throw(RangeError);
  });

  it("counts endings", () => {
    expect(haveEnding(arm(1), "diverged").verdict).to.equal("supported");
    expect(haveEnding(arm(0.01), "diverged").verdict).to.equal("contradicted");
    expect(haveEnding(arm(0.01), "diverged", "none").verdict).to.equal("supported");
    expect(haveEnding([...arm(1), ...arm(0.01).slice(0, 2)], "diverged").verdict).to.equal("not settled");
    expect(haveEnding(arm(1).slice(0, 3), "diverged").verdict).to.equal("not settled");
  });
});

describe("check", () => {
  it("shows words, an icon and the numbers, and counts for the runner", async () => {
    const made = check({ claim: "A < B & so on", evidence: isBetter(arm(0.01), arm(0.0001)) });
    const [shown] = await withFakeKernel(() => show(made));
    expect(shown!.bundle["application/vnd.tunebook.check+json"]).to.include({
      verdict: "supported",
      claim: "A < B & so on",
    });
    expect(shown!.bundle["text/html"])
      .to.contain("✔")
      .and.contain("Supported")
      .and.contain("A &lt; B &amp; so on");
    expect(shown!.bundle["text/plain"]).to.match(/^Supported: A < B & so on .*5 seeds/);
  });
});

describe("runsWhere", () => {
  it("selects by value, and says what there is if nothing fits", () => {
    expect(arm(0.01).map((run) => run.seed)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(() => arm(0.5)).to.throw(RangeError, '{"learningRate":0.001}');
  });
});
