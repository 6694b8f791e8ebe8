/**
 * Charts of rows, runs, sweeps and studies, and the layers they are composed of.
 *
 * Names: a layer is named after what it draws, in lower case and alone (`line`, `points`, `bars`). A function that makes
 * a whole chart ends in `Chart`, unless its last word already names a kind of chart (`learningCurves`, `sweepCurve`,
 * `heatmap`, `lossSurface`, `confusionMatrix`, `imageGrid`, `optimizationHistory`, `parallelCoordinates`). Its options
 * are called the same with `Options` at the end. The charts of a study come with `tunebook/tuning`.
 */
export type { Chart, VegaLiteSpec } from "./chart.js";
export type { AxisChoice, AxisOptions } from "./axis.js";
export type { Size } from "./compose.js";
export type { Channel, Row } from "./layers/columns.js";
export type { Layer, Layers } from "./layers/layer.js";
export type { PanelAxis } from "./layers/axes.js";
export type { PanelOptions } from "./layers/panel.js";
export type { SeriesOptions } from "./series.js";
export {
  chart,
  panels,
  type ChartOptions,
  type ChartTexts,
  type PanelLayers,
  type PanelsOptions,
} from "./layers/chart.js";
export {
  area,
  band,
  bars,
  labels,
  line,
  points,
  type BandOptions,
  type LabelOptions,
  type LineOptions,
} from "./layers/marks.js";
export type { LayerOptions, PlacedOptions } from "./layers/mark.js";
export { custom, rules, segments, type Rule, type SegmentOptions } from "./layers/rules.js";
export { cells, type CellsOptions } from "./layers/cells.js";
export { renderSvg } from "./render-svg.js";
export { numberText } from "./words.js";
export { spread, type Spread } from "./spread.js";
export { lineChart, type LineChartOptions } from "./line-chart.js";
export { scatterChart, type ScatterChartOptions } from "./scatter-chart.js";
export { barChart, type BarChartOptions } from "./bar-chart.js";
export { heatmap, type HeatmapOptions } from "./heatmap.js";
export type { MetricName } from "./metrics.js";
export type { RunGroup, RunsInput } from "./run-groups.js";
export { learningCurves, type LearningCurvesOptions } from "./learning-curves.js";
export { sweepCurve, type SweepCurveOptions } from "./sweep-curve.js";
export { scheduleChart, type ScheduleChartOptions } from "./schedule-chart.js";
export {
  lossSurface,
  type LossSurfaceOptions,
  type OptimizerPath,
  type SurfaceDomain,
} from "./loss-surface.js";
export {
  searchChart,
  type SearchAxis,
  type SearchChartOptions,
  type SearchFrame,
  type SearchPlace,
  type SearchPlane,
} from "./search-chart.js";
export { decisionBoundary, type BoundaryFrame, type DecisionBoundaryOptions } from "./decision-boundary.js";
export type { Predictor } from "./decision-regions.js";
export { confusionMatrix, type ConfusionMatrixOptions } from "./confusion-matrix.js";
export {
  layerHistograms,
  type HasWeights,
  type LayerHistogramsOptions,
  type LayerValues,
} from "./layer-histograms.js";
export { imageGrid, type ImageGridOptions } from "./image-grid.js";
export { timeAccuracyChart, type TimeAccuracyChartOptions } from "./time-accuracy-chart.js";
export { dependencyChart, type DependencyItem } from "./dependency-chart.js";
