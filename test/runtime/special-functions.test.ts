import { expect } from "chai";
import { binomialCdf, erfc, erfcx, normalQuantile, tQuantile } from "../../src/runtime/special-functions.js";

/** Arguments, and what SciPy 1.17.1 computes from them. */
const scipy: Readonly<Record<string, readonly [actual: number, expected: number][]>> = {
  "scipy.special.erfc": [
    [erfc(-3), 1.9999779095030015],
    [erfc(0), 1],
    [erfc(0.25), 0.7236736098317631],
    [erfc(4), 1.541725790028002e-8],
    [erfc(10), 2.0884875837625446e-45],
    [erfc(26), 5.663192408856145e-296],
  ],
  "scipy.special.erfcx": [
    [erfcx(-2), 108.94090438997797],
    [erfcx(0.7), 0.525930337349441],
    [erfcx(2.9), 0.1846018259555908],
    [erfcx(3.1), 0.17371840860540827],
    [erfcx(1e3), 0.0005641893014533876],
    [erfcx(1e9), 5.641895835477563e-10],
  ],
  "scipy.special.ndtri": [
    [normalQuantile(1e-300), -37.0470962993612],
    [normalQuantile(1e-10), -6.361340902404056],
    [normalQuantile(0.025), -1.9599639845400545],
    [normalQuantile(0.8), 0.8416212335729143],
    [normalQuantile(1 - 1e-12), 7.0344869100478356],
  ],
  "scipy.stats.t.ppf": [
    [tQuantile(0.975, 1), 12.706204736174694],
    [tQuantile(0.975, 4), 2.7764451051977934],
    [tQuantile(0.975, 9.3), 2.25108222468444],
    [tQuantile(0.05, 3), -2.353363434801824],
    [tQuantile(0.9995, 1000.5), 3.300277759796564],
    [tQuantile(0.49, 5000), -0.025070162523285464],
    [tQuantile(0.51, 30), 0.025278783971765764],
    [tQuantile(0.6, 2), 0.2886751345948128],
  ],
  "scipy.stats.binom.cdf": [
    [binomialCdf(0, 1, 0.5), 0.5],
    [binomialCdf(4, 5, 0.5), 0.96875],
    [binomialCdf(3, 10, 0.3), 0.6496107184000002],
    [binomialCdf(500, 1000, 0.5), 0.5126125090891802],
    [binomialCdf(0, 1000, 0.1), 1.7478712517226329e-46],
    [binomialCdf(18, 20, 0.9), 0.6082530018748321],
  ],
};

describe("special functions", () => {
  for (const [name, values] of Object.entries(scipy))
    it(`agree with ${name} to ten digits`, () => {
      for (const [actual, expected] of values) expect(actual / expected).to.be.closeTo(1, 1e-10);
    });

  it("have the ends of the binomial distribution", () => {
    expect(binomialCdf(-1, 5, 0.3)).to.equal(0);
    expect(binomialCdf(5, 5, 0.3)).to.equal(1);
  });

  it("vanish without an error where there is nothing left", () => {
    expect(erfc(26.9)).to.be.within(1e-320, 1e-300);
    expect(erfc(1000)).to.equal(0);
    expect(erfc(Infinity)).to.equal(0);
    expect(erfc(-1000)).to.equal(2);
    expect(tQuantile(0.975, NaN)).to.be.NaN;
  });

  it("have a median of exactly 0", () => {
    expect(normalQuantile(0.5)).to.equal(0);
    expect(tQuantile(0.5, 3)).to.equal(0);
  });
});
