import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart, VegaLiteSpec } from "./chart.js";
import { compose } from "./compose.js";
import { pngUrl } from "./png-url.js";
import { ink } from "./theme.js";
import { counted } from "./words.js";

/** Options for {@link imageGrid}. */
export interface ImageGridOptions {
  readonly title?: string;
  readonly subtitle?: string;
  /** The text under each image. */
  readonly labels?: readonly (string | number)[];
  /** Images per row; 8 by default. */
  readonly columns?: number;
  /** The most images to show; 32 by default. */
  readonly count?: number;
  /** The side of an image in pixels; 64 by default. */
  readonly side?: number;
  readonly summary?: string;
}

/**
 * Images in rows, each with a label: examples of a data set, or what augmentation makes of them.
 *
 * @param images pixels, image after image, as in `dataset.train.inputs`; the darkest and lightest value of all become
 *   black and white
 * @param shape height, width and channels (1 or 3) of one image, as in `dataset.inputShape`
 * @param options titles, and size in pixels
 * @returns the chart; its `summary` counts the images and lists their labels
 * @throws {RangeError} if the shape is not that of an image or there are fewer pixels than one image takes
 * @example
 * const digits = await loadDataset("digits");
 * imageGrid(digits.train.inputs, digits.inputShape, { labels: [...digits.train.targets], count: 16 });
 */
export function imageGrid(
  images: Float32Array,
  shape: readonly number[],
  options: ImageGridOptions = {},
): Chart {
  checkOptionNames("call imageGrid", options, [
    "title",
    "subtitle",
    "labels",
    "columns",
    "count",
    "side",
    "summary",
  ]);
  const [height, width, channels] = imageShape(shape);
  const size = height * width * channels;
  const available = Math.floor(images.length / size);
  if (available === 0) {
    throw new RangeError(
      `Cannot draw images of ${shape.join(" × ")} from ${images.length} pixels: one takes ${size}.`,
    );
  }
  const count = Math.min(available, options.count ?? 32);
  const columns = Math.min(count, options.columns ?? 8);
  const side = options.side ?? 64;
  const shown = images.subarray(0, count * size);
  const range = extent(shown);
  const values = Array.from({ length: count }, (_, index) => ({
    column: index % columns,
    row: Math.floor(index / columns),
    label: String(options.labels?.[index] ?? ""),
    url: pngUrl(shown.subarray(index * size, (index + 1) * size), { height, width, channels }, range, side),
  }));
  const title = options.title ?? "Images";
  const named = options.labels ? `, labelled ${values.map((value) => value.label).join(", ")}` : "";
  const summary =
    options.summary ?? `${title}: ${counted(count, "image")} of ${height} × ${width} pixels${named}.`;
  const caption = {
    title,
    summary,
    ...(options.subtitle === undefined ? {} : { subtitle: options.subtitle }),
  };
  const grid = { columns, rows: Math.ceil(count / columns), side, gap: options.labels ? 24 : 8 };
  return compose(caption, { data: { values }, ...gridView(grid) });
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly side: number;
  /** Room under each image. */
  readonly gap: number;
}

function gridView({ columns, rows, side, gap }: Grid): VegaLiteSpec {
  const place = (field: string, step: number, steps: number): VegaLiteSpec => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [0, steps], range: [0, steps * step], nice: false, zero: false },
  });
  const image = { type: "image", width: side, height: side, align: "left", baseline: "top" };
  const label = { type: "text", dx: side / 2, dy: side + 11, align: "center", fill: ink, fontSize: 11 };
  return {
    width: columns * (side + 8),
    height: rows * (side + gap),
    encoding: { x: place("column", side + 8, columns), y: place("row", side + gap, rows) },
    layer: [
      { mark: image, encoding: { url: { field: "url" }, tooltip: { field: "label" } } },
      { mark: label, encoding: { text: { field: "label" } } },
    ],
  };
}

function imageShape(shape: readonly number[]): [number, number, number] {
  const [height, width, channels = 1] = shape;
  const fits = shape.length === 2 || shape.length === 3;
  if (fits && height !== undefined && width !== undefined && (channels === 1 || channels === 3))
    return [height, width, channels];
  throw new RangeError(
    `Cannot draw images of shape ${shape.join(" × ")}: it takes height × width × 1 or 3 channels.`,
  );
}

function extent(values: Float32Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high > low ? high : low + 1];
}
