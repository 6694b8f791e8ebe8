import { expect } from "chai";
import { greedyEnsemble, weightedMean } from "../../src/automl/search/ensemble.js";
import type { Evaluated } from "../../src/automl/search/evaluate.js";
import type { Candidate } from "../../src/automl/candidates/candidate.js";
import { nextFamily, type Spent } from "../../src/automl/search/next-family.js";
import type { Family } from "../../src/automl/candidates/member.js";
import { pairedGain, rootMeanSquareInterval } from "../../src/automl/report/noise.js";
import { calibrationOf, calibrationRemarks } from "../../src/automl/report/calibration.js";
import { predictionLoss } from "../../src/automl/learners/link.js";

const number = { task: "regression", outputs: 1 } as const;
const targets = Float32Array.from({ length: 60 }, (_, row) => Math.sin(row));

/** A model that errs by these amounts. */
function model(trial: number, error: (row: number) => number, seconds = 1): Evaluated {
  const outputs = targets.map((y, row) => y + error(row));
  return {
    trial,
    family: "linear",
    params: {},
    loss: predictionLoss(outputs, targets, number),
    outputs,
    member: { family: "linear", model: { ...number, width: 1, weights: [0, 0] } },
    effort: undefined,
    seconds,
  };
}

describe("automl: the ensemble", () => {
  const up = model(0, (row) => (row % 2 === 0 ? 0.4 : 0.1));
  const down = model(1, (row) => (row % 2 === 0 ? -0.45 : -0.1));
  const poor = model(2, (row) => 3 * Math.cos(row));

  it("takes models whose errors cancel, and leaves poor ones out", () => {
    const chosen = greedyEnsemble([poor, up, down], targets, number);
    expect(chosen.map(({ of }) => of.trial).sort()).to.deep.equal([0, 1]);
    expect(chosen.reduce((sum, { weight }) => sum + weight, 0)).to.be.closeTo(1, 1e-12);
    const mean = weightedMean(chosen.map(({ of, weight }) => ({ of: of.outputs, weight })));
    expect(predictionLoss(mean, targets, number)).to.be.lessThan(0.1 * up.loss);
  });

  it("is the best model alone where no mean is better, and then changes nothing", () => {
    const [only, ...others] = greedyEnsemble([up, model(3, () => 2)], targets, number);
    expect(others).to.deep.equal([]);
    expect(weightedMean([{ of: only!.of.outputs, weight: only!.weight }])).to.equal(up.outputs);
  });

  it("takes no model that there is no time for, but always the best", () => {
    const slow = model(4, (row) => (row % 2 === 0 ? -0.45 : -0.1), 100);
    const affordable = (chosen: ReadonlySet<Evaluated>, next: Evaluated): boolean =>
      [...chosen, next].reduce((sum, { seconds }) => sum + seconds, 0) < 50;
    expect(greedyEnsemble([up, slow], targets, number, affordable).map(({ of }) => of.trial)).to.deep.equal([
      0,
    ]);
  });

  it("gives the better kind of model more trials, and none none", () => {
    const candidate = (family: Family, enough = Infinity): Candidate => ({
      family,
      enough,
      untuned: {},
      suggest: () => ({}),
      fit: () => Promise.resolve({ ending: "complete" }),
    });
    const candidates = [candidate("linear", 5), candidate("trees"), candidate("network")];
    const spent = new Map<Family, Spent>([
      ["linear", { trials: 1, cost: 1, best: 0.5 }],
      ["trees", { trials: 1, cost: 1, best: 0.2 }],
      ["network", { trials: 1, cost: 1, best: 0.3 }],
    ]);
    for (let trial = 0; trial < 70; trial++) {
      const family = nextFamily(candidates, spent);
      const { trials, cost, best } = spent.get(family)!;
      spent.set(family, { trials: trials + 1, cost: cost + 1, best });
    }
    const counts = ["linear", "trees", "network"].map((family) => spent.get(family as Family)!.trials);
    expect(counts[0]).to.equal(5); // the linear model has nothing more to find
    expect(counts[1]! / counts[2]!).to.be.closeTo(2, 0.2);
  });
});

describe("automl: noise in a report", () => {
  it("tells a gain with its interval", () => {
    // scipy.stats.norm.interval(0.95, mean([1, 2, 3]), sem([1, 2, 3])): 2 ± 1.1316
    const gain = pairedGain(Float64Array.of(0, 0, 0), Float64Array.of(1, 2, 3));
    expect(gain.mean).to.equal(2);
    expect(gain.low).to.be.closeTo(0.86841, 1e-4);
    expect(gain.high).to.be.closeTo(3.13159, 1e-4);
  });

  it("has a root mean square within its interval, which narrows with more examples", () => {
    const squares = (count: number): Float64Array =>
      Float64Array.from({ length: count }, (_, at) => (at % 5) ** 2);
    const width = (count: number): number => {
      const [low, high] = rootMeanSquareInterval(squares(count), 1);
      expect(Math.sqrt(6)).to.be.within(low, high); // the mean of 0, 1, 4, 9, 16 is 6
      return high - low;
    };
    expect(width(20) / width(500)).to.be.within(3.5, 7); // √25 = 5
  });

  it("says when probabilities are too high", () => {
    // Ten answers, each given 95 %, half of them right.
    const outputs = Float32Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 0.95 : 0.05));
    const calibration = calibrationOf(
      outputs,
      Int32Array.from({ length: 10 }, (_, row) => row % 2),
      2,
    );
    expect(calibration.confidence).to.be.closeTo(0.95, 1e-6);
    expect(calibration.accuracy).to.equal(0.5);
    expect(calibration.error).to.be.closeTo(0.45, 1e-6);
    expect(calibrationRemarks(calibration, 10)[0]).to.match(
      /too high: on average it gives its answers 95 %, and 50 %/,
    );
    expect(calibrationRemarks({ ...calibration, confidence: 0.55 }, 10)).to.deep.equal([]);
  });
});
