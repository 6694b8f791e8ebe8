import type { Dataset, Split } from "../data/dataset.js";
import { axisOf, quantitative } from "./axis.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose, type Size } from "./compose.js";
import { decisionRegions, type Predictor } from "./decision-regions.js";
import { pixelProjection, type Region } from "./contour.js";
import { frameSlider, frameText } from "./frames.js";
import { assertSome, thinned } from "./rows.js";
import { seriesColor, seriesShape } from "./series.js";
import { palette } from "./theme.js";
import { counted } from "./words.js";

/** A model at one moment of its training. */
export interface BoundaryFrame {
  /** What the slider shows: an epoch, a value. */
  readonly label: string | number;
  readonly model: Predictor;
}

/** What can be chosen about {@link decisionBoundary}. */
export interface DecisionBoundaryOptions extends Size {
  readonly title?: string;
  /** What the frames' labels count; `"Epoch"` unless told otherwise. */
  readonly frameTitle?: string;
  /** Samples along each side; 48 unless told otherwise. */
  readonly samples?: number;
  /** Which examples are drawn; `"train"` unless told otherwise. The test split is for one last look. */
  readonly split?: "train" | "validation";
}

/**
 * Which class a model answers where, for data with two features: the plane coloured by class, the examples on top.
 *
 * Several frames (a model by epoch, or by hyperparameter) are stepped through with a slider below the chart; where
 * there is no slider (GitHub, print) the last one is seen.
 *
 * @param models one model, or frames in the order of the slider
 * @param dataset a classification data set with two features
 * @throws {RangeError} if the data set has not two features, is not a classification, or there is no frame
 * @example
 * await show(decisionBoundary(run, await loadDataset("moons")));
 */
export function decisionBoundary(
  models: Predictor | readonly BoundaryFrame[],
  dataset: Dataset,
  options: DecisionBoundaryOptions = {},
): Chart {
  const frames = "predict" in models ? [{ label: "", model: models }] : models;
  assertSome(frames, "a decision boundary");
  assertPlane(dataset);
  const [width, height] = [options.width ?? 380, options.height ?? 340];
  const split = dataset[options.split ?? "train"];
  const domain = { x: extent(split, 0), y: extent(split, 1) };
  const drawn = frames.map(({ model }, frame) =>
    decisionRegions(model, dataset.outputs, domain, { width, height, samples: options.samples ?? 48, frame }),
  );
  const title = options.title ?? `What the model answers on ${dataset.name}`;
  const wrong = frames.map(({ model }) => mistakes(model, split, dataset.outputs));
  return compose(
    {
      title,
      subtitle: "plane: the model's answer, fuller where it is surer; points: the examples",
      summary: `${title}: ${framesText(frames, wrong, split.count)}.`,
    },
    {
      width,
      height,
      ...(frames.length > 1 ? { params: [frameSlider(frames.length)] } : {}),
      layer: [
        regionLayer(drawn.flat(), classNames(dataset)),
        pointLayer(split, dataset, domain),
        ...(frames.length > 1
          ? [frameText(frames.map(({ label }) => `${options.frameTitle ?? "Epoch"} ${label}`))]
          : []),
      ],
    },
  );
}

function assertPlane(dataset: Dataset): void {
  const features = dataset.inputShape.reduce((product, size) => product * size, 1);
  if (features === 2 && dataset.task === "classification") return;
  throw new RangeError(
    `Cannot draw the decision boundary of ${dataset.name}: it has ${features} inputs (${dataset.task}), ` +
      "it takes a classification with exactly 2. Use moons, circles or spirals, or a confusion matrix.",
  );
}

function classNames(dataset: Dataset): string[] {
  return Array.from(
    { length: dataset.outputs },
    (_, index) => dataset.classNames?.[index] ?? `class ${index}`,
  );
}

/** The range of one feature with a little room around it. */
function extent(split: Split, feature: 0 | 1): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let index = feature; index < split.inputs.length; index += 2) {
    low = Math.min(low, split.inputs[index]!);
    high = Math.max(high, split.inputs[index]!);
  }
  const room = 0.08 * (high - low || 1);
  return [Number((low - room).toPrecision(3)), Number((high + room).toPrecision(3))];
}

function regionLayer(regions: readonly Region[], names: readonly string[]): VegaLiteSpec {
  return {
    data: { values: regions },
    ...(regions.some((region) => region.properties["frame"] !== 0)
      ? { transform: [{ filter: "datum.properties.frame == frame" }] }
      : {}),
    projection: pixelProjection,
    mark: { type: "geoshape", fillOpacity: 0.17, strokeWidth: 0 },
    encoding: {
      fill: {
        field: "properties.class",
        type: "ordinal",
        scale: {
          domain: names.map((_, index) => index),
          range: names.map((_, index) => palette[index % palette.length]),
        },
        legend: null,
      },
    },
  };
}

function pointLayer(
  split: Split,
  dataset: Dataset,
  domain: { x: [number, number]; y: [number, number] },
): VegaLiteSpec {
  const names = classNames(dataset);
  const [first, second] = dataset.featureNames ?? ["First feature", "Second feature"];
  const all = Array.from({ length: split.count }, (_, index) => ({
    x: Number(split.inputs[2 * index]!.toPrecision(4)),
    y: Number(split.inputs[2 * index + 1]!.toPrecision(4)),
    series: names[split.targets[index]!],
  }));
  return {
    data: { values: thinned(all, 200) },
    mark: { type: "point", filled: true, size: 26, stroke: "#ffffff", strokeWidth: 0.6 },
    encoding: {
      x: {
        ...quantitative(axisOf({ field: "x", title: first ?? "First feature", domain: domain.x })),
        axis: plain,
      },
      y: {
        ...quantitative(axisOf({ field: "y", title: second ?? "Second feature", domain: domain.y })),
        axis: plain,
      },
      color: withoutRim(seriesColor(names)),
      shape: withoutRim(seriesShape(names)),
      tooltip: ["series", "x", "y"].map((field) => ({ field })),
    },
  };
}

const plain = { tickCount: 6, grid: false };

/** The white rim parts a point from the plane behind it; a legend has no plane behind it. */
function withoutRim(channel: VegaLiteSpec): VegaLiteSpec {
  return { ...channel, legend: { ...(channel["legend"] as object | null), symbolStrokeWidth: 0 } };
}

/** How many examples get another class than theirs. */
function mistakes(model: Predictor, split: Split, classes: number): number {
  const outputs = model.predict(split.inputs);
  const width = outputs.length / split.count;
  let wrong = 0;
  for (let index = 0; index < split.count; index++) {
    const answer =
      width === 1
        ? Number(outputs[index]! > 0.5)
        : argmax(outputs.subarray(index * width, index * width + classes));
    if (answer !== split.targets[index]) wrong++;
  }
  return wrong;
}

function argmax(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}

function framesText(frames: readonly BoundaryFrame[], wrong: readonly number[], count: number): string {
  if (frames.length === 1) return `${wrong[0]!} of ${counted(count, "example")} on the wrong side`;
  const parts = frames.map(({ label }, index) => `${label}: ${wrong[index]!}`);
  return `examples on the wrong side, of ${count}, at ${thinned(parts, 8).join(", ")}`;
}
