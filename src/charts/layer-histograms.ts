import { checkOptionNames } from "../runtime/nearest-name.js";
import type { TrainingRun } from "../training/training-run.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, type Size } from "./compose.js";
import { assertSome } from "./layers/columns.js";
import { area } from "./layers/marks.js";
import { panelOf } from "./layers/panel.js";
import { palette } from "./theme.js";
import { numberText } from "./words.js";

/** Layer → its numbers: weights, activations, gradients. */
export type LayerValues = Readonly<Record<string, ArrayLike<number>>>;

/** Anything with weights by layer, such as a trained run. */
export type HasWeights = Pick<TrainingRun, "weights">;

/** Options for {@link layerHistograms}. */
export interface LayerHistogramsOptions extends Size {
  readonly title?: string;
  /** What is counted; `"Weight"` by default. */
  readonly xTitle?: string;
  /** How many bars; 31 by default. */
  readonly bins?: number;
}

/**
 * How the numbers of each layer are distributed: one small histogram per layer, first layer on top, all on one scale.
 *
 * Several networks appear side by side. The scale ends at the 99.5th percentile of all numbers; what lies beyond it is
 * counted in the outermost bars.
 *
 * @param input layers by name or a trained run, or several such by name
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` gives the standard deviation of each layer
 * @throws {RangeError} if there is no layer, or one has no finite number
 * @example
 * layerHistograms({ "layer 1": [0.5, -0.2, 0.1], "layer 2": [0.1, 0.0, -0.1] }, { xTitle: "Activation" });
 */
export function layerHistograms(
  input: LayerValues | HasWeights | Readonly<Record<string, LayerValues | HasWeights>>,
  options: LayerHistogramsOptions = {},
): Chart {
  checkOptionNames("call layerHistograms", options, ["title", "xTitle", "bins", "width", "height"]);
  const columns = columnsOf(input);
  const layers = [...new Set(columns.flatMap(([, values]) => Object.keys(values)))];
  assertSome(layers, "histograms by layer");
  const reach = commonReach(columns.map(([, values]) => values));
  const { title = "Distribution by layer", xTitle = "Weight", bins = 31 } = options;
  const steps = columns.flatMap(([group, values]) =>
    Object.entries(values).flatMap(([layer, numbers]) => histogram(numbers, reach, bins, { group, layer })),
  );
  const groups = columns.map(([name]) => name);
  const { data, ...outline } = outlineOf(steps, xTitle, reach);
  const width = groups.length === 1 ? 380 : Math.max(130, Math.floor(560 / groups.length));
  return compose(
    {
      title,
      subtitle: `share of numbers per bar; ${xTitle.toLowerCase()} on one scale, the outermost bars include what lies beyond`,
      summary: `${title}: ${columns.map(([group, values]) => groupText(group, values, columns.length)).join("; ")}.`,
    },
    {
      data,
      facet: facetOf(layers, groups),
      spacing: { row: 6, column: 18 },
      spec: { width: options.width ?? width, height: options.height ?? 46, ...outline },
      resolve: { scale: { y: "independent" } },
    },
  );
}

/** One row of panels for each layer, one column for each network. */
function facetOf(layers: readonly string[], groups: readonly string[]): VegaLiteSpec {
  const header = {
    title: null,
    labelAngle: 0,
    labelAlign: "left",
    labelAnchor: "middle",
    labelOrient: "left",
  };
  const row = { field: "layer", type: "ordinal", sort: layers, header };
  if (groups.length === 1) return { row };
  return { row, column: { field: "group", type: "nominal", sort: groups, header: { title: null } } };
}

/** One stepped outline per layer: as readable as bars at a tenth of their size. */
function outlineOf(steps: readonly Step[], title: string, reach: readonly [number, number]): VegaLiteSpec {
  const look = { interpolate: "step-after", fillOpacity: 0.45 };
  const drawn = area(steps, {
    x: "from",
    y: "share",
    columns: { layer: "layer", group: "group" },
    style: { ...look, line: { color: palette[0], strokeWidth: 1.2 } },
    tooltip: {},
  });
  const x = {
    type: "quantitative",
    scale: { domain: reach, nice: false },
    axis: { tickCount: 5, titlePadding: 6 },
  };
  const y = { type: "quantitative", title: null, axis: null, scale: { zero: true } };
  const { view } = panelOf([{ ...drawn, perSeries: steps.length }], {
    x: { title, channel: x },
    y: { channel: y },
    zoom: false,
  });
  return (view["layer"] as VegaLiteSpec[])[0]!;
}

/** Networks by name, each with its layers by name. */
function columnsOf(input: Parameters<typeof layerHistograms>[0]): [string, LayerValues][] {
  if (isOwner(input)) return [["all", kernelsOf(input)]];
  const entries = Object.entries(input) as [string, ArrayLike<number> | LayerValues | HasWeights][];
  if (entries.every(([, value]) => "length" in value))
    return [["all", Object.fromEntries(entries) as LayerValues]];
  return entries.map(([name, value]) => [name, isOwner(value) ? kernelsOf(value) : (value as LayerValues)]);
}

function isOwner(value: object): value is HasWeights {
  return "weights" in value && typeof value.weights === "function";
}

/** The kernels of each layer, without biases and statistics. */
function kernelsOf(run: HasWeights): LayerValues {
  const kernels = [...run.weights()].filter(([name]) => name.endsWith("/kernel"));
  return Object.fromEntries(kernels.map(([name, { values }]) => [name.replace("/kernel", ""), values]));
}

/** From the 0.5th to the 99.5th percentile of everything, and a little room if all numbers are the same. */
function commonReach(groups: readonly LayerValues[]): [number, number] {
  const all = groups.flatMap((group) => Object.values(group).flatMap((values) => sampled(values, 4000)));
  const sorted = all.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) throw new RangeError("Cannot draw histograms: no layer has a finite number.");
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const [low, high] = [at(0.005), at(0.995)];
  const room = high > low ? 0 : Math.abs(low) || 0.5;
  return [Number((low - room).toPrecision(3)), Number((high + room).toPrecision(3))];
}

function sampled(values: ArrayLike<number>, most: number): number[] {
  const step = Math.max(1, Math.floor(values.length / most));
  return Array.from({ length: Math.floor(values.length / step) }, (_, index) => values[index * step]!);
}

/** A step of the outline: where a bar begins, and how high it is. */
interface Step {
  readonly group: string;
  readonly layer: string;
  readonly from: number;
  readonly share: number;
}

function histogram(
  values: ArrayLike<number>,
  [low, high]: readonly [number, number],
  bins: number,
  names: { group: string; layer: string },
): Step[] {
  const counts = new Array<number>(bins).fill(0);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) continue;
    const bin = Math.floor(((value - low) / (high - low)) * bins);
    const held = Math.max(0, Math.min(bins - 1, bin));
    counts[held] = counts[held]! + 1;
  }
  const total = Math.max(1, values.length);
  const from = (bin: number): number => low + (bin * (high - low)) / bins;
  // A step needs a right end; zeroes between zeroes draw nothing.
  const shares = [...counts, counts[bins - 1]!].map((count) => Number((count / total).toFixed(3)));
  const steps = shares.map((share, bin) => ({ ...names, from: from(bin), share }));
  return steps.filter((_, bin) => [bin - 1, bin, bin + 1].some((near) => (shares[near] ?? 0) > 0));
}

function groupText(group: string, layers: LayerValues, groups: number): string {
  const parts = Object.entries(layers).map(([layer, values]) => `${layer} ${numberText(deviation(values))}`);
  return `${groups > 1 ? `${group}: ` : ""}standard deviation by layer ${parts.join(", ")}`;
}

/** The standard deviation; 0 for no numbers. */
function deviation(values: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  const mean = values.length > 0 ? sum / values.length : 0;
  for (let index = 0; index < values.length; index++) squares += (values[index]! - mean) ** 2;
  return Math.sqrt(squares / Math.max(1, values.length));
}
