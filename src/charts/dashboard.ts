import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, type Caption } from "./compose.js";

/** Channels whose scale and legend each chart keeps to itself; x and y are its own anyway. */
const own = ["color", "shape", "strokeDash", "opacity", "size", "fill"];

/**
 * Finished charts in one, in rows, each under its own title.
 *
 * @param rows from top to bottom; the charts of a row stand side by side
 * @param caption of the whole
 */
export function dashboard(rows: readonly (readonly Chart[])[], caption: Caption): Chart {
  let place = 0;
  const views = rows.map((charts) => charts.map(({ spec }) => innerView(spec, place++)));
  const independent = Object.fromEntries(own.map((channel) => [channel, "independent"]));
  const resolve = { scale: independent };
  const lines = views.map((hconcat) => (hconcat.length === 1 ? hconcat[0]! : { hconcat, resolve }));
  return compose(caption, { vconcat: lines, spacing: 28, resolve });
}

const outer = ["$schema", "config", "description"];

/** A view inside another has no schema and theme of its own, and its selections need names that no other view has. */
function innerView(spec: VegaLiteSpec, place: number): VegaLiteSpec {
  const view = Object.fromEntries(Object.entries(spec).filter(([name]) => !outer.includes(name)));
  return JSON.parse(JSON.stringify(view), (key, value: unknown) => {
    if (key === "param" && typeof value === "string") return `${value}${place}`;
    return isSelection(value) ? { ...value, name: `${value.name}${place}` } : value;
  }) as VegaLiteSpec;
}

function isSelection(value: unknown): value is { readonly name: string; readonly select: unknown } {
  return typeof value === "object" && value !== null && "select" in value && "name" in value;
}
