import { expect } from "chai";
import { stream } from "../../src/random/stream.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";
import { gpSurrogate } from "../../src/tuning/surrogate/gp-surrogate.js";
import { tpeSurrogate } from "../../src/tuning/surrogate/tpe-surrogate.js";

const valley = (x: number): number => 40 + 3 * Math.sin(7 * x) + 8 * (x - 0.6) ** 2;
const observed = [0.05, 0.2, 0.45, 0.7, 0.95].map((x) => ({ x, y: valley(x) }));
const range = { low: 0, high: 1, points: 101 };

describe("tuning: surrogates of one parameter", () => {
  it("a Gaussian process goes through its observations, is unsure between them, and hopes where that pays", () => {
    const { x, mean, deviation, acquisition } = gpSurrogate(observed, range);
    const at = (place: number): number => Math.round(place * 100);
    for (const { x: place, y } of observed) {
      expect(mean[at(place)]).to.be.closeTo(y, 0.1);
      expect(deviation[at(place)]).to.be.below(deviation[at(place) + 10] ?? deviation[at(place) - 10]!);
      expect(acquisition[at(place)]).to.be.below(0.1);
    }
    expect(x[0]).to.equal(0);
    expect(x.at(-1)).to.equal(1);
    expect(acquisition.every((value) => value >= 0)).to.equal(true);
  });

  it("its expected improvement is the average improvement of draws from its belief", () => {
    const { mean, deviation, acquisition } = gpSurrogate(observed, range);
    const random = stream(1, "improvement");
    const best = Math.min(...observed.map(({ y }) => y));
    for (const place of [30, 60, 85]) {
      const count = 40_000;
      let sum = 0;
      for (let draw = 0; draw < count; draw++)
        sum += Math.max(0, best - (mean[place]! + deviation[place]! * random.normal()));
      expect(sum / count).to.be.closeTo(acquisition[place]!, (6 * deviation[place]!) / Math.sqrt(count));
    }
  });

  it("is in the objective's unit: another unit is another axis, and nothing else", () => {
    const plain = gpSurrogate(observed, range);
    const scaled = gpSurrogate(observed.map(({ x, y }) => ({ x, y: 1000 * y - 7 })), range); // prettier-ignore
    plain.mean.forEach((mean, place) => {
      expect(scaled.mean[place]).to.be.closeTo(1000 * mean - 7, 1e-3);
      expect(scaled.acquisition[place]).to.be.closeTo(1000 * plain.acquisition[place]!, 1e-3);
    });
  });

  it("its prior, updated with one observation after the other, is its posterior", () => {
    const { x, mean, deviation, prior } = gpSurrogate(observed, range);
    const alike = (a: number, b: number): number => {
      const r = (Math.sqrt(5) * Math.abs(a - b)) / prior.length;
      return (1 + r + r ** 2 / 3) * Math.exp(-r);
    };
    let belief = {
      mean: x.map(() => prior.mean),
      covariance: x.map((a) => x.map((b) => prior.deviation ** 2 * alike(a, b))),
    };
    for (const { x: place, y } of observed) {
      const at = Math.round(place * 100);
      const row = belief.covariance[at]!;
      const share = row.map((value) => value / (row[at]! + prior.noise ** 2));
      belief = {
        mean: belief.mean.map((value, i) => value + share[i]! * (y - belief.mean[at]!)),
        covariance: belief.covariance.map((values, i) =>
          values.map((value, j) => value - share[i]! * row[j]!),
        ),
      };
    }
    belief.mean.forEach((value, i) => expect(mean[i]).to.be.closeTo(value, 1e-5));
    const deviations = belief.covariance.map((row, i) => Math.sqrt(Math.max(0, row[i]!)));
    deviations.forEach((value, i) => expect(deviation[i]).to.be.closeTo(value, 1e-3));
  });

  it("on a logarithmic range, places are at equal ratios", () => {
    const { x } = gpSurrogate([{ x: 0.01, y: 1 }], { low: 1e-4, high: 1, log: true, points: 5 });
    x.forEach((place, index) => expect(place).to.be.closeTo(10 ** (index - 4), 1e-12 + place * 1e-9));
  });

  it("the densities of good and other trials each integrate to 1, and the ratio is theirs", () => {
    const { good, others, ratio } = tpeSurrogate(observed, { ...range, points: 2001 });
    for (const density of [good, others])
      expect(density.reduce((sum, value) => sum + value, 0) / 2000).to.be.closeTo(1, 0.01);
    ratio.forEach((value, place) => expect(value).to.be.closeTo(good[place]! / others[place]!, 1e-12));
  });

  it("marks the share of best trials as good, never all and never none", () => {
    const places = (good: number): number[] =>
      tpeSurrogate(observed, { ...range, good }).observed.filter((one) => one.isGood).map(({ x }) => x); // prettier-ignore
    const byValue = [...observed].sort((a, b) => a.y - b.y).map(({ x }) => x);
    expect(places(0.01)).to.have.members(byValue.slice(0, 1));
    expect(places(0.4)).to.have.members(byValue.slice(0, 2));
    expect(places(0.99)).to.have.members(byValue.slice(0, 4));
  });

  it("is what tpeSampler does: with very many candidates it goes to the greatest ratio", async () => {
    const study = await createStudy({
      sampler: tpeSampler({ seed: 1, startupTrials: 5, candidates: 20_000 }),
    });
    for (const { x, y } of observed) {
      study.enqueue({ x });
      study.tell(study.ask({ x: { kind: "float", low: 0, high: 1, log: false, step: undefined } }), y);
    }
    const { x, ratio } = tpeSurrogate(observed, { ...range, points: 2001 });
    const next = study.ask().suggestFloat("x", 0, 1);
    const ratioAt = (place: number): number => ratio[Math.round(place * 2000)]!;
    expect(ratioAt(next)).to.be.closeTo(Math.max(...ratio), 0.01 * Math.max(...ratio));
    expect(x[Math.round(next * 2000)]).to.be.closeTo(next, 1e-3);
  });

  it("refuses what it cannot use, saying what and why", () => {
    expect(() => gpSurrogate([], range)).to.throw(RangeError, "at least one observation");
    expect(() => gpSurrogate([{ x: 2, y: 1 }], range)).to.throw(RangeError, "1 at 2");
    expect(() => gpSurrogate([{ x: 0.5, y: Number.NaN }], range)).to.throw(RangeError, "NaN at 0.5");
    expect(() => gpSurrogate(observed, { ...range, points: 1 })).to.throw(RangeError, "points");
    expect(() => gpSurrogate(observed, { low: 1, high: 0 })).to.throw("low must not be above high");
    expect(() => tpeSurrogate(observed.slice(0, 1), range)).to.throw(RangeError, "at least two");
    expect(() => tpeSurrogate(observed, { ...range, good: 1 })).to.throw(RangeError, "between 0 and 1");
  });
});
