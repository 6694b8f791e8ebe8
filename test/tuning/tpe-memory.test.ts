import { kernelWidths, weightsByAge } from "../../src/tuning/samplers/tpe/weights.js";
import { expect } from "chai";
import { stream } from "../../src/random/stream.js";
import type { Sampler } from "../../src/tuning/samplers/sampler.js";
import { bestTrials, rankTrials } from "../../src/tuning/samplers/rank-trials.js";
import { KernelMemory } from "../../src/tuning/samplers/tpe/axis-kernels.js";
import { ParzenEstimator } from "../../src/tuning/samplers/tpe/parzen-estimator.js";
import { tpeSampler } from "../../src/tuning/samplers/tpe-sampler.js";
import type { Domain, Params } from "../../src/hyperparameters/space/domain.js";
import { createStudy } from "../../src/tuning/study/create-study.js";
import type { Study } from "../../src/tuning/study/study.js";
import type { Trial } from "../../src/tuning/trial/trial.js";

/** A space of every kind, with a branch; some trials fail or are pruned. */
function outcome(trial: Trial): number | "failed" | "pruned" {
  const kind = trial.suggestCategorical("kind", ["a", "b", "c"]);
  const rate = trial.suggestFloat("rate", 1e-4, 1, { log: true });
  const share = trial.suggestFloat("share", 0, 1, { step: 0.25 });
  const extra = kind === "b" ? Math.abs(trial.suggestFloat("momentum", 0, 1) - 0.3) : 0.3;
  const loss = Math.abs(Math.log10(rate) + 2) + trial.suggestInt("count", 1, 6) / 10 + share + extra;
  trial.report(2 * loss, 1);
  if (trial.number % 7 === 3) return "pruned";
  return trial.number % 13 === 5 ? "failed" : loss;
}

/** Trials of which always `parallel` are under way, told in another order than they were asked in. */
async function studied(sampler: Sampler, trials: number, parallel: number): Promise<Study> {
  const study = await createStudy({ sampler });
  const open: [Trial, ReturnType<typeof outcome>][] = [];
  for (let asked = 0; asked < trials;) {
    for (; open.length < parallel && asked < trials; asked++) {
      const trial = study.ask();
      open.push([trial, outcome(trial)]);
    }
    const [[trial, value]] = open.splice(asked % open.length, 1) as [(typeof open)[number]];
    study.tell(trial, value);
  }
  return study;
}

const paramsOf = (study: Study): Params[] => study.trials.map(({ params }) => params);

describe("tuning: what TPE remembers between suggestions", () => {
  for (const parallel of [1, 3])
    it(`changes no trial: a sampler made anew for every suggestion proposes the same (${parallel} under way)`, async () => {
      const seed = 5;
      const forgetful: Sampler = {
        name: "tpe",
        sampleTogether: (...request) => tpeSampler({ seed }).sampleTogether!(...request),
        sampleOne: (...request) => tpeSampler({ seed }).sampleOne(...request),
      };
      const quick = await studied(tpeSampler({ seed }), 130, parallel);
      const slow = await studied(forgetful, 130, parallel);
      expect(paramsOf(quick)).to.deep.equal(paramsOf(slow));
    });

  it("is what a density made from nothing has, to the last digit, while observations come and go", () => {
    const random = stream(3, "memory");
    const float: Domain = { kind: "float", low: 0, high: 1, log: false, step: undefined };
    const coarse: Domain = { kind: "int", low: 1, high: 5, log: false, step: 1 };
    const columns = [() => random.uniform(), () => (random.integer(0, 4) + 0.5) / 5].map((draw) =>
      Array.from({ length: 160 }, draw),
    );
    const memories = columns.map(() => new KernelMemory());
    for (let count = 1; count <= 160; count += 3) {
      const trials = Array.from({ length: count }, (_, trial) => trial).filter(() => random.uniform() < 0.9);
      const observed = columns.map((column) => Float64Array.from(trials, (trial) => column[trial]!));
      const remembered = memories.map((memory, axis) => {
        const ascending = Int32Array.from(trials.keys()).sort(
          (a, b) => observed[axis]![a]! - observed[axis]![b]! || a - b,
        );
        return { memory, trials, ascending };
      });
      const weights = weightsByAge(trials.length);
      const quick = new ParzenEstimator([float, coarse], observed, weights, remembered);
      const slow = new ParzenEstimator([float, coarse], observed, weights);
      const point = [random.uniform(), 0.3];
      expect(quick.logDensity(point)).to.equal(slow.logDensity(point));
      expect(quick.draw(stream(count, "draw"))).to.deep.equal(slow.draw(stream(count, "draw")));
    }
  });

  it("kernels are as wide as the farther neighbour is far, found by looking at all of them", () => {
    const random = stream(4, "widths");
    for (const count of [2, 3, 30, 150]) {
      const centres = Float64Array.from({ length: count }, () => random.integer(0, 50) / 50);
      const before = (a: number, b: number): boolean =>
        centres[a]! < centres[b]! || (centres[a] === centres[b] && a < b);
      const places = [...centres.keys()];
      const expected = places.map((place) => {
        const below = places
          .filter((other) => before(other, place))
          .map((other) => centres[place]! - centres[other]!);
        const above = places
          .filter((other) => before(place, other))
          .map((other) => centres[other]! - centres[place]!);
        const gap = (gaps: number[]): number => (gaps.length === 0 ? 0 : Math.min(...gaps));
        return Math.min(1, Math.max(1 / Math.min(100, count + 2), gap(below), gap(above)));
      });
      expect([...kernelWidths(centres)]).to.deep.equal(expected);
    }
  });

  it("the best few trials are the first of all of them ranked", async () => {
    const study = await studied(tpeSampler({ seed: 1 }), 60, 1);
    const known = study.trials.filter(({ state }) => state === "complete" || state === "pruned");
    for (const count of [1, 5, 25, 58])
      expect(bestTrials(study, known, count)).to.deep.equal(rankTrials(study, known).slice(0, count));
  });
});
