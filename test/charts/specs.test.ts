import { expect } from "chai";
import { renderSvg } from "../../src/charts/render-svg.js";
import { exampleCharts } from "./example-charts.js";

type Spec = Record<string, unknown>;

/** The encodings of all areas between two fields, with what they inherit from the layers around them. */
function bandsOf(
  spec: Spec,
  inherited: Spec = {},
): Record<string, { stack?: unknown; scale?: { type?: string } }>[] {
  const encoding = { ...inherited, ...(spec["encoding"] as Spec) };
  const inside = ["layer", "hconcat", "vconcat"].flatMap((key) => (spec[key] ?? []) as Spec[]);
  const isBand = (spec["mark"] as Spec | undefined)?.["type"] === "area" && "y2" in encoding;
  return [...(isBand ? [encoding as never] : []), ...inside.flatMap((part) => bandsOf(part, encoding))];
}

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

      // JupyterLab's Vega-Lite (5.6) stacks what the one installed here does not: such a chart is wrong only there.
      it("leaves bands unstacked, along x too where y is logarithmic", () => {
        for (const { x, y } of bandsOf(make().spec)) {
          expect(y).to.have.property("stack", null);
          if (y!.scale?.type === "log") expect(x).to.have.property("stack", null);
        }
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
