import { expect } from "chai";
import fc from "fast-check";
import { lineChart } from "../../src/charts/index.js";
import { textWidth } from "../../src/charts/text-width.js";
import { wrapped } from "../../src/charts/wrapped.js";

describe("long titles", () => {
  it("are broken between words into lines that fit, and lose nothing", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 20, max: 400 }), (text, room) => {
        const lines = wrapped(text, room, 12);
        expect(lines.join(" ")).to.equal(text);
        for (const line of lines) expect(line.includes(" ") ? textWidth(line, 12) : 0).to.be.at.most(room);
      }),
    );
  });

  it("take as many lines as the chart is narrow", () => {
    const rows = [1, 2].map((x) => ({ x, y: x }));
    const subtitle = "line: the median of five seeds; band: from the lowest to the highest of them";
    const titleOf = (width: number) =>
      lineChart(rows, { title: "T", subtitle, x: "x", y: "y", width }).spec["title"] as { subtitle: unknown };
    expect(titleOf(480).subtitle).to.equal(subtitle);
    expect(titleOf(200).subtitle).to.have.length(2);
  });
});
