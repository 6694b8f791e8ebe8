export type { Chart, VegaLiteSpec } from "./chart.js";
export { learningCurves, type LearningCurvesOptions } from "./learning-curves.js";
export { sweepCurve, type SweepCurveOptions } from "./sweep-curve.js";
export type { RunGroup, RunsInput } from "./run-groups.js";
export { renderSvg } from "./render-svg.js";
export type { MetricName } from "./metrics.js";
export { numberText } from "./words.js";
export { spread, type Spread } from "./spread.js";
export { lineChart, type LineChartOptions } from "./line-chart.js";
export { scatterChart, type ScatterChartOptions } from "./scatter-chart.js";
export { barChart, type BarChartOptions } from "./bar-chart.js";
export { heatmap, type HeatmapOptions } from "./heatmap.js";
export { scheduleChart, type ScheduleChartOptions } from "./schedule-chart.js";
export { lossSurface, type LossSurfaceOptions } from "./loss-surface.js";
export { decisionBoundary, type BoundaryFrame, type DecisionBoundaryOptions } from "./decision-boundary.js";
export { confusionMatrix, type ConfusionMatrixOptions } from "./confusion-matrix.js";
export {
  layerHistograms,
  type LayerHistogramsOptions,
  type LayerValues,
  type WeightsOwner,
} from "./layer-histograms.js";
export { imageGrid, type ImageGridOptions } from "./image-grid.js";
export { timeAgainstAccuracy, type TimeAgainstAccuracyOptions } from "./time-against-accuracy.js";
export { dependencyChart, type Dependent } from "./dependency-chart.js";
