export { optimizationHistory, type StudyChartOptions } from "./optimization-history.js";
export { intermediateValues } from "./intermediate-values.js";
export { parallelCoordinates } from "./parallel-coordinates.js";
export { sliceChart } from "./slice-chart.js";
export { contourChart } from "./contour-chart.js";
export { importanceChart } from "./importance-chart.js";
export { paretoChart, type ParetoChartOptions } from "./pareto-chart.js";
export { surrogateChart, type SurrogateChartOptions, type SurrogateView } from "./surrogate-chart.js";
export { generationsChart, type GenerationsChartOptions } from "./generations-chart.js";
