import { expect } from "chai";
import { alarm, ink, palette } from "../../src/charts/theme.js";

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
  const linear = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("chart colours", () => {
  for (const background of ["#ffffff", "#111111"]) {
    for (const color of [...palette, alarm]) {
      it(`${color} stands out from ${background} by 3 : 1 or more`, () => {
        expect(contrast(color, background)).to.be.at.least(3);
      });
    }
    it(`text is legible on ${background} (4 : 1 or more)`, () => {
      expect(contrast(ink, background)).to.be.at.least(4);
    });
  }

  it("no two are the same", () => {
    expect(new Set(palette).size).to.equal(palette.length);
  });
});
