import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Dataset, Split } from "../data/dataset.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { decisionRegions, type Predictor } from "./decision-regions.js";
import { pixelProjection, type Region } from "./contour.js";
import { extentOf, indexOfLargest } from "../runtime/extent.js";
import { onFrame } from "./frames.js";
import { chart } from "./layers/chart.js";
import { assertSome, thinned } from "./layers/columns.js";
import type { Layer } from "./layers/layer.js";
import { points } from "./layers/marks.js";
import { custom } from "./layers/rules.js";
import type { PanelAxis } from "./layers/axes.js";
import { palette } from "./theme.js";
import { counted } from "./words.js";

/** A model at one moment of its training. */
export interface BoundaryFrame {
  /** What the slider shows for this frame: an epoch, a value. */
  readonly label: string | number;
  readonly model: Predictor;
}

/** Options for {@link decisionBoundary}. */
export interface DecisionBoundaryOptions extends Size {
  readonly title?: string;
  /** What the frames' labels count; `"Epoch"` by default. */
  readonly frameTitle?: string;
  /** Samples along each side; 48 by default. */
  readonly samples?: number;
  /** Which examples are drawn; `"train"` by default. The test split is for one last look. */
  readonly split?: "train" | "validation";
}

/**
 * Which class a model predicts where, for data with two features: the plane coloured by class, the examples on top.
 *
 * Several frames (a model by epoch, or by hyperparameter) are stepped through with a slider below the chart; where
 * there is no slider (GitHub, print) the last one is shown.
 *
 * @param models one model, or frames in the order of the slider
 * @param dataset a classification data set with two features
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` counts the examples on the wrong side, frame by frame
 * @throws {RangeError} if the data set does not have two features, is not a classification, or there is no frame
 * @example
 * const moons = await loadDataset("moons");
 * decisionBoundary(await train(moons, { ...presets.baseline, epochs: 2 }, { seed: 1 }), moons);
 */
export function decisionBoundary(
  models: Predictor | readonly BoundaryFrame[],
  dataset: Dataset,
  options: DecisionBoundaryOptions = {},
): Chart {
  checkOptionNames("call decisionBoundary", options, [
    "title",
    "frameTitle",
    "samples",
    "split",
    "width",
    "height",
  ]);
  const frames = "predict" in models ? [{ label: "", model: models }] : models;
  assertSome(frames, "a decision boundary");
  assertPlane(dataset);
  const { width = 380, height = 340, samples = 48, frameTitle = "Epoch" } = options;
  const split = dataset[options.split ?? "train"];
  const domain = { x: extent(split, 0), y: extent(split, 1) };
  const regions = frames.flatMap(({ model }, frame) =>
    decisionRegions(model, dataset.outputs, domain, { width, height, samples, frame }),
  );
  const title = options.title ?? `What the model predicts on ${dataset.name}`;
  const wrong = frames.map(({ model }) => mistakes(model, split, dataset.outputs));
  const names = classNames(dataset);
  const examples = exampleRows(split, names);
  const [first = "First feature", second = "Second feature"] = dataset.featureNames ?? [];
  const axis = (side: "x" | "y", name: string): PanelAxis => ({
    title: name,
    domain: domain[side],
    axis: { grid: false },
  });
  return chart([regionLayer(regions, names), examplesLayer(examples)], {
    title,
    subtitle: `plane: the predicted class, stronger colour where it is surer; points: ${pointsText(examples.length, split.count)}`,
    summary: `${title}: ${framesText(frames, wrong, split.count)}.`,
    width,
    height,
    x: axis("x", first),
    y: axis("y", second),
    // The white rim separates a point from the plane behind it; a legend has no plane behind it.
    series: { labels: names, title: "class", legend: { symbolStrokeWidth: 0 }, room: undefined },
    frames: frames.map(({ label }) => `${frameTitle} ${label}`),
    zoom: false,
  });
}

function assertPlane(dataset: Dataset): void {
  const features = dataset.inputShape.reduce((product, size) => product * size, 1);
  if (features === 2 && dataset.task === "classification") return;
  throw new RangeError(
    `Cannot draw the decision boundary of ${dataset.name}: it has ${features} inputs (${dataset.task}), ` +
      "but it takes a classification with exactly 2. Use moons, circles or spirals, or a confusion matrix.",
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
  const [low, high] = extentOf(
    Array.from({ length: split.count }, (_, index) => split.inputs[2 * index + feature]!),
  );
  const room = 0.08 * (high - low || 1);
  return [Number((low - room).toPrecision(3)), Number((high + room).toPrecision(3))];
}

function regionLayer(regions: readonly Region[], names: readonly string[]): Layer {
  const several = regions.some((region) => region.properties["frame"] !== 0);
  const domain = names.map((_, index) => index);
  const range = names.map((_, index) => palette[index % palette.length]);
  const fill = { field: "properties.class", type: "ordinal", scale: { domain, range }, legend: null };
  return custom({
    data: { values: regions },
    ...(several ? { transform: [{ filter: onFrame[0].filter.replace("datum.", "datum.properties.") }] } : {}),
    projection: pixelProjection,
    mark: { type: "geoshape", fillOpacity: 0.17, strokeWidth: 0 },
    encoding: { fill },
  });
}

/** More examples than this hide the plane. */
const examplesDrawn = 200;

interface Example {
  readonly x: number;
  readonly y: number;
  readonly series: string;
}

function exampleRows(split: Split, names: readonly string[]): Example[] {
  const all = Array.from({ length: split.count }, (_, index) => ({
    x: split.inputs[2 * index]!,
    y: split.inputs[2 * index + 1]!,
    series: names[split.targets[index]!]!,
  }));
  return thinned(all, examplesDrawn);
}

function examplesLayer(rows: readonly Example[]): Layer {
  const style = { size: 26, stroke: "#ffffff", strokeWidth: 0.6, clip: false };
  return points(rows, { x: "x", y: "y", series: "series", opacity: 0.7, style });
}

const pointsText = (drawn: number, all: number): string =>
  drawn < all ? `${drawn} of the ${all.toLocaleString("en-US")} examples` : "the examples";

/** How many examples are predicted as another class than their own. */
function mistakes(model: Predictor, split: Split, classes: number): number {
  const outputs = model.predict(split.inputs);
  const width = outputs.length / split.count;
  let wrong = 0;
  for (let index = 0; index < split.count; index++) {
    const answer =
      width === 1
        ? Number(outputs[index]! > 0.5)
        : indexOfLargest(outputs.subarray(index * width, index * width + classes));
    if (answer !== split.targets[index]) wrong++;
  }
  return wrong;
}

function framesText(frames: readonly BoundaryFrame[], wrong: readonly number[], count: number): string {
  if (frames.length === 1) return `${wrong[0]!} of ${counted(count, "example")} on the wrong side`;
  const parts = frames.map(({ label }, index) => `${label}: ${wrong[index]!}`);
  return `examples on the wrong side, of ${count}, at ${thinned(parts, 8).join(", ")}`;
}
