import { expect } from "chai";
import { regionAbove, type Region } from "../../src/charts/contour.js";

/** Area of a region by the shoelace formula; holes count negative. */
function area(region: Region): number {
  return region.geometry.coordinates.flat().reduce((sum, ring) => {
    const twice = ring
      .slice(1)
      .reduce((part, [x, y], index) => part + ring[index]![0] * y - x * ring[index]![1], 0);
    return sum + twice / 2;
  }, 0);
}

function field(samples: number, value: (x: number, y: number) => number) {
  const at = (index: number): number => -1 + (2 * index) / (samples - 1);
  const values = Array.from({ length: samples ** 2 }, (_, index) =>
    value(at(index % samples), at(Math.floor(index / samples))),
  );
  return { columns: samples, rows: samples, values };
}

describe("regionAbove", () => {
  it("a disc has the area of a disc, in the panel's pixels", () => {
    const disc = regionAbove(
      field(61, (x, y) => 0.5 - Math.hypot(x, y)),
      0,
      400,
      200,
      {},
    );
    expect(Math.abs(area(disc)) / ((Math.PI / 4) * 200 * 100)).to.be.closeTo(1, 0.01);
  });

  it("a half plane reaches the edges, right side right and up side up", () => {
    const right = regionAbove(
      field(21, (x) => x),
      0,
      100,
      100,
      {},
    ).geometry.coordinates.flat(2);
    expect(Math.min(...right.map(([x]) => x))).to.be.closeTo(50, 0.5);
    expect(Math.max(...right.map(([x]) => x))).to.equal(100);
    const up = regionAbove(
      field(21, (_, y) => y),
      0,
      100,
      100,
      {},
    ).geometry.coordinates.flat(2);
    expect(Math.min(...up.map(([, y]) => y))).to.equal(0);
    expect(Math.max(...up.map(([, y]) => y))).to.be.closeTo(50, 0.5);
  });

  it("a ring has a hole", () => {
    const ring = regionAbove(
      field(61, (x, y) => 0.1 - Math.abs(Math.hypot(x, y) - 0.5)),
      0,
      100,
      100,
      {},
    );
    expect(ring.geometry.coordinates[0]).to.have.length(2);
  });
});
