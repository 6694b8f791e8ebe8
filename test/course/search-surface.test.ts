import { expect } from "chai";
import { surfaceRecipe } from "../../src/course/surface/recipe.js";
import { searchSurface, type SearchSurface } from "../../src/course/surface/search-surface.js";
import { loadDataset, sweep } from "../../src/index.js";

describe("searchSurface", () => {
  let surface: SearchSurface;
  before(async () => {
    surface = await searchSurface();
  });

  it("holds a loss for every place of the recipe", () => {
    const [rates, decays] = surface.axes;
    expect(rates.values).to.deep.equal(surfaceRecipe.axes.learningRate);
    expect(decays.values).to.deep.equal(surfaceRecipe.axes.weightDecay);
    expect(surface.losses.flat()).to.have.length(440);
    expect(surface.losses.flat().every((loss) => loss > 1 && loss < 5)).to.equal(true);
  });

  it("reads measured places as they are, their mean over the seeds as the mean", () => {
    const { learningRate, weightDecay, loss } = surface.best;
    const place = { learningRate, weightDecay };
    expect(surface.loss(place)).to.be.closeTo(loss, 1e-12);
    const single = surface.seeds.map((seed) => surface.loss(place, seed));
    expect(single.reduce((sum, each) => sum + each / 8, 0)).to.be.closeTo(loss, 1e-12);
    expect(new Set(single).size).to.equal(8);
  });

  it("reads a place in the middle of two, by logarithm, as their mean", () => {
    const [low, high] = surface.axes[0].values.slice(5, 7) as [number, number];
    const weightDecay = surface.axes[1].values[3]!;
    const ends = [low, high].map((learningRate) => surface.loss({ learningRate, weightDecay }));
    const middle = surface.loss({ learningRate: Math.sqrt(low * high), weightDecay });
    expect(middle).to.be.closeTo((ends[0]! + ends[1]!) / 2, 1e-9);
  });

  it("has the optimum inside and the traps that its description names", () => {
    const { best, space } = surface;
    for (const name of ["learningRate", "weightDecay"] as const) {
      expect(best[name]).to.be.above(1.4 * space[name].low);
      expect(best[name]).to.be.below(space[name].high / 1.4);
    }
    const line = [0.002, 0.02, 0.1, 0.3].map((learningRate) =>
      surface.loss({ learningRate, weightDecay: 0.005 }),
    );
    const [valley, mountain, second, cliff] = line as [number, number, number, number];
    expect(mountain).to.be.above(1.5 * valley);
    expect(second).to.be.below(0.7 * mountain);
    expect(cliff).to.be.closeTo(Math.log(10), 0.05);
    expect(best.loss).to.be.below(valley - 0.2);
    expect(surface.accuracy(best)).to.be.above(surface.accuracy({ learningRate: 0.002, weightDecay: 0.005 }));
  });

  it("was measured: training there again gives what it says", async () => {
    const set = await loadDataset(surface.data.name, surface.data.options);
    const [learningRate, weightDecay] = [surface.axes[0].values[7]!, surface.axes[1].values[15]!];
    const { runs } = await sweep(
      set,
      { ...surface.base, learningRate, weightDecay },
      {},
      { seeds: [1, 5], cache: false },
    );
    for (const { seed, run } of runs)
      expect(run.history.at(-1)!.valLoss).to.be.closeTo(
        surface.loss({ learningRate, weightDecay }, seed),
        0.002,
      );
  });

  it("refuses a place outside and a seed that was not trained, and says what there is", () => {
    expect(() => surface.loss({ learningRate: 1, weightDecay: 1 })).to.throw(
      RangeError,
      "at learningRate 1: it was measured from 0.0001 to 0.3162",
    );
    expect(() => surface.loss({ learningRate: Number.NaN, weightDecay: 1 })).to.throw(
      RangeError,
      "learningRate NaN",
    );
    expect(() => surface.loss({ learningRate: 0.01, weightDecay: 1 }, 9)).to.throw(
      RangeError,
      "with 1, 2, 3, 4",
    );
    const { low, high } = surface.space.weightDecay;
    for (const weightDecay of [low, high, 10 ** Math.log10(high)])
      expect(surface.loss({ learningRate: 0.01, weightDecay })).to.be.above(1);
  });
});
