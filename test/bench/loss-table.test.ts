import { expect } from "chai";
import { lossAt, valuesOf, type LossTable } from "../../bench/tuning/loss-table.js";

/** A plane over log x and y: what is linear along each axis is met exactly, between the values too. */
const plane = (x: number, y: number): number => 3 + 2 * Math.log10(x) - 5 * y;
const axes = [
  { name: "x", low: 0.001, high: 10, log: true, count: 5 },
  { name: "y", low: 0, high: 0.9, log: false, count: 4 },
];
const [xs, ys] = axes.map(valuesOf) as [number[], number[]];
const table: LossTable = { axes, losses: xs.flatMap((x) => ys.map((y) => plane(x, y))) };

describe("bench: a table of losses", () => {
  it("spaces an axis evenly, in powers where it is logarithmic", () => {
    xs.forEach((x, place) => expect(x).to.be.closeTo(10 ** (place - 3), 1e-12));
    ys.forEach((y, place) => expect(y).to.be.closeTo(0.3 * place, 1e-12));
  });

  it("says what was measured at its own points, at its corners too", () => {
    for (const x of xs) for (const y of ys) expect(lossAt(table, [x, y])).to.be.closeTo(plane(x, y), 1e-9);
  });

  it("is linear between them", () => {
    const between: [number, number][] = [
      [0.0023, 0.11],
      [5, 0.89],
      [0.5, 0.45],
    ];
    for (const point of between) expect(lossAt(table, point)).to.be.closeTo(plane(...point), 1e-9);
  });

  it("is never below its lowest entry", () => {
    const rough = { axes, losses: table.losses.map((_, place) => (place * 7919) % 13) };
    for (let i = 0; i < 500; i++) {
      const point = [10 ** (-3 + 4 * ((i * 0.618) % 1)), 0.9 * ((i * 0.414) % 1)];
      expect(lossAt(rough, point)).to.be.at.least(Math.min(...rough.losses));
    }
  });
});
