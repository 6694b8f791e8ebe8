import { bilinear } from "../runtime/bilinear.js";
import { groupBy } from "../runtime/collections.js";
import { checkOptionNames } from "../runtime/nearest-name.js";
import type { Chart } from "./chart.js";
import type { Size } from "./compose.js";
import { depthRegions, heightLayer, type Region } from "./contour.js";
import type { PanelAxis } from "./layers/axes.js";
import { chart } from "./layers/chart.js";
import { assertSome, titleOf } from "./layers/columns.js";
import type { Layer } from "./layers/layer.js";
import { line, points } from "./layers/marks.js";
import { ink, palette } from "./theme.js";
import { counted, nameText, numberText } from "./words.js";

/** Two hyperparameters and a loss that was measured at every combination of their values. */
export interface SearchPlane {
  /** The horizontal and the vertical axis: at least two values each, above 0 and rising. Both are logarithmic. */
  readonly axes: readonly [SearchAxis, SearchAxis];
  /** `losses[i][j]` at value `i` of the horizontal and value `j` of the vertical axis. */
  readonly losses: readonly (readonly number[])[];
}

/** One of the two hyperparameters of a plane. */
export interface SearchAxis {
  readonly name: string;
  readonly values: readonly number[];
}

/** A point of a plane: a value for each of its axes, by name. */
export type SearchPlace = Readonly<Record<string, number>>;

/** One step of a search: a trial, a round, a generation. */
export interface SearchFrame {
  /** What the slider shows for it. */
  readonly label: string | number;
  /** What it tried. */
  readonly tried: readonly SearchPlace[];
  /** A closed curve around what it tried, for example the ellipse of a normal distribution. */
  readonly outline?: readonly SearchPlace[];
}

/** Options for {@link searchChart}. */
export interface SearchChartOptions extends Size {
  readonly title?: string;
  /** What the labels of the frames count; `"Step"` by default. */
  readonly frameTitle?: string;
  /** Whether a line joins what was tried, in its order; not by default. */
  readonly joined?: boolean;
  /** Whether earlier frames stay, fainter (trials); else only the current one is shown (generations). They stay by default. */
  readonly earlier?: boolean;
  /** Whether each frame is a search of its own: only what it tried is shown, and the ring marks the best of that. Not by default. */
  readonly separate?: boolean;
}

/**
 * A search on a plane of two hyperparameters, step by step with a slider: the plane bluer where the loss is lower, what was tried on it.
 *
 * The outlines of the plane are evenly spaced in the logarithm of the loss above its lowest value, so that valleys show as well as
 * mountains; between the measured places it is interpolated. A cross marks the lowest measured loss, a ring the best that the search
 * has tried so far. Where there is no slider (GitHub, print) the last step is shown.
 *
 * @param plane the two axes and the losses, for example `searchSurface()` of `tunebook/course`
 * @param frames what each step tried, in order; a place beyond the axes is drawn at the edge
 * @param options title, whether steps are joined and stay, size in pixels
 * @returns the chart; its `summary` says what the search found in how many trials, and the lowest measured loss
 * @throws {RangeError} if there is no frame, nothing was tried, a place lacks an axis, or the plane is not one of finite losses
 * @example
 * const plane = {
 *   axes: [{ name: "learningRate", values: [0.01, 0.1, 1] }, { name: "weightDecay", values: [0.1, 1] }],
 *   losses: [[0.9, 0.8], [0.4, 0.2], [1.5, 1.4]],
 * } as const;
 * const frames = [0.01, 0.1, 1].map((learningRate, step) => ({ label: step + 1, tried: [{ learningRate, weightDecay: 0.1 }] }));
 * searchChart(plane, frames, { title: "Along one axis", joined: true });
 */
export function searchChart(
  plane: SearchPlane,
  frames: readonly SearchFrame[],
  options: SearchChartOptions = {},
): Chart {
  const known = ["title", "frameTitle", "joined", "earlier", "separate", "width", "height"];
  checkOptionNames("call searchChart", options, known);
  checkPlane(plane);
  const rows = rowsOf(plane, frames);
  const { title = "A search", frameTitle = "Step", width = 420, height = 340 } = options;
  const axis = ({ name, values }: SearchAxis): PanelAxis => ({
    title: titleOf(name),
    scale: "log",
    domain: [values[0]!, values.at(-1)!],
    axis: { grid: false },
  });
  const layers = [
    heightLayer(regionsOf(plane, width, height), "loss"),
    ...searchLayers(plane, rows, frames, options),
    lowestLayer(plane),
  ];
  return chart(layers, {
    title,
    subtitle:
      "axes and colours logarithmic, bluer is a lower loss; dots: tried, ring: the best of them, cross: the lowest measured",
    summary: `${title}: ${summaryOf(plane, rows, options.separate)}.`,
    width,
    height,
    x: axis(plane.axes[0]),
    y: { ...axis(plane.axes[1]), cut: false },
    frames: frames.map(({ label }) => `${frameTitle} ${label}`),
    zoom: false,
  });
}

function checkPlane({ axes, losses }: SearchPlane): void {
  for (const { name, values } of axes) {
    const rises = values.every((value, index) => value > (values[index - 1] ?? 0) && value < Infinity);
    if (values.length < 2 || !rises)
      throw new RangeError(
        `Cannot draw a search over ${name} ${values.join(", ")}: give two or more values above 0, rising.`,
      );
  }
  const shape = losses.length === axes[0].values.length && losses.every((row) => row.length === axes[1].values.length); // prettier-ignore
  if (shape && losses.flat().every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot draw a search over a plane of ${losses.length} rows of losses: there must be a finite loss for each of ` +
      `${axes[0].values.length} × ${axes[1].values.length} combinations. Replace a diverged run by the worst loss you show.`,
  );
}

/** The loss at a place, interpolated in the logarithms of the axes. */
function lossOf({ axes, losses }: SearchPlane): (x: number, y: number) => number {
  const [x, y] = axes.map(({ values }) => values.map(Math.log)) as [number[], number[]];
  return (atX, atY) => bilinear({ x, y, values: losses }, Math.log(atX), Math.log(atY));
}

/** More samples than this along a side do not show. */
const samples = 64;

/** Differences below this share of the highest mountain are not told apart: seeds differ by more. */
const floor = 0.01;

function regionsOf(plane: SearchPlane, width: number, height: number): Region[] {
  const loss = lossOf(plane);
  const at = ({ values }: SearchAxis, index: number): number =>
    values[0]! * (values.at(-1)! / values[0]!) ** (index / (samples - 1));
  const values = Array.from({ length: samples ** 2 }, (_, index) =>
    loss(at(plane.axes[0], index % samples), at(plane.axes[1], Math.floor(index / samples))),
  );
  return depthRegions({ columns: samples, rows: samples, values }, floor, width, height);
}

interface TriedRow {
  readonly frame: number;
  readonly order: number;
  readonly step: string;
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

function rowsOf(plane: SearchPlane, frames: readonly SearchFrame[]): TriedRow[] {
  assertSome(frames, "a search");
  const loss = lossOf(plane);
  const rows = frames.flatMap(({ label, tried }, frame) =>
    tried.map((place) => {
      const [x, y] = inside(plane, place);
      return { frame, step: String(label), x, y, loss: Number(loss(x, y).toPrecision(4)) };
    }),
  );
  assertSome(rows, "what a search tried");
  return rows.map((row, order) => ({ ...row, order }));
}

/** A place as (x, y), at the edge if it lies beyond it. */
function inside({ axes }: SearchPlane, place: SearchPlace): [x: number, y: number] {
  return axes.map(({ name, values }) => {
    const value = place[name];
    if (value === undefined || !(value > 0))
      throw new RangeError(
        `Cannot draw ${JSON.stringify(place)} in a search: its ${name} is ${value}. Give each place a value above 0 for ` +
          `${axes.map((axis) => axis.name).join(" and ")}.`,
      );
    return Math.min(values.at(-1)!, Math.max(values[0]!, value));
  }) as [number, number];
}

function searchLayers(
  plane: SearchPlane,
  rows: readonly TriedRow[],
  frames: readonly SearchFrame[],
  { joined = false, earlier: kept = true, separate = false }: SearchChartOptions,
): Layer[] {
  const [x, y] = plane.axes.map(({ name }) => nameText(name)) as [string, string];
  const several = frames.length > 1;
  const earlier = kept && !separate;
  const step = several ? ({ frame: "frame", stays: earlier } as const) : {};
  const place = { x: "x", y: "y", color: palette[1] } as const;
  const tooltip = { step: "step", [x]: "x", [y]: "y", loss: "loss" } as const;
  const outlines = frames.flatMap(({ outline = [] }, frame) =>
    [...outline, ...outline.slice(0, 1)].map((each, order) => {
      const [atX, atY] = inside(plane, each);
      return { frame, order, x: atX, y: atY };
    }),
  );
  const path = { ...place, ...step, order: "order", tooltip: {}, style: { strokeWidth: 1.5 } } as const;
  return [
    ...(outlines.length > 0 ? [line(outlines, { ...path, stays: false })] : []),
    ...(joined ? [line(rows, path)] : []),
    points(rows, {
      ...{ ...place, ...step, tooltip },
      opacity: several && earlier ? fainterBefore : 1,
      style: { size: 42, clip: false },
    }),
    points(bestRows(rows, frames.length, separate), {
      ...{ x: "x", y: "y", color: ink, tooltip, ...(several && { frame: "frame" }) },
      style: { filled: false, size: 200, strokeWidth: 2.2, clip: false },
    }),
  ];
}

/** What earlier steps tried is fainter. */
const fainterBefore = { condition: { test: "datum.frame == frame", value: 1 }, value: 0.45 };

/** For each frame the row with the lowest loss up to it, or of those in it. */
function bestRows(rows: readonly TriedRow[], count: number, separate: boolean): TriedRow[] {
  return Array.from({ length: count }, (_, frame) => {
    const before = rows.filter((row) => (separate ? row.frame === frame : row.frame <= frame));
    return before.length === 0 ? [] : [{ ...lowest(before), frame }];
  }).flat();
}

const lowest = <Item extends { readonly loss: number }>(items: readonly Item[]): Item =>
  items.reduce((best, item) => (item.loss < best.loss ? item : best));

/** The measured place with the lowest loss. */
function lowestPlace({ axes, losses }: SearchPlane): {
  readonly x: number;
  readonly y: number;
  readonly loss: number;
} {
  const [across, up] = axes;
  return lowest(across.values.flatMap((x, i) => up.values.map((y, j) => ({ x, y, loss: losses[i]![j]! }))));
}

function lowestLayer(plane: SearchPlane): Layer {
  const [x, y] = plane.axes.map(({ name }) => nameText(name)) as [string, string];
  return points([lowestPlace(plane)], {
    ...{ x: "x", y: "y", color: ink, tooltip: { [x]: "x", [y]: "y", "lowest measured loss": "loss" } },
    style: { shape: "cross", filled: false, size: 130, strokeWidth: 1.6, clip: false },
  });
}

function summaryOf(plane: SearchPlane, rows: readonly TriedRow[], separate = false): string {
  const [first, second] = plane.axes.map(({ name }) => nameText(name)) as [string, string];
  const place = ({ x, y }: { readonly x: number; readonly y: number }): string =>
    `${first} ${numberText(x)}, ${second} ${numberText(y)}`;
  const bestOf = (some: readonly TriedRow[]): string => {
    const best = lowest(some);
    return `best of ${counted(some.length, "trial")} ${numberText(best.loss)} at ${place(best)}`;
  };
  const searches = [...groupBy(rows, ({ step }) => step)].map(([step, some]) => `${step}: ${bestOf(some)}`);
  const bottom = lowestPlace(plane);
  return (
    `${separate ? searches.join("; ") : bestOf(rows)}; ` +
    `lowest measured ${numberText(bottom.loss)} at ${place(bottom)}`
  );
}
