export type { Chart, VegaLiteSpec } from "./chart.js";
export { learningCurves, type LearningCurvesOptions } from "./learning-curves.js";
export { sweepCurve, type SweepCurveOptions } from "./sweep-curve.js";
export type { RunGroup, RunsInput } from "./run-groups.js";
export { renderSvg } from "./render-svg.js";
export type { MetricName } from "./metrics.js";
export { numberText } from "./words.js";
