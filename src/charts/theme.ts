import type { VegaLiteSpec } from "./chart.js";

/**
 * Colours of series. Each has a contrast of at least 3 : 1 against white and against JupyterLab's dark #111, and
 * neighbours stay apart for red-green and blue-yellow colour blindness (after Okabe and Ito, "Color universal
 * design", 2008, moved to mid lightness). Charts never rely on them alone: dash, shape or a label says the same.
 */
export const palette = [
  "#2b7bd6",
  "#d9600f",
  "#149a70",
  "#c25fa6",
  "#a5821a",
  "#8a6fe0",
  "#1c94ab",
  "#808080",
] as const;

/** Shapes that go with the colours, so that a series is known without its colour. */
export const shapes = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
] as const;

/** Pixels after which a label of a legend is cut off, where the legend has no limit of its own. */
export const legendLabelLimit = 320;

/** The size of the numbers along an axis. */
export const labelFontSize = 11;

/** A grey that is legible as text on white and on #111. */
export const ink = "#7a7a7a";
/** Grid lines and other guides. */
export const hairline = "#80808038";
/** The colour of warnings: a diverged run, a broken claim. */
export const alarm = "#d6453d";

/** The lightest and the darkest colour of a cell: opaque, so that text on it is legible on any background. */
export const cellColors = ["#eaf2fc", "#1c5da8"] as const;

/** Sizes of the title and of the lines below it, in pixels. */
export const titleSize = 14;
export const subtitleSize = 11.5;

const font = "Helvetica, Arial, 'Liberation Sans', sans-serif";

/**
 * The look of every chart, on any background: there is no background, and every colour is set here so
 * that the front end's theme (JupyterLab's dark one) changes nothing.
 */
export const config: VegaLiteSpec = {
  background: "transparent",
  font,
  padding: 8,
  view: { stroke: null, continuousWidth: 320, continuousHeight: 220 },
  title: {
    color: ink,
    subtitleColor: ink,
    anchor: "start",
    fontSize: titleSize,
    fontWeight: "bold",
    subtitleFontSize: subtitleSize,
    subtitlePadding: 4,
    offset: 10,
  },
  axis: {
    domainColor: ink,
    gridColor: hairline,
    tickColor: ink,
    labelColor: ink,
    titleColor: ink,
    labelFontSize,
    titleFontSize: 11.5,
    titleFontWeight: "normal",
    titlePadding: 8,
    labelOverlap: "greedy",
    tickSize: 4,
  },
  axisY: {
    domain: false,
    ticks: false,
    labelPadding: 6,
    // Horizontal and above the axis: nobody should have to tilt their head to read it.
    titleAngle: 0,
    titleAlign: "left",
    titleAnchor: "end",
    titleBaseline: "bottom",
    titleX: 0,
    titleY: -8,
  },
  axisX: { grid: false },
  legend: {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 11.5,
    titleFontSize: 11.5,
    titleFontWeight: "normal",
    labelLimit: legendLabelLimit,
    symbolStrokeWidth: 2,
    symbolOpacity: 1,
    symbolSize: 80,
    columnPadding: 16,
  },
  header: { labelColor: ink, titleColor: ink, labelFontSize: 11.5, titleFontSize: 11.5 },
  style: { "guide-label": { fill: ink }, "guide-title": { fill: ink }, "group-title": { fill: ink } },
  text: { fill: ink, fontSize: 11.5 },
  line: { strokeWidth: 2, strokeCap: "round", strokeJoin: "round" },
  rule: { color: ink },
  range: { category: [...palette], symbol: [...shapes] },
};
