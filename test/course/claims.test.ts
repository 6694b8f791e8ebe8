import { expect } from "chai";
import fc from "fast-check";
import { claim } from "../../src/course/claims/claim.js";
import { interactions, recap } from "../../src/course/claims/recap.js";
import { cited, untested } from "../../src/course/claims/statement.js";
import { clusterMeans } from "../../src/course/evidence/cluster-means.js";
import { holdsInMost } from "../../src/course/evidence/holds-in-most.js";
import { isBetter, isNotWorse } from "../../src/course/evidence/is-better.js";
import { followsFormula, isNear } from "../../src/course/evidence/is-near.js";
import { isRightMoreOften } from "../../src/course/evidence/is-right-more-often.js";
import { isTrend } from "../../src/course/evidence/is-trend.js";
import { displayMethod, type Displayable } from "../../src/course/mime-bundle.js";
import { exampleRun } from "../charts/example-runs.js";

const a = [0.31, 0.35, 0.29, 0.4, 0.33, 0.36];
const b = [0.42, 0.39, 0.45, 0.41, 0.44, 0.38];
const told = { quantity: "loss on the judging half", replicated: "seed" };
const text = async (shown: Displayable): Promise<string> =>
  String((await shown[displayMethod]())["text/plain"]);
const runs = (learningRate: number, seeds = [1, 2, 3, 4, 5]) =>
  seeds.map((seed) => exampleRun({ learningRate }, seed));

describe("what was replicated", () => {
  it("pairs, and says what: SciPy's paired interval", () => {
    const { details, effect, replicated } = isBetter(a, b, told);
    // scipy 1.17: ttest_rel(b, a).confidence_interval()
    expect(effect!.low).to.be.closeTo(0.011772047011701092, 1e-9);
    expect(effect!.high).to.be.closeTo(0.1382279529882989, 1e-9);
    expect(replicated).to.deep.equal({ unit: "seed", count: 6 });
    expect(details).to.equal(
      "Loss on the judging half: 0.075 lower on average over 6 seeds (95 % interval 0.0118 to 0.138 lower); lower in 6 of 6.",
    );
  });

  it("takes Welch's interval where nothing pairs, and the mean within clusters before it counts them", () => {
    const welch = isBetter(a, b, { ...told, design: "independent" });
    expect(welch.effect!.low).to.be.closeTo(0.030975392371845385, 1e-9);
    expect(welch.details).to.contain("6 and 6 seeds that nothing pairs");
    const gains = [0.11, 0.04, 0.16, 0.01, 0.11, 0.02, 0.2, 0.1, 0.05, 0.07];
    const clusters = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
    const options = { quantity: "loss", replicated: "data draw", clusters };
    const clustered = isBetter(
      gains.map(() => 1),
      gains.map((gain) => 1 + gain),
      options,
    );
    // scipy 1.17: ttest_1samp(the five means, 0).confidence_interval()
    expect(clustered.effect!.low).to.be.closeTo(0.041675011991064846, 1e-9);
    expect(clustered.details).to.contain("5 data draws, each the mean of its share of 10 pairs");
    expect(() => isBetter(a, b, { ...options, clusters: [1, 2] })).to.throw(RangeError, "2 labels");
    expect(() => isBetter(a, b, { design: "independent", clusters: a })).to.throw(
      RangeError,
      "group of pairs",
    );
  });

  it("refuses arms that were not repeated alike, naming what each side has", () => {
    expect(() => isBetter(a, b.slice(1), told)).to.throw(RangeError, "6 with 5 values");
    expect(() => isBetter(runs(0.01), runs(0.001, [6, 7, 8, 9, 10]))).to.throw(
      RangeError,
      "keys 1, 2, 3, 4, 5 against 6, 7, 8, 9, 10",
    );
    expect(() => isTrend([a, b, a.slice(1)], { direction: "rises" })).to.throw(RangeError, "each repetition");
  });

  it("refuses a run compared with itself, however it comes in", () => {
    expect(() => isBetter(a, a, told)).to.throw(RangeError, "with itself");
    expect(() => isBetter(runs(0.01), runs(0.01))).to.throw(RangeError, "a run with itself");
    const copied = runs(0.01).map((run) => ({ values: {}, seed: run.seed, run: { ...run }, cached: true }));
    expect(() => isBetter(runs(0.01), copied)).to.throw(RangeError, "a run with itself");
    expect(() => isTrend([runs(1), runs(0.1), runs(0.1)], { direction: "falls" })).to.throw("with itself");
    expect(() => isBetter(a, a, { ...told, design: "independent" })).to.throw("with itself");
  });

  it("counts a diverged run as the worst, in pairs and without", () => {
    expect(isBetter(runs(0.0001), runs(1)).verdict).to.equal("supported");
    const independent = { design: "independent" } as const;
    const others = [6, 7, 8, 9, 10];
    expect(isBetter(runs(0.0001), runs(1, others), independent).verdict).to.equal("supported");
    expect(isBetter(runs(1), runs(0.0001, others), independent).verdict).to.equal("contradicted");
    expect(() => isBetter(runs(1), runs(0.1, others), { ...independent, margin: 0.1 })).to.throw(
      "by how much",
    );
    const lost = [NaN, NaN, NaN, NaN, NaN, 0.1];
    expect(isBetter(lost, [...lost.slice(1), 0.2], told).verdict, "both diverged: no difference").to.equal(
      "not settled",
    );
  });

  it("swapping the sides swaps the verdict", () => {
    const losses = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 });
    const reverse = { supported: "contradicted", contradicted: "supported", "not settled": "not settled" };
    fc.assert(
      fc.property(
        losses,
        losses,
        fc.constantFrom("paired" as const, "independent" as const),
        (x, y, design) => {
          const there = isBetter(x, y, { ...told, design }).verdict;
          expect(isBetter(y, x, { ...told, design }).verdict).to.equal(reverse[there]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("clusterMeans", () => {
  it("averages within, in the order of first appearance, and wants a label for each value", () => {
    expect(clusterMeans([1, 10, 3, 20], ["a", "b", "a", "b"])).to.deep.equal([2, 15]);
    expect(clusterMeans([Infinity, -Infinity, 1], [1, 1, 2])).to.deep.equal([0, 1]);
    expect(() => clusterMeans([1, 2], [1])).to.throw(RangeError, "1 labels were given");
  });
});

describe("forms of evidence", () => {
  it("not worse by more than a margin has words of its own", () => {
    const slightly = b.map((value, index) => value + 0.01 + 0.001 * index);
    const { verdict, details } = isNotWorse(slightly, b, { ...told, by: 0.05 });
    expect(verdict).to.equal("supported");
    expect(details)
      .to.match(/0\.0125 higher on average .*; allowed: 0\.05 higher\)/)
      .and.not.contain("improves");
    expect(isNotWorse(slightly, b, { ...told, by: 0.001 }).verdict).to.equal("contradicted");
    expect(isBetter(slightly, b, { ...told, margin: -0.05 }).details).to.equal(details);
    expect(() => isNotWorse(a, b, { ...told, by: 0 })).to.throw(RangeError, "above 0");
  });

  it("gains that cancel out are no difference, not what rounding leaves of their sum", () => {
    const cancelling = [1.3, 0.9, 0.8, 1.3, 0.9, 0.8];
    expect(cancelling.reduce((sum, value) => sum + (1 - value), 0)).to.not.equal(0);
    const ones = cancelling.map(() => 1);
    const { details, figure } = isNotWorse(cancelling, ones, { ...told, by: 1 });
    expect(details).to.contain(": no different on average over 6");
    expect(figure).to.contain(" no different (95 % interval");
    const tiny = isNotWorse([1e-12, 2e-12, 3e-12, 4e-12, 5e-12, 6e-12], cancelling.fill(0), {
      ...told,
      by: 1,
    });
    expect(tiny.details).to.contain("3.5e-12 higher");
  });

  it("accuracies are said in points, other figures in their unit", () => {
    const evidence = isBetter(runs(0.01), runs(0.0001), { metric: "valAccuracy" });
    expect(evidence.details).to.match(/^Validation accuracy: [\d.]+ points higher on average over 5 seeds/);
    expect(evidence.effect!.unit).to.equal("points");
    const seconds = isBetter(a, b, { quantity: "time per epoch", unit: "s", replicated: "table" });
    expect(seconds.details).to.contain("Time per epoch: 0.075 s lower").and.contain("6 tables");
  });

  it("an interval with ends on both sides says which is which", () => {
    const mixed = [0.3, -0.2, 0.25, -0.15, 0.1];
    const evidence = isBetter(
      mixed.map(() => 0),
      mixed,
      told,
    );
    expect(evidence.details).to.match(/95 % interval [\d.]+ higher to [\d.]+ lower/);
    expect(isBetter([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], told)).to.include({ verdict: "not settled" });
  });

  it("a prediction near the mean but outside the interval is said", () => {
    const tight = [0.52, 0.521, 0.519, 0.52, 0.52];
    const options = { quantity: "ratio", replicated: "seed" };
    expect(isNear(tight, 0.5, options).details).to.contain("outside the interval: near, but not equal");
    expect(isNear(tight, 0.52, options).details).to.not.contain("outside");
  });

  it("most is more than half beyond luck: SciPy's exact interval", () => {
    const held = (count: number, of: number): boolean[] => Array.from({ length: of }, (_, i) => i < count);
    const options = { replicated: "data draw", quantity: "the run diverged" };
    expect(holdsInMost(held(6, 6), options).verdict).to.equal("supported");
    expect(holdsInMost(held(5, 5), options).verdict).to.equal("not settled");
    expect(holdsInMost(held(0, 8), options).verdict).to.equal("contradicted");
    expect(holdsInMost(held(9, 10), options).details).to.equal(
      "In 9 of 10 data draws the run diverged (95 % interval 55.5 % to 99.7 %; claimed: more than 50 %).",
    );
    expect(holdsInMost(held(3, 3), options).verdict).to.equal("not settled");
    expect(() => holdsInMost(held(3, 9), { ...options, moreThan: 1 })).to.throw(RangeError, "a share");
  });

  it("few disagreements are McNemar's: 15 against 5 settle it, 12 against 4 do not", () => {
    const answers = (onlyA: number, onlyB: number): [boolean[], boolean[]] => {
      const both = Array.from({ length: 80 }, () => true);
      const runOf = (value: boolean, count: number): boolean[] => Array.from({ length: count }, () => value);
      return [
        [...both, ...runOf(true, onlyA), ...runOf(false, onlyB)],
        [...both, ...runOf(false, onlyA), ...runOf(true, onlyB)],
      ];
    };
    // scipy 1.17: binomtest(5, 20).pvalue and binomtest(4, 16).pvalue
    expect(isRightMoreOften(...answers(15, 5)).numbers["byChance"]).to.be.closeTo(0.04138946533203125, 1e-12);
    expect(isRightMoreOften(...answers(15, 5)).verdict).to.equal("supported");
    expect(isRightMoreOften(...answers(12, 4)).numbers["byChance"]).to.be.closeTo(0.076812744140625, 1e-12);
    expect(isRightMoreOften(...answers(12, 4)).verdict).to.equal("not settled");
  });
});

describe("claims", () => {
  const won = claim({ id: "a-wins", sentence: "A ends lower.", evidence: isBetter(a, b, told) });
  const lost = claim({ id: "b-wins", sentence: "B ends lower.", evidence: isBetter(b, a, told) });
  const open = claim({
    id: "first",
    sentence: "A starts lower.",
    evidence: isBetter(a.slice(0, 4), b.slice(0, 4), told),
  });

  it("carry id, sentence, evidence and verdict to the page", async () => {
    const bundle = await won[displayMethod]();
    expect(bundle["application/vnd.tunebook.check+json"]).to.deep.include({
      id: "a-wins",
      claim: "A ends lower.",
      verdict: "supported",
      replicated: { unit: "seed", count: 6 },
      falseAlarm: 0.025,
    });
    expect(bundle["text/html"]).to.contain("Supported").and.contain("A ends lower.");
  });

  it("must be told what the numbers are and what was repeated; exact statements need not", () => {
    const make = (evidence: Parameters<typeof claim>[0]["evidence"]) => () =>
      claim({ id: "x", sentence: "It is so.", evidence });
    expect(make(isBetter(a, b))).to.throw(RangeError, "without quantity and replicated");
    expect(make(isBetter(a, b, { quantity: "loss" }))).to.throw(RangeError, "without replicated");
    expect(make(isNear([1, 1, 1, 1, 1.1], 1))).to.throw(RangeError, "without quantity");
    expect(make(isBetter(runs(0.01), runs(0.001)))).to.not.throw();
    expect(make(followsFormula([1], [1]))).to.not.throw();
  });

  it("have a name and a whole sentence", () => {
    const evidence = isBetter(a, b, told);
    expect(() => claim({ id: "A wins", sentence: "A wins.", evidence })).to.throw(
      RangeError,
      'claim "A wins"',
    );
    expect(() => claim({ id: "a", sentence: "A wins", evidence })).to.throw(RangeError, "full stop");
    expect(() => cited({ id: "c", sentence: "So.", source: " " })).to.throw(RangeError, "without a source");
    expect(() => untested("maybe")).to.throw(RangeError, "not a sentence");
  });

  it("are recapped as strongly as the evidence allows", async () => {
    const source = cited({ id: "l2", sentence: "It acts like L2.", source: "[2]" });
    const lines = (
      await text(recap(won, lost, open, source, untested("It may help."), "A plain remark."))
    ).split("\n");
    expect(lines[0]).to.match(
      /^• A ends lower\. \(measured: loss on the judging half 0\.075 lower \(95 % interval .*6 seeds\)\)$/,
    );
    expect(lines[1]).to.match(/^• Contradicted here: “B ends lower\.”/);
    expect(lines[2]).to.match(/^• Not settled here: “A starts lower\.” \(measured: only 4 seeds\)$/);
    expect(lines.slice(3)).to.deep.equal([
      "• It acts like L2. (literature: [2])",
      "• It may help. (reasoned, not tested here)",
      "• A plain remark.",
    ]);
    expect(() => recap()).to.throw(RangeError, "Cannot recap nothing");
  });

  it("make the table of interactions", async () => {
    const table = await text(
      interactions("patience", { "rate halved": won, "more data": untested("Less is needed.") }),
    );
    expect(table).to.contain("What interacts with patience").and.contain("reasoned, not tested here");
    expect(() => interactions("patience", {})).to.throw(RangeError);
  });
});
