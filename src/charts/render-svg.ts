import type { Chart } from "./chart.js";
import { escapeXml } from "./escape.js";
import { loadVega } from "./load-vega.js";
import { textWidth } from "./text-width.js";

/** What Vega exports beyond its published types: how wide text is, and where numbering of clip paths starts. */
interface VegaInternals {
  readonly textMetrics: { width: (item: TextItem, text: string | undefined) => number };
  resetSVGDefIds(): void;
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/**
 * Draws a chart as SVG, for places without Vega: GitHub, print, a file. The same chart always gives the same SVG.
 *
 * Vega and Vega-Lite (2 MB of code) are loaded on the first call, not when tunebook is imported.
 *
 * @param chart the chart to draw; parameters with a slider are drawn at their initial value
 * @returns an `<svg>` element with a title and a description for screen readers
 * @throws {Error} if Vega-Lite rejects the specification
 * @example
 * const svg = await renderSvg(scheduleChart({ halving: [0.1, 0.05, 0.025] }));
 */
export async function renderSvg(chart: Chart): Promise<string> {
  const [vega, vegaLite] = await loadVega();
  const internals = vega as unknown as VegaInternals;
  internals.textMetrics.width = (item, text) =>
    textWidth((text ?? "").trim(), item.fontSize ?? 11, isBold(item.fontWeight));
  const quiet = vega.logger(vega.Error);
  const compiled = vegaLite.compile(chart.spec as never, { logger: quiet }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: quiet });
  try {
    await view.runAsync();
    internals.resetSVGDefIds();
    return accessible(await view.toSVG(), chart);
  } finally {
    view.finalize();
  }
}

function isBold(weight: string | number | undefined): boolean {
  return weight === "bold" || (typeof weight === "number" && weight >= 600);
}

/** Replaces Vega's descriptions of every group and mark with one title and one description for the whole. */
function accessible(svg: string, chart: Chart): string {
  const inner = svg.replaceAll(/ (?:aria-[a-z]+|role)="[^"]*"/g, "");
  const title = escapeXml(titleText(chart.spec["title"]));
  const described = `<title>${title}</title><desc>${escapeXml(chart.summary)}</desc>`;
  return inner.replace(/<svg([^>]*)>/, (_, attributes: string) => {
    const label = `role="img" aria-label="${escapeXml(chart.summary)}"`;
    return `<svg${attributes} ${label}>${described}`;
  });
}

function titleText(title: unknown): string {
  if (typeof title === "string") return title;
  const text = (title as { readonly text?: unknown } | undefined)?.text;
  return typeof text === "string" ? text : Array.isArray(text) ? text.join(" ") : "Chart";
}
