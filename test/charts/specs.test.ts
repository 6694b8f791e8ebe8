import { expect } from "chai";
import type { Chart } from "../../src/charts/chart.js";
import { learningCurves } from "../../src/charts/learning-curves.js";
import { renderSvg } from "../../src/charts/render-svg.js";
import { sweepCurve } from "../../src/charts/sweep-curve.js";
import { exampleRun, exampleSweep } from "./example-runs.js";

const charts: Readonly<Record<string, () => Chart>> = {
  "learning curves of one run": () => learningCurves(exampleRun()),
  "learning curves of a sweep": () =>
    learningCurves(exampleSweep({ learningRate: [0.0001, 0.001, 0.01, 0.1, 1] })),
  "learning curves of a run that exploded": () => learningCurves(exampleRun({ learningRate: 1e9 })),
  "sweep curve": () => sweepCurve(exampleSweep({ learningRate: [0.001, 0.01, 0.1, 1] })),
  "sweep curve of two": () => sweepCurve(exampleSweep({ learningRate: [0.01, 0.1], batchSize: [16, 64] })),
  "sweep curve of words": () => sweepCurve(exampleSweep({ activation: ["relu", "tanh"] })),
  "sweep curve where all diverged": () => sweepCurve(exampleSweep({ learningRate: [1, 10] })),
};

describe("every chart", () => {
  for (const [name, make] of Object.entries(charts)) {
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
