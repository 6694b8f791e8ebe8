import { expect } from "chai";
import { renderSvg } from "../../src/charts/render-svg.js";
import { exampleCharts } from "./example-charts.js";

describe("every chart", () => {
  for (const [name, make] of Object.entries(exampleCharts)) {
    describe(name, () => {
      it("is drawn by Vega-Lite without a warning", async () => {
        const vegaLite = await import("vega-lite");
        const said: unknown[] = [];
        const listen = (...messages: unknown[]) => (said.push(...messages), logger);
        const logger = {
          level: () => logger,
          error: listen,
          warn: listen,
          info: () => logger,
          debug: () => logger,
        };
        vegaLite.compile(make().spec as never, { logger: logger as never });
        expect(said).to.deep.equal([]);
      });

      it("becomes the same SVG every time, small, with a title and a description", async () => {
        const svg = await renderSvg(make());
        expect(await renderSvg(make())).to.equal(svg);
        expect(svg.length).to.be.below(60_000);
        expect(svg).to.match(/<svg[^>]* role="img"[^>]*><title>.+<\/title><desc>.+<\/desc>/);
        expect(svg).to.not.match(/NaN|undefined|Infinity/);
        expect(svg.match(/<(path|image|text)/g)).to.have.length.above(5);
      });

      it("is plain JSON and says in one sentence what it shows", () => {
        const { spec, summary } = make();
        expect(JSON.parse(JSON.stringify(spec))).to.deep.equal(spec);
        expect(summary)
          .to.match(/^[A-Z].*\d.*\.$/)
          .and.not.match(/undefined|NaN|\n/);
        expect(spec["description"]).to.equal(summary);
      });
    });
  }
});
